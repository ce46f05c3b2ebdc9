#include "features/written_list.h"

#include <gtest/gtest.h>

#include "features/kinds/tags.h"
#include "features/kinds/vector.h"

namespace twotower {
namespace {

using Words = std::vector<std::string>;

TEST(WrittenListTest, ReadsEveryForm) {
  for (const char* text :
       {"[\"Tea\", \"Gift\"]", "['Tea', 'Gift']", "['Tea' 'Gift']", "['Tea'\n 'Gift']",
        "[Tea, Gift]", "('Tea', 'Gift')", "{'Tea', 'Gift'}", "[u'Tea', u'Gift',]",
        " [\"Tea\",\"Gift\"] ", "[{'id': 10, 'name': 'Tea'}, {\"name\": \"Gift\", \"id\": 1}]",
        "['Tea', None, 'Gift']"}) {
    EXPECT_EQ(read_written_list(text), (Words{"Tea", "Gift"})) << text;
  }
  EXPECT_EQ(read_written_list("[]"), Words());
  EXPECT_EQ(read_written_list("[0.1 -2e3\n 3.]"), (Words{"0.1", "-2e3", "3."}));
  EXPECT_EQ(read_written_list("(1, 2)"), (Words{"1", "2"}));
  EXPECT_EQ(read_written_list("[Sci Fi, Drama]"), (Words{"Sci Fi", "Drama"}));
}

TEST(WrittenListTest, ReadsWhatIsEscaped) {
  EXPECT_EQ(read_written_list("[\"it's, so\", 'a \\'b\\'']"), (Words{"it's, so", "a 'b'"}));
  EXPECT_EQ(read_written_list("[\"\\u8336\", \"\\ud83c\\udf75\"]"), (Words{"茶", "\U0001F375"}));
}

TEST(WrittenListTest, RefusesWhatIsNone) {
  for (const char* text : {"", "[", "Tea", "[a] | [b]", "['a'", "['a', 'b]", "['a''b']", "{'a': 1}",
                           "(live)", "{x}", "[['a'], ['b']]", "[{'id': 1}]", "[{'name': ['a']}]",
                           "[a,,b]", "[\"\\ud83c\"]", "[\"\\u12\"]", "['a' b]"}) {
    EXPECT_FALSE(read_written_list(text).has_value()) << text;
  }
}

TEST(WrittenListTest, TagsAndVectorsReadThem) {
  StringColumn texts;
  for (const char* text : {"['b', 'a']", "a|b", "[x] | [y]"}) texts.push_back(text);
  const RawColumn lists = tag_lists({.values = texts}, "|");
  EXPECT_EQ(lists.list_offsets, (Array<std::uint64_t>{0, 2, 4, 6}));
  EXPECT_EQ(text_of(lists, 0), "b");
  EXPECT_EQ(text_of(lists, 4), "[x]");
  EXPECT_EQ(parse_vector("[0.1, 0.2]", ","), (std::vector<double>{0.1, 0.2}));
  EXPECT_EQ(parse_vector("[0.1 0.2]", "|"), (std::vector<double>{0.1, 0.2}));
  EXPECT_FALSE(parse_vector("['a', 'b']", ",").has_value());
}

}  // namespace
}  // namespace twotower

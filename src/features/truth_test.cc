#include "features/truth.h"

#include <gtest/gtest.h>

#include <vector>

#include "features/vocabulary.h"

namespace twotower {
namespace {

RawColumn words(const std::vector<const char*>& texts) {
  StringColumn column;
  for (const char* text : texts) column.push_back(text);
  return {.values = column};
}

std::vector<std::uint32_t> rows_in(const Vocabulary& vocabulary, const RawColumn& column) {
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < column.num_values(); ++i)
    rows.push_back(vocabulary.row_of(column, i));
  return rows;
}

TEST(TruthTest, KnowsItsWords) {
  for (const char* yes : {"true", "True", "TRUE", "t", "Y", "yes", "on", "1", "是", " 真 "}) {
    EXPECT_EQ(truth_of(yes), true) << yes;
  }
  for (const char* no : {"false", "False", "F", "n", "NO", "off", "0", "否", "无"}) {
    EXPECT_EQ(truth_of(no), false) << no;
  }
  for (const char* other : {"", "banana", "2", "tru", "可能", "truetrue"}) {
    EXPECT_FALSE(truth_of(other).has_value()) << other;
  }
}

TEST(TruthTest, AnySpellingFindsTheValueOfAColumnOfBooleans) {
  const Vocabulary vocabulary = Vocabulary::fit(words({"True", "True", "False"}), {}, 1);
  using Rows = std::vector<std::uint32_t>;
  EXPECT_EQ(rows_in(vocabulary, words({"True", "true", "yes", "是", "no", "0", "banana"})),
            (Rows{2, 2, 2, 2, 3, 3, Vocabulary::kUnknownRow}));
  EXPECT_EQ(rows_in(vocabulary, {.values = std::vector<std::int64_t>{1, 0, 7}}),
            (Rows{2, 3, Vocabulary::kUnknownRow}));
}

TEST(TruthTest, SpellingsOfOneMeaningAreOneValue) {
  const Vocabulary vocabulary = Vocabulary::fit(words({"Y", "yes", "Y", "n", "No", "N"}), {}, 1);
  EXPECT_EQ(vocabulary.num_rows(), 4U);
  EXPECT_EQ(rows_in(vocabulary, words({"yes", "Y", "N", "n"})),
            (std::vector<std::uint32_t>{2, 2, 3, 3}));
}

TEST(TruthTest, OtherColumnsKeepTheirWords) {
  const Vocabulary vocabulary = Vocabulary::fit(words({"yes", "no", "maybe"}), {}, 1);
  EXPECT_EQ(rows_in(vocabulary, words({"true", "1"})), (std::vector<std::uint32_t>{0, 0}));
  EXPECT_EQ(Vocabulary::fit(words({"y", "yes", "YES"}), {}, 1).num_rows(), 5U);
}

TEST(TruthTest, BlanksAroundAValueAreNoPartOfIt) {
  const Vocabulary vocabulary = Vocabulary::fit(words({"tea", " tea", "tea\u3000", "box"}), {}, 1);
  EXPECT_EQ(vocabulary.num_rows(), 4U);
  EXPECT_EQ(rows_in(vocabulary, words({"tea ", "\ttea"})), (std::vector<std::uint32_t>{2, 2}));
}

}  // namespace
}  // namespace twotower

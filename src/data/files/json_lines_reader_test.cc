#include "data/files/json_lines_reader.h"

#include <gtest/gtest.h>

#include "data/files/read_files_test.h"
#include "data/files/table.h"
#include "messages/said.h"

namespace twotower {
namespace {

const std::string kLines =
    "{\"user\": \"u1\", \"item\": 7, \"price\": 0.5, \"new\": true, \"tags\": [\"a\", \"b\"]}\r\n"
    "\n"
    "{\"item\": 12345678901234, \"user\": \"\u5f20\", \"price\": 2, \"new\": false}\n"
    "{\"user\": null, \"item\": 9, \"tags\": [], \"rest\": {\"deep\": 1}}";

TEST(JsonLinesReaderTest, ReadsEveryKindOfValue) {
  for (const std::string name : {"a.jsonl", "a.ndjson", "a.log"}) {
    const TableOptions options{.path = write_file(name, kLines)};
    const auto table = read(options, {{"item"}, {"user"}, {"price"}, {"new"}, {"tags"}});
    ASSERT_TRUE(table.ok()) << english(table.error().message);
    EXPECT_EQ(cells(table.value(), "item"), "7,12345678901234,9");
    EXPECT_EQ(cells(table.value(), "user"), "u1,\u5f20,-");
    EXPECT_EQ(cells(table.value(), "price"), "0.5,2,-");
    EXPECT_EQ(table.value().find("price")->type_name(), "number");
    EXPECT_EQ(cells(table.value(), "new"), "1,0,-");
    EXPECT_EQ(cells(table.value(), "tags"), "[a b],[],[]");
  }
}

TEST(JsonLinesReaderTest, KeepsTextsThatLookLikeNumbers) {
  const TableOptions options{
      .path = write_file("t.jsonl", "{\"id\": \"7\", \"x\": 1}\n{\"id\": \"NA\", \"x\": \"a\"}\n")};
  const auto table = read(options, {{"id"}, {"x"}});
  ASSERT_TRUE(table.ok()) << english(table.error().message);
  EXPECT_EQ(table.value().find("id")->type_name(), "text");
  EXPECT_EQ(cells(table.value(), "id"), "7,NA");
  EXPECT_EQ(cells(table.value(), "x"), "1,a");
}

TEST(JsonLinesReaderTest, ReadsListsThatComeLate) {
  const TableOptions options{
      .path = write_file("l.jsonl", "{\"t\": null}\n{\"t\": [1, null, 2.5]}\n{\"t\": [3]}\n")};
  EXPECT_EQ(cells_or_error(options, "t"), "[],[1 - 2.5],[3]");
}

TEST(JsonLinesReaderTest, SaysTheLineOfWhatIsNotJson) {
  const std::string path = write_file("place.jsonl", "{\"a\": 1}\n\n{\"a\": NaN}\n");
  const auto table = read_files({.path = path}, {{"a"}});
  ASSERT_EQ(code_of(table), ErrorCode::kDataBadRow);
  EXPECT_NE(english(table.error().message).find(path + ":3:"), std::string::npos)
      << english(table.error().message);
}

TEST(JsonLinesReaderTest, RefusesWhatIsNoRowWithItsNumber) {
  const std::string good = "{\"a\": 1, \"b\": [1]}\n";
  for (const std::string bad :
       {"{\"a\": {\"x\": 1}}", "{\"a\": [[1]]}", "{\"a\": [{}]}", "{\"a\": [1]}", "{\"b\": 1}",
        "{\"a\": 1, \"a\": 2}", "7", "{\"a\": 1", "{\"a\": 1}}", "{\"a\": \"\xff\"}", "\"",
        "{\"a\": NaN}"}) {
    const std::string path = write_file("bad.jsonl", good + "\n" + bad + "\n" + good);
    const std::vector<WantedColumn> wanted = {{"a"}, {"b"}};
    const auto stopped = read_files({.path = path, .encoding = Encoding::kUtf8}, wanted);
    EXPECT_EQ(code_of(stopped), ErrorCode::kDataBadRow) << bad;
    EXPECT_NE(english(stopped.error().message).find("row 2"), std::string::npos)
        << english(stopped.error().message);
    const auto skipped = read_files(
        {.path = path, .encoding = Encoding::kUtf8, .on_bad_row = SkipOptions{}}, wanted);
    ASSERT_TRUE(skipped.ok()) << bad << english(skipped.error().message);
    EXPECT_EQ(cells(skipped.value().table, "a"), "1,1") << bad;
    EXPECT_EQ(cells(skipped.value().table, "b"), "[1],[1]") << bad;
    EXPECT_EQ(skipped.value().bad_rows.count(), 1U);
    EXPECT_EQ(skipped.value().places.find(1).row, 3U);
  }
}

TEST(JsonLinesReaderTest, RefusesADocument) {
  EXPECT_EQ(cells_or_error({.path = write_file("d.json", "[{\"a\": 1}]\n")}, "a"),
            "data.wrong_format");
  EXPECT_EQ(cells_or_error({.path = write_file("e.jsonl", "a,b\n1,2\n")}, "a"),
            "data.wrong_format");
  EXPECT_EQ(cells_or_error({.path = write_file("f.jsonl", kLines)}, "usr"), "data.missing_column");
}

TEST(JsonLinesReaderTest, ReadsManyMegabytesLineByLine) {
  std::string text;
  constexpr std::size_t kRows = 60000;
  for (std::size_t i = 0; i < kRows; ++i) {
    text += "{\"id\": " + std::to_string(i) + ", \"text\": \"" + std::string(i % 97, 'x') + "\"}\n";
  }
  const auto table = read({.path = write_file("big.jsonl", text)}, {{"id"}});
  ASSERT_TRUE(table.ok()) << english(table.error().message);
  const auto& ids = std::get<0>(table.value().columns[0].values);
  ASSERT_EQ(ids.size(), kRows);
  for (std::size_t i = 0; i < kRows; ++i) ASSERT_EQ(ids[i], static_cast<std::int64_t>(i));
}

}  // namespace
}  // namespace twotower

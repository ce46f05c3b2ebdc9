#include "data/files/csv_sniffer.h"

#include <gtest/gtest.h>

#include "data/files/read_files_test.h"
#include "messages/said.h"

namespace twotower {
namespace {

TEST(CsvSnifferTest, JoinsLinesWithinQuotes) {
  EXPECT_EQ(first_lines("a,\"b\nc\"\r\n\n\"d\"\n").size(), 2U);
  EXPECT_EQ(first_lines("a,\"b\nc\r\n\nd\n").size(), 3U);  // never closes: inches, perhaps
  EXPECT_EQ(first_lines("\r\n\n").size(), 0U);
  EXPECT_EQ(first_lines("a").size(), 1U);
}

TEST(CsvSnifferTest, TellsNamesFromData) {
  using Rows = std::vector<std::vector<std::string>>;
  EXPECT_TRUE(has_header(Rows{{"user", "x"}, {"1", "a"}, {"2", "b"}}));
  EXPECT_TRUE(has_header(Rows{{"user", "x"}, {"u1", "a"}, {"u2", "b"}}));
  EXPECT_TRUE(has_header(Rows{{"id", "2019", "2020"}, {"1", "5", "6"}}));
  EXPECT_TRUE(has_header(Rows{{"day"}, {"2026-11-21"}, {""}}));
  EXPECT_TRUE(has_header(Rows{{"a", "b"}}));
  EXPECT_FALSE(has_header(Rows{{"1", "a"}, {"2", "b"}}));
  EXPECT_FALSE(has_header(Rows{{"u1", "a"}, {"u2", "b"}, {"u1", "c"}}));
  EXPECT_FALSE(has_header(Rows{{"u1", "2026-11-21"}, {"u2", "2026-11-22"}}));
  EXPECT_FALSE(has_header(Rows{{"5", "1e3"}}));
  EXPECT_TRUE(has_header(Rows{{"user", "x"}, {"1", "a"}, {"user", "x"}, {"2", "b"}}));
  EXPECT_FALSE(has_header(Rows{{"u1", "a"}, {"u2", "b"}, {"u1", "a"}}));
  EXPECT_FALSE(has_header(Rows{{"1", "a"}, {"2", "b"}, {"1", "a"}}));
}

TEST(CsvSnifferTest, NamesColumnsOfFilesWithoutHeader) {
  const TableOptions options{.path = write_file("data.csv", "1,a,0.5\n2,b,0.7\n")};
  const auto form = find_form(options, "data.items");
  ASSERT_TRUE(form.ok()) << english(form.error().message);
  EXPECT_EQ(form.value().names, (std::vector<std::string>{"column_1", "column_2", "column_3"}));
  ASSERT_EQ(form.value().findings.size(), 1U);
  EXPECT_EQ(form.value().findings[0].kind, FormFinding::Kind::kNoHeader);
  EXPECT_EQ(form.value().findings[0].columns, 3U);
  EXPECT_EQ(cells_or_error(options, "column_1"), "1,2");
  EXPECT_EQ(cells_or_error({.path = options.path, .header = {{"i", "t", "n"}}}, "t"), "a,b");
}

TEST(CsvSnifferTest, TakesAFirstLineOfBlanks) {
  for (const std::string ending : {"txt", "csv", "jsonl"}) {
    const std::string path = write_file("first." + ending, " \t\n7 1\n8 2\n");
    const std::string expected = ending == "jsonl" ? "data.wrong_format" : "data.missing_column";
    EXPECT_EQ(cells_or_error({.path = path}, "item"), expected) << ending;
  }
}

TEST(CsvSnifferTest, ReadsTablesWithBlanksBetween) {
  const std::string rows = "user   item rating\n 196\t242  3\n186 302 3 \n";
  EXPECT_EQ(cells_or_error({.path = write_file("blank.txt", rows)}, "item"), "242,302");
  EXPECT_EQ(cells_or_error({.path = write_file("even.txt", "7 1 2\n8 3 4\n")}, "item"),
            "data.wrong_format");
  EXPECT_EQ(
      cells_or_error(
          {.path = write_file("even.txt", "7 1 2\n8 3 4\n"), .format = FileFormat::kLists}, "item"),
      "1,2,3,4");
  EXPECT_EQ(
      cells_or_error({.path = write_file("even.txt", "7 1 2\n8 3 4\n"), .format = FileFormat::kCsv},
                     "column_2"),
      "1,3");
  EXPECT_EQ(
      cells_or_error({.path = write_file("q.txt", "a b\n\"x  y\" 2\n"), .separator = " "}, "a"),
      "x  y");
}

TEST(CsvSnifferTest, ReadsWhatSpreadsheetsWrite) {
  EXPECT_EQ(cells_or_error({.path = write_file("1.csv",
                                               "\xEF\xBB\xBF"
                                               "a,b\r\n1,x\r\n2,y\r\n")},
                           "a"),
            "1,2");
  EXPECT_EQ(cells_or_error({.path = write_file("2.csv", "a,b\n\n1,\"x\ny\"\n\n\n2,z\n")}, "b"),
            "x\ny,z");
  EXPECT_EQ(cells_or_error({.path = write_file("3.csv", "a,b,\n1,x,\n2,y,\n")}, "b"), "x,y");
  EXPECT_EQ(cells_or_error({.path = write_file("4.csv", "a,b\n1,x,\n2,y,\n")}, "b"), "x,y");
  EXPECT_EQ(cells_or_error({.path = write_file("5.csv", "a,b\n1,\n2,\n")}, "b"), "-,-");
  EXPECT_EQ(cells_or_error({.path = write_file("6.csv", ",a\n0,7\n1,8\n")}, "column_1"), "0,1");
  EXPECT_EQ(cells_or_error({.path = write_file("7.csv", "a;b\n1,5;x\n2,5;y\n")}, "a"), "1,5,2,5");
  EXPECT_EQ(cells_or_error({.path = write_file("8.csv", "\"a\"\n\"1\"\n\"2\"\n")}, "a"), "1,2");
}

}  // namespace
}  // namespace twotower

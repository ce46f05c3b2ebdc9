#include "data/files/read_table.h"

#include <gtest/gtest.h>

#include "data/files/read_files_test.h"
#include "messages/said.h"

namespace twotower {
namespace {

TEST(ReadTableTest, ReadsOnlyWantedColumnsInTheOrderWanted) {
  const TableOptions options{.path = write_file("a.csv", "id,name,price\n1,a,0.5\n2,b,1\n")};
  const auto table = read(options, {{"price"}, {"id"}});
  ASSERT_TRUE(table.ok()) << english(table.error().message);
  EXPECT_EQ(table.value().names, (std::vector<std::string>{"price", "id"}));
  EXPECT_EQ(cells(table.value(), "price"), "0.5,1");
  EXPECT_EQ(table.value().find("price")->type_name(), "number");
  EXPECT_EQ(table.value().find("id")->type_name(), "integer");
}

TEST(ReadTableTest, KeepsSpellingWhereAColumnTurnsOutToBeText) {
  const TableOptions options{
      .path = write_file(
          "b.csv", "zip,mixed,big,gap\n7,0.50,1,NA\n00123,NA,18446744073709551615,\n9,x,2,3\n")};
  const auto table = read(options, {{"zip"}, {"mixed"}, {"big"}, {"gap"}});
  ASSERT_TRUE(table.ok()) << english(table.error().message);
  EXPECT_EQ(cells(table.value(), "zip"), "7,00123,9");
  EXPECT_EQ(cells(table.value(), "mixed"), "0.50,NA,x");
  EXPECT_EQ(cells(table.value(), "big"), "1,18446744073709551615,2");
  EXPECT_EQ(cells(table.value(), "gap"), "-,-,3");
  EXPECT_EQ(table.value().find("gap")->type_name(), "integer");
}

TEST(ReadTableTest, FindsSeparatorsAndQuotes) {
  for (const std::string separator : {",", ";", "\t", "|", "::"}) {
    std::string text = "id" + separator + "t\n";
    for (int i = 0; i < 9; ++i) text += std::to_string(i) + separator + "a b: c\n";
    const auto table = read({.path = write_file("sep.csv", text)}, {{"t"}});
    ASSERT_TRUE(table.ok()) << separator << english(table.error().message);
    EXPECT_EQ(cells(table.value(), "t").substr(0, 7), "a b: c,") << separator;
  }
  const auto quoted = read({.path = write_file("q.csv", "id,t\n1,\"a, \"\"b\"\"\nc\"\n")}, {{"t"}});
  ASSERT_TRUE(quoted.ok()) << english(quoted.error().message);
  EXPECT_EQ(cells(quoted.value(), "t"), "a, \"b\"\nc");
}

TEST(ReadTableTest, ReplacesLongSeparatorsWhereverPiecesEnd) {
  std::string text;  // some megabytes: separators lie across the ends of pieces
  constexpr int kRows = 300000;
  for (int i = 0; i < kRows; ++i) text += std::to_string(i) + "::\"x:y" + "::" + "\xe9:\n";
  const TableOptions options{.path = write_file("long.dat", text),
                             .header = std::vector<std::string>{"a", "b", "c"},
                             .encoding = Encoding::kLatin1};
  const auto table = read(options, {{"a"}, {"b"}, {"c"}});
  ASSERT_TRUE(table.ok()) << english(table.error().message);
  ASSERT_EQ(table.value().num_rows(), static_cast<std::size_t>(kRows));
  for (std::size_t i = 0; i < kRows; ++i) {
    ASSERT_EQ(text_of(table.value().columns[0], i), std::to_string(i));
    ASSERT_EQ(text_of(table.value().columns[1], i), "\"x:y");
    ASSERT_EQ(text_of(table.value().columns[2], i), "\u00e9:");
  }
}

TEST(ReadTableTest, KnowsHeaderlessFilesByNameAndColumns) {
  const auto movies = read({.path = write_file("movies.dat", "1::Am\xe9lie, (2001)::A|B\n")},
                           {{"movie_id"}, {"title"}, {"genres"}});
  ASSERT_TRUE(movies.ok()) << english(movies.error().message);
  EXPECT_EQ(cells(movies.value(), "title"), "Am\u00e9lie, (2001)");
  const auto other = read({.path = write_file("users.dat", "id,age\n1,7\n")}, {{"age"}});
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(cells(other.value(), "age"), "7");
}

TEST(ReadTableTest, ReadsListsAsRows) {
  const auto lists =
      read({.path = write_file("l.txt", "7 1 2 3\r\n8 9\n\n7 4 \n")}, {{"user"}, {"item"}});
  ASSERT_TRUE(lists.ok()) << english(lists.error().message);
  EXPECT_EQ(cells(lists.value(), "user"), "7,7,7,8,7");
  EXPECT_EQ(cells(lists.value(), "item"), "1,2,3,9,4");
  const auto forced =
      read({.path = write_file("l.txt", "a 1.50\nb NA\nb x")}, {{"item"}, {"user"}});
  ASSERT_TRUE(forced.ok());
  EXPECT_EQ(cells(forced.value(), "item"), "1.50,NA,x");
  EXPECT_EQ(code_of(read({.path = write_file("l.txt", "7 1\n8\n"), .format = FileFormat::kLists},
                         {{"item"}})),
            ErrorCode::kDataBadRow);
}

Table typed_table() {
  StringColumn texts;
  for (const char* text : {"a", "b", "c"}) texts.push_back(text);
  return {.names = {"i", "n", "t", "l"},
          .columns = {{.values = std::vector<std::int64_t>{1, 0}, .is_missing = {0, 1}},
                      {.values = std::vector<double>{0.5, 2}},
                      {.values = texts},
                      {.values = std::vector<std::int64_t>{1, 2, 3}, .list_offsets = {0, 1, 3}}}};
}

TEST(ReadTableTest, ReadsBackWhatWriteTableWrites) {
  Table table = typed_table();
  table.columns[2].list_offsets = {0, 2, 3};
  const std::string path = testkit::process_folder() + "back.parquet";
  ASSERT_TRUE(write_table(table, path).ok());
  const auto back = read({.path = path}, {{"l"}, {"i"}, {"t"}, {"n"}});
  ASSERT_TRUE(back.ok()) << english(back.error().message);
  for (const std::string name : {"i", "n", "t", "l"}) {
    EXPECT_EQ(back.value().find(name)->values, table.find(name)->values) << name;
    EXPECT_EQ(back.value().find(name)->is_missing, table.find(name)->is_missing) << name;
    EXPECT_EQ(back.value().find(name)->list_offsets, table.find(name)->list_offsets) << name;
  }
}

TEST(ReadTableTest, ReadsPackedFilesWhateverTheirEnding) {
  Table table{.names = {"id", "x"},
              .columns = {{.values = std::vector<std::int64_t>{}},
                          {.values = std::vector<std::int64_t>{}}}};
  for (std::int64_t i = 0; i < 50000; ++i) {
    std::get<0>(table.columns[0].values).push_back(i);
    std::get<0>(table.columns[1].values).push_back(i * 7);
  }
  for (const std::string ending : {".csv", ".csv.gz", ".csv.zst", ".parquet"}) {
    const std::string path = testkit::process_folder() + "packed" + ending;
    ASSERT_TRUE(write_table(table, path).ok());
    for (const std::string& name : {path, testkit::process_folder() + "renamed"}) {
      if (name != path) std::rename(path.c_str(), name.c_str());
      const auto back = read({.path = name}, {{"id"}, {"x"}});
      ASSERT_TRUE(back.ok()) << name << english(back.error().message);
      EXPECT_EQ(back.value().columns[1].values, table.columns[1].values) << name;
    }
  }
}

TEST(ReadTableTest, SaysWhichRowIsUneven) {
  std::string text = "a,b\n";
  for (int i = 0; i < 200000; ++i) text += "12345678,1\n";
  const auto table = read({.path = write_file("uneven.csv", text + "1,2,3\n4,5\n")}, {{"a"}});
  EXPECT_EQ(code_of(table), ErrorCode::kDataBadRow);
  EXPECT_NE(english(table.error().message).find("row 200001 "), std::string::npos)
      << english(table.error().message);
  EXPECT_NE(english(table.error().message).find("uneven.csv"), std::string::npos);
}

TEST(ReadTableTest, RefusesWhatItCannotRead) {
  const auto missing = read({.path = write_file("c.csv", "user_id,item\n1,2\n")}, {{"userid"}});
  EXPECT_EQ(code_of(missing), ErrorCode::kDataMissingColumn);
  EXPECT_NE(english(missing.error().message).find("`user_id`"), std::string::npos);
  EXPECT_EQ(code_of(read({.path = "/no/such/file"}, {{"a"}})), ErrorCode::kFileUnreadable);
  EXPECT_EQ(code_of(read({.path = ""}, {{"a"}})), ErrorCode::kFileUnreadable);
  EXPECT_EQ(code_of(read({.path = write_file("e.csv", "")}, {{"a"}})), ErrorCode::kDataTooLittle);
  EXPECT_EQ(code_of(read({.path = write_file("h.csv", "a,b\n")}, {{"a"}})),
            ErrorCode::kDataTooLittle);
  EXPECT_EQ(code_of(read({.path = write_file("2.csv", "a,a\n1,2\n")}, {{"a"}})),
            ErrorCode::kDataWrongFormat);
  EXPECT_EQ(
      code_of(read({.path = write_file("u.csv", "a,b\n1,\xe9\n"), .encoding = Encoding::kUtf8},
                   {{"b"}})),
      ErrorCode::kDataBadRow);
  EXPECT_EQ(code_of(read({.path = write_file("p.parquet", "PAR1 and no more")}, {{"a"}})),
            ErrorCode::kDataWrongFormat);
  EXPECT_EQ(code_of(read({.path = write_file("s.csv", "a,b\n1,2\n"), .separator = ""}, {{"a"}})),
            ErrorCode::kConfigOutOfRange);
  const auto cut = read({.path = write_file("s.csv", "a,b\n1,2\n"), .separator = "\n"}, {{"a"}});
  EXPECT_EQ(code_of(cut), ErrorCode::kConfigOutOfRange);
  EXPECT_NE(english(cut.error().message).find("separator is \"\\n\","), std::string::npos)
      << english(cut.error().message);
  EXPECT_EQ(code_of(read({.path = write_file("g.csv.gz", "\x1f\x8b broken")}, {{"a"}})),
            ErrorCode::kFileUnreadable);
}

}  // namespace
}  // namespace twotower

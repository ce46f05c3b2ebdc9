#include "data/files/input_files.h"

#include <gtest/gtest.h>

#include "data/files/read_files_test.h"
#include "data/files/table.h"
#include "messages/said.h"

namespace twotower {
namespace {

std::vector<std::string> names_of(const std::string& path) {
  const auto files = find_files(path, "data.items");
  if (!files.ok()) return {std::string(forms_of(files.error().code).name)};
  std::vector<std::string> names;
  for (const InputFile& file : files.value()) {
    names.push_back(std::filesystem::path(file.path).filename().string());
  }
  return names;
}

using Names = std::vector<std::string>;

TEST(InputFilesTest, FindsFilesFoldersAndPatterns) {
  const std::string root = testkit::process_folder() + "found";
  for (const std::string name : {"b.csv", "a/c.csv.gz", "a/.hidden.csv", "_SUCCESS", "README.md",
                                 "_temporary/d.csv", ".git/e.csv"}) {
    write_file("found/" + name, "x");
  }
  EXPECT_EQ(names_of(root), (Names{"c.csv.gz", "b.csv"}));
  EXPECT_EQ(names_of(root + "/b.csv"), Names{"b.csv"});
  EXPECT_EQ(names_of(root + "/*.csv"), Names{"b.csv"});
  EXPECT_EQ(names_of(root + "/*/[a-c].csv*"), Names{"c.csv.gz"});
  EXPECT_EQ(names_of(root + "/*.parquet"), Names{"file.unreadable"});
  EXPECT_EQ(names_of(root + "/none"), Names{"file.unreadable"});
  const auto mistyped = find_files(root + "/bb.csv", "data");
  ASSERT_FALSE(mistyped.ok());
  EXPECT_NE(english(mistyped.error().message).find(root + "/b.csv?"), std::string::npos);
  write_file("found/f.parquet", "x");
  EXPECT_EQ(names_of(root), Names{"data.wrong_format"});
}

TEST(InputFilesTest, TakesFilesWithoutEndingsWhereNoneHasOne) {
  const std::string root = testkit::process_folder() + "parts";
  for (const std::string name : {"part-00001", "part-00000", "_SUCCESS", ".part-00000.crc"}) {
    write_file("parts/" + name, "x");
  }
  EXPECT_EQ(names_of(root), (Names{"part-00000", "part-00001"}));
  std::filesystem::create_directories(testkit::process_folder() + "nothing/deep");
  EXPECT_EQ(names_of(testkit::process_folder() + "nothing"), Names{"file.unreadable"});
}

TEST(InputFilesTest, ReadsPartitionsOfThePath) {
  write_file("hive/dt=2026-11-21/place=a%2Fb%zz/x.csv", "x");
  write_file("hive/dt=__HIVE_DEFAULT_PARTITION__/place=/x.csv", "x");
  const auto files = find_files(testkit::process_folder() + "hive", "data.items");
  ASSERT_TRUE(files.ok());
  using Partitions = std::vector<PartitionValue>;
  EXPECT_EQ(files.value()[0].partitions, (Partitions{{"dt", "2026-11-21"}, {"place", "a/b%zz"}}));
  EXPECT_EQ(files.value()[1].partitions, (Partitions{{"dt", std::nullopt}, {"place", ""}}));
}

void expect_three_days(const std::string& root, const std::string& ending) {
  const auto table = read({.path = root}, {{"dt"}, {"id"}, {"x"}});
  ASSERT_TRUE(table.ok()) << english(table.error().message);
  EXPECT_EQ(cells(table.value(), "dt"), "1,1,2,-") << ending;
  EXPECT_EQ(cells(table.value(), "id"), "7,8,9,10") << ending;
  EXPECT_EQ(cells(table.value(), "x"), "0.50,1,NA,a") << ending;
}

TEST(InputFilesTest, ReadsOneTableOfManyFiles) {
  const std::string csv = testkit::process_folder() + "days_csv";
  write_file("days_csv/dt=1/a.csv", "id,x\n7,0.50\n8,1\n");
  write_file("days_csv/dt=2/a.csv", "x;id\nNA;9\n");  // a separator of its own would be a surprise
  write_file("days_csv/dt=__HIVE_DEFAULT_PARTITION__/a.csv", "x,id\na,10\n");
  EXPECT_EQ(code_of(read({.path = csv}, {{"id"}})), ErrorCode::kDataMissingColumn);
  write_file("days_csv/dt=2/a.csv", "x,id\nNA,9\n");
  expect_three_days(csv, "csv");
  write_file("days_json/dt=1/a.jsonl", "{\"id\": 7, \"x\": \"0.50\"}\n{\"id\": 8, \"x\": 1}\n");
  write_file("days_json/dt=2/a.jsonl", "{\"id\": 9, \"x\": \"NA\", \"y\": 1}\n");
  write_file("days_json/dt=__HIVE_DEFAULT_PARTITION__/a.jsonl", "{\"x\": \"a\", \"id\": 10}\n");
  expect_three_days(testkit::process_folder() + "days_json", "jsonl");
}

TEST(InputFilesTest, ReadsParquetFilesOfAFolder) {
  StringColumn word;
  word.push_back("a");
  const Table integers{.names = {"id", "x"},
                       .columns = {{.values = std::vector<std::int64_t>{7, 8}},
                                   {.values = std::vector<std::int64_t>{1, 2}}}};
  const Table texts{.names = {"x", "id"},
                    .columns = {{.values = word}, {.values = std::vector<std::int64_t>{9}}}};
  const std::string root = testkit::process_folder() + "days_parquet";
  std::filesystem::create_directories(root + "/dt=1");
  std::filesystem::create_directories(root + "/dt=a");
  ASSERT_TRUE(write_table(integers, root + "/dt=1/a.parquet").ok());
  ASSERT_TRUE(write_table(texts, root + "/dt=a/a.parquet").ok());
  const auto table = read({.path = root}, {{"dt"}, {"x"}, {"id"}});
  ASSERT_TRUE(table.ok()) << english(table.error().message);
  EXPECT_EQ(cells(table.value(), "dt"), "1,1,a");
  EXPECT_EQ(cells(table.value(), "x"), "1,2,a");
  EXPECT_EQ(cells(table.value(), "id"), "7,8,9");
  const auto only_folders = read({.path = root}, {{"dt"}});
  ASSERT_TRUE(only_folders.ok());
  EXPECT_EQ(cells(only_folders.value(), "dt"), "1,1,a");
}

TEST(InputFilesTest, NamesTheFileThatLacksAColumnOrHasABadRow) {
  const std::string root = testkit::process_folder() + "lacks";
  write_file("lacks/a.csv", "id,x\n1,2\n");
  write_file("lacks/b.csv", "id,y\n1,2\n");
  const auto lacking = read({.path = root}, {{"x"}});
  EXPECT_EQ(code_of(lacking), ErrorCode::kDataMissingColumn);
  EXPECT_NE(english(lacking.error().message).find("b.csv"), std::string::npos);
  write_file("lacks/b.csv", "id,x\n1,2\n3\n");
  const auto bad = read({.path = root}, {{"x"}});
  EXPECT_EQ(code_of(bad), ErrorCode::kDataBadRow);
  EXPECT_NE(english(bad.error().message).find("b.csv: row 2 "), std::string::npos)
      << english(bad.error().message);
}

TEST(InputFilesTest, FilesWithoutRowsAreNoHindrance) {
  const std::string root = testkit::process_folder() + "hollow";
  write_file("hollow/a.csv", "");
  write_file("hollow/b.csv", "id,x\n1,2\n");
  write_file("hollow/c.csv", "\n");
  write_file("hollow/d.csv", "id,x\n");
  write_file("hollow/e.csv", "id,x\n3,4\n5\n");
  const auto read = read_files({.path = root, .on_bad_row = SkipOptions{}}, {{"x"}});
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  EXPECT_EQ(cells(read.value().table, "x"), "2,4");
  EXPECT_NE(read.value().places.find(1).path.find("e.csv"), std::string::npos);
  EXPECT_NE(english(read.value().bad_rows.first()[0]).find("e.csv: row 2"), std::string::npos);
  EXPECT_EQ(cells_or_error({.path = root + "/[ac].csv"}, "x"), "data.too_little");
  write_file("sparse/a.jsonl", "{\"id\": 1, \"x\": 2}\n");
  write_file("sparse/b.jsonl", "{\"id\": 3}\n");
  EXPECT_EQ(cells_or_error({.path = testkit::process_folder() + "sparse"}, "x"), "2,-");
}

TEST(InputFilesTest, FilesWithoutHeaderFollowTheFirst) {
  const std::string root = testkit::process_folder() + "headless";
  write_file("headless/a.csv", "1,a\n2,b\n");
  write_file("headless/b.csv", "x,c\ny,d\n");  // alone, its first line would be names
  const auto table = read({.path = root}, {{"column_2"}, {"column_1"}});
  ASSERT_TRUE(table.ok()) << english(table.error().message);
  EXPECT_EQ(cells(table.value(), "column_1"), "1,2,x,y");
  EXPECT_EQ(cells(table.value(), "column_2"), "a,b,c,d");
}

}  // namespace
}  // namespace twotower

#include "data/files/table.h"
#include "data/files/table_writer.h"
#include "testkit/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace twotower {
namespace {

Table make_table() {
  StringColumn names;
  for (const char* name : {"plain", "comma, quote \"", "Am\u00e9lie"}) names.push_back(name);
  return {.names = {"id", "price", "name"},
          .columns = {{.values = std::vector<std::int64_t>{7, -1, 3}},
                      {.values = std::vector<double>{0.5, 0, 1e300}, .is_missing = {0, 1, 0}},
                      {.values = names}}};
}

std::string temporary(const std::string& name) {
  return testkit::process_folder() + name;
}

std::string bytes_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(TableTest, FindsColumnsByName) {
  const Table table = make_table();
  EXPECT_EQ(table.find("price"), &table.columns[1]);
  EXPECT_EQ(table.find("Price"), nullptr);
  EXPECT_EQ(table.num_rows(), 3U);
  EXPECT_EQ(Table{}.num_rows(), 0U);
}

TEST(TableTest, LeavesWantedColumnsInTheirOrder) {
  Table table = make_table();
  leave_only({"name", "weight", "id"}, table);
  EXPECT_EQ(table.names, (std::vector<std::string>{"id", "name"}));
  ASSERT_NE(table.find("name"), nullptr);
  EXPECT_EQ(table.find("name")->num_rows(), 3U);
}

TEST(TableTest, WritesCsvThatQuotesAndLeavesMissingEmpty) {
  const std::string path = temporary("written.csv");
  ASSERT_TRUE(write_table(make_table(), path).ok());
  EXPECT_EQ(bytes_of(path),
            "\"id\",\"price\",\"name\"\n7,0.5,\"plain\"\n-1,,\"comma, quote \"\"\"\n3,1e+300,"
            "\"Am\u00e9lie\"\n");
}

TEST(TableTest, WritesAnObjectALineThatHasNullsAndLists) {
  const std::string path = temporary("written.jsonl");
  Table table = make_table();
  table.columns[0].list_offsets = {0, 2, 2, 3};
  ASSERT_TRUE(write_table(table, path).ok());
  EXPECT_EQ(bytes_of(path),
            "{\"id\":[7,-1],\"price\":0.5,\"name\":\"plain\"}\n"
            "{\"id\":[],\"price\":null,\"name\":\"comma, quote \\\"\"}\n"
            "{\"id\":[3],\"price\":1e+300,\"name\":\"Am\u00e9lie\"}\n");
}

TEST(TableTest, PiecesAreOneTableThatAppearsWhenItIsWhole) {
  for (const char* name : {"pieces.csv", "pieces.jsonl", "pieces.csv.gz"}) {
    const Table table = make_table();
    ASSERT_TRUE(write_table(table, temporary(name)).ok());
    const std::string whole = bytes_of(temporary(name)), path = temporary(std::string("p_") + name);
    auto created = TableWriter::create(path);
    ASSERT_TRUE(created.ok());
    TableWriter writer = std::move(created).value();
    for (const std::vector<std::uint64_t>& rows : {std::vector<std::uint64_t>{}, {0, 1}, {}, {2}}) {
      Table piece = {.names = table.names, .columns = {}};
      for (const RawColumn& column : table.columns) piece.columns.push_back(column.take(rows));
      ASSERT_TRUE(writer.append(piece).ok());
      EXPECT_EQ(bytes_of(path), "");
    }
    ASSERT_TRUE(writer.commit().ok());
    EXPECT_EQ(bytes_of(path), whole) << name;
  }
  EXPECT_EQ(TableWriter::create(temporary("no/such/folder/x.csv")).error().code,
            ErrorCode::kFileUnwritable);
}

TEST(TableTest, RefusesWhatItCannotWrite) {
  const auto other_ending = write_table(make_table(), temporary("written.xlsx"));
  ASSERT_FALSE(other_ending.ok());
  EXPECT_EQ(other_ending.error().code, ErrorCode::kConfigOutOfRange);
  EXPECT_EQ(write_table(make_table(), temporary("no/such/folder/x.csv")).error().code,
            ErrorCode::kFileUnwritable);
  Table lists = make_table();
  lists.columns[0].list_offsets = {0, 1, 2, 3};
  EXPECT_EQ(write_table(lists, temporary("lists.csv")).error().code, ErrorCode::kConfigOutOfRange);
  EXPECT_TRUE(write_table(lists, temporary("lists.parquet")).ok());
}

}  // namespace
}  // namespace twotower

#include "data/vector_table.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "data/files/read_files_test.h"
#include "data/files/table.h"
#include "messages/said.h"

namespace twotower {
namespace {

std::string text_of_vectors(const VectorTable& table) {
  return cells({.names = {"v"}, .columns = {table.vectors}}, "v");
}

ErrorCode code_of_lines(const std::string& name, const std::string& lines) {
  const auto read = read_vector_table({.path = write_file("vectors/" + name + ".jsonl", lines)});
  EXPECT_FALSE(read.ok()) << name;
  return read.ok() ? ErrorCode::kUsageWrong : read.error().code;
}

TEST(VectorTableTest, ReadsListsOfParquetAndOfJsonLines) {
  const Table table = {
      .names = {"sku", "name", "look"},
      .columns = {{.values = std::vector<std::int64_t>{7, 5}},
                  {.values = std::vector<std::int64_t>{1, 1}},
                  {.values = std::vector<double>{.5, 1, -2, .25}, .list_offsets = {0, 2, 4}}}};
  const std::string path = write_file("vectors/.looks", "") + ".parquet";
  ASSERT_TRUE(write_table(table, path).ok());
  const auto parquet = read_vector_table({.path = path});
  ASSERT_TRUE(parquet.ok()) << english(parquet.error().message);
  const auto lines = read_vector_table(
      {.path =
           write_file("vectors/looks.jsonl",
                      "{\"sku\": 7, \"look\": [0.5, 1]}\n{\"sku\": 5, \"look\": [-2, 0.25]}\n")});
  ASSERT_TRUE(lines.ok()) << english(lines.error().message);
  for (const VectorTable* read : {&parquet.value(), &lines.value()}) {
    EXPECT_EQ(read->id, "sku");
    EXPECT_EQ(read->column, "look");
    EXPECT_EQ(read->dim, 2U);
    EXPECT_EQ(text_of_vectors(*read), "[0.5 1],[-2 0.25]");
    EXPECT_EQ(text_of(read->ids, 1), "5");
  }
}

TEST(VectorTableTest, ReadsTextsOfNumbersWithAnySeparator) {
  for (const std::string separator : {"|", ";", " "}) {
    const auto join = [&](const std::string& a, const std::string& b) { return a + separator + b; };
    const std::string rows = "a," + join(join("1", "2"), join("3", "-4e-1")) + "\nb," +
                             join(join("0", "0"), join("0", "1")) + "\n";
    const auto read =
        read_vector_table({.path = write_file("vectors/texts.csv", "id,look\n" + rows)});
    ASSERT_TRUE(read.ok()) << english(read.error().message);
    EXPECT_EQ(text_of_vectors(read.value()), "[1 2 3 -0.4],[0 0 0 1]");
    EXPECT_EQ(read.value().separator, separator);
  }
}

TEST(VectorTableTest, TheSurestColumnIsTheOneAndTwoAreRefused) {
  const std::string both =
      write_file("vectors/both.jsonl",
                 "{\"id\": 1, \"sizes\": [1, 2], \"look\": [0.5, 2], \"sound\": [0.1, 1]}\n");
  const auto refused = read_vector_table({.path = both});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kDataAmbiguousColumn);
  EXPECT_EQ(refused.error().field, "--vector");
  const auto named = read_vector_table({.path = both, .id = {}, .vector = "sizes"});
  ASSERT_TRUE(named.ok()) << english(named.error().message);
  EXPECT_EQ(text_of_vectors(named.value()), "[1 2]");
  const auto one = read_vector_table(
      {.path = write_file("vectors/one.jsonl",
                          "{\"id\": 1, \"sizes\": [1, 2], \"look\": [0.5, 2]}\n")});
  ASSERT_TRUE(one.ok()) << english(one.error().message);
  EXPECT_EQ(one.value().column, "look");
}

TEST(VectorTableTest, RefusesWhatIsNoTableOfVectors) {
  const std::string good = "{\"id\": 1, \"v\": [0.5, 1]}\n";
  EXPECT_EQ(code_of_lines("length", good + "{\"id\": 2, \"v\": [0.5]}\n"), ErrorCode::kDataBadRow);
  EXPECT_EQ(code_of_lines("missing", good + "{\"id\": 2}\n"), ErrorCode::kDataBadRow);
  EXPECT_EQ(code_of_lines("null", good + "{\"id\": 2, \"v\": [0.5, null]}\n"),
            ErrorCode::kDataNotFinite);
  EXPECT_EQ(code_of_lines("large", good + "{\"id\": 2, \"v\": [0.5, 1e17]}\n"),
            ErrorCode::kDataBadRow);
  EXPECT_EQ(code_of_lines("twice", good + good), ErrorCode::kDataDuplicateId);
  EXPECT_EQ(code_of_lines("no_id", good + "{\"v\": [0.5, 1]}\n"), ErrorCode::kDataBadRow);
  EXPECT_EQ(code_of_lines("fractions", "{\"id\": 1.5, \"v\": [0.5, 1]}\n"),
            ErrorCode::kDataWrongFormat);
  EXPECT_EQ(code_of_lines("none", "{\"id\": 1, \"price\": 0.5}\n"), ErrorCode::kDataMissingColumn);
  const std::string prices = write_file("vectors/prices.jsonl", "{\"id\": 1, \"price\": 0.5}\n");
  for (const std::string column : {"price", "id"}) {
    const auto named = read_vector_table({.path = prices, .id = {}, .vector = column});
    ASSERT_FALSE(named.ok());
    EXPECT_EQ(named.error().code, ErrorCode::kDataWrongFormat);
  }
}

TEST(VectorTableTest, RefusesNumbersThatAreNoneInParquet) {
  for (const double wrong :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    const Table table = {
        .names = {"id", "v"},
        .columns = {{.values = std::vector<std::int64_t>{7, 5}},
                    {.values = std::vector<double>{.5, 1, -2, wrong}, .list_offsets = {0, 2, 4}}}};
    const std::string path = write_file("vectors/.wrong", "") + ".parquet";
    ASSERT_TRUE(write_table(table, path).ok());
    const auto read = read_vector_table({.path = path});
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, ErrorCode::kDataNotFinite);
    EXPECT_NE(english(read.error().message).find("row 2"), std::string::npos)
        << english(read.error().message);
  }
}

}  // namespace
}  // namespace twotower

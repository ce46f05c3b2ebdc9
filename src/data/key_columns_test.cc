#include "data/key_columns.h"

#include <gtest/gtest.h>

#include "data/written_log_test.h"

namespace twotower {
namespace {

using written_log::profile;
using written_log::text;
using written_log::write_file;

TableProfile titles() {
  std::string table = "id,place,title,genre\n";
  for (int i = 0; i < 50; ++i) {
    table += text(7000 + i) + "," + text(i) + ",Title " + text(i) + ",g" + text(i % 5) + '\n';
  }
  TableOptions options;
  options.path = write_file("titles.csv", table);
  return profile(options).value();
}

RawColumn texts_of(const std::string& before, int from) {
  StringColumn texts;
  for (int i = 0; i < 300; ++i) texts.push_back(before + text(from + i * i % 50));
  return {.values = std::move(texts)};
}

TEST(KeyColumnsTest, TakesTheColumnThatHasTheValues) {
  const TableProfile table = titles();
  EXPECT_EQ(column_of_ids(texts_of("Title ", 0), table, "id"), "title");
  EXPECT_EQ(column_of_ids(texts_of("Title ", 0), table, std::nullopt), "title");
  EXPECT_EQ(column_of_ids(texts_of("", 0), table, "id"), "place");
}

TEST(KeyColumnsTest, KeepsTheNamedColumnThatWillDo) {
  const TableProfile table = titles();
  EXPECT_EQ(column_of_ids(texts_of("", 7000), table, "id"), std::nullopt);
  EXPECT_EQ(column_of_ids(texts_of("", 6990), table, "id"), std::nullopt);  // most of them
  EXPECT_EQ(column_of_ids(texts_of("nothing", 0), table, "id"), std::nullopt);
  EXPECT_EQ(column_of_ids(texts_of("g", 0), table, "id"), std::nullopt);  // genres come again
}

// A table whose ids are spelled otherwise than the log's is not joined by its prices.
TEST(KeyColumnsTest, NumbersThatAgreeByChanceAreNoIds) {
  const TableProfile table = titles();
  EXPECT_EQ(column_of_ids(texts_of("", 0), table, "id", "ID"), std::nullopt);
  EXPECT_EQ(column_of_ids(texts_of("Title ", 0), table, "id", "ID"), "title");
  EXPECT_EQ(column_of_ids(texts_of("", 20), table, "id", "sku"), std::nullopt);  // some of them
  std::string prices = "item,price\n";
  for (int i = 0; i < 50; ++i) prices += "x" + text(i) + "," + text(i) + '\n';
  TableOptions options;
  options.path = write_file("prices.csv", prices);
  EXPECT_EQ(column_of_ids(texts_of("", 0), profile(options).value(), "item", "sku"), std::nullopt);
}

TEST(KeyColumnsTest, MeasuresSharesOfRows) {
  const RawColumn half = texts_of("", 25);
  const ValueSamples samples({&half});
  const auto keys = samples.look_up(titles(), "place");
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_GT(keys[0].shares[0], 0.2);
  EXPECT_LT(keys[0].shares[0], 0.8);
}

}  // namespace
}  // namespace twotower

#include <gtest/gtest.h>

#include <string>

#include "data/files/read_files_test.h"
#include "data/read_dataset.h"
#include "messages/said.h"

namespace twotower {
namespace {

// 12 users with 10 items each, at a second a row; then rows that nobody can use.
std::string log_with(const std::string& rows) {
  std::string text = "user,item,ts,mood\n";
  for (int i = 0; i < 120; ++i) {
    text += std::to_string(i % 12) + "," + std::to_string(i % 10) + "," +
            std::to_string(1'400'000'000 + i) + ",m" + std::to_string(i) + "\n";
  }
  return text + rows;
}

const std::string kBadRows =
    ",1,1400000000,no user\n1,,1400000000,no item\n1,2,17,no year\n1,2,soon,no time\n1,2\n";

TEST(UnusableRowsTest, LeavesOutInteractionsWithoutIdOrTime) {
  DataOptions options;
  options.interactions.path = write_file("log.csv", log_with(kBadRows + "3,4,1400000500,last\n"));
  const DatasetRequest request{.context_columns = {"mood"}};
  EXPECT_EQ(code_of(read_dataset(options, request)), ErrorCode::kDataBadRow);
  options.interactions.on_bad_row = SkipOptions{.max = 5};
  const auto dataset = read_dataset(options, request);
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  EXPECT_EQ(dataset.value().interactions.size(), 121U);
  EXPECT_EQ(dataset.value().report.bad_rows, 5U);
  EXPECT_EQ(dataset.value().report.first_bad_rows.size(), 5U);
  EXPECT_EQ(dataset.value().report.missing_times, 0U);
  const RawColumn& moods = dataset.value().interactions.context.at("mood");
  for (std::size_t row = 0; row < 121; ++row) EXPECT_NE(text_of(moods, row).substr(0, 2), "no");
  options.interactions.on_bad_row = SkipOptions{.max = 4};
  EXPECT_EQ(code_of(read_dataset(options, request)), ErrorCode::kDataBadRow);
}

TEST(UnusableRowsTest, NamesTheRowOfTheFile) {
  DataOptions options;
  options.interactions.path = write_file("named.csv", log_with("1\n1,2,17,x\n"));
  options.interactions.on_bad_row = SkipOptions{};
  const auto dataset = read_dataset(options, {});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  ASSERT_EQ(dataset.value().report.first_bad_rows.size(), 2U);
  EXPECT_NE(english(dataset.value().report.first_bad_rows[1]).find("row 122:"), std::string::npos)
      << english(dataset.value().report.first_bad_rows[1]);
}

TEST(UnusableRowsTest, LeavesOutRowsOfTablesWithoutId) {
  DataOptions options;
  options.interactions.path = write_file("plain.csv", log_with(""));
  options.items.emplace().path = write_file("items.csv", "item,name\n3,c\n,none\n1,a\nx,no\n");
  options.interactions.id_type = IdType::kInt;
  EXPECT_EQ(code_of(read_dataset(options, {.item_columns = {"name"}})), ErrorCode::kDataBadRow);
  options.items->on_bad_row = SkipOptions{};
  const auto dataset = read_dataset(options, {.item_columns = {"name"}});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  EXPECT_EQ(dataset.value().report.bad_rows, 2U);
  const auto slot = *dataset.value().interactions.items.find(std::int64_t{1});
  EXPECT_EQ(text_of(*dataset.value().items.find("name"), slot), "a");
  options.items->path = write_file("items.csv", "item,name\n3,c\n,none\n3,a\n");
  EXPECT_EQ(code_of(read_dataset(options, {})), ErrorCode::kDataDuplicateId);
}

}  // namespace
}  // namespace twotower

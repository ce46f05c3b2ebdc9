#include "model/unique_rows.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "base/random.h"

namespace twotower {
namespace {

using Rows = std::vector<std::uint32_t>;

constexpr std::uint32_t kTableRows = 5'000'000;

// `count` rows of a step, some of them several times.
Rows some_rows(std::uint64_t step, std::size_t count, std::uint32_t num_different) {
  RandomSequence random({.seed = 1, .purpose = RandomPurpose{}, .step = step, .example = 0});
  Rows rows(count);
  for (std::uint32_t& row : rows) {
    row =
        static_cast<std::uint32_t>(random.next_below(num_different)) * (kTableRows / num_different);
  }
  return rows;
}

Rows numbers_by_definition(const Rows& rows) {
  std::map<std::uint32_t, std::uint32_t> numbers;
  Rows result;
  for (const std::uint32_t row : rows) {
    result.push_back(
        numbers.try_emplace(row, static_cast<std::uint32_t>(numbers.size())).first->second);
  }
  return result;
}

// Long and short steps after each other: what is left of one must not be found in the next.
TEST(UniqueRowsTest, NumbersDistinctRowsInTheOrderMet) {
  UniqueRows unique_rows(kTableRows);
  for (std::uint64_t step = 0; step < 300; ++step) {
    const std::size_t count = step % 7 == 0 ? 3000 : step % 40;
    const Rows rows = some_rows(step, count, step % 3 == 0 ? 25 : 2500);
    Rows all = rows, singly;
    unique_rows.clear();
    unique_rows.number_all(all);
    ASSERT_EQ(all, numbers_by_definition(rows));
    for (std::size_t i = 0; i < rows.size(); ++i) ASSERT_EQ(unique_rows.rows()[all[i]], rows[i]);
    unique_rows.clear();
    for (const std::uint32_t row : rows) singly.push_back(unique_rows.number(row));
    ASSERT_EQ(singly, all);
  }
}

TEST(UniqueRowsTest, TakesTheFirstAndTheLastRow) {
  UniqueRows unique_rows(kTableRows);
  EXPECT_EQ(unique_rows.number(kTableRows - 1), 0U);
  EXPECT_EQ(unique_rows.number(0), 1U);
  EXPECT_EQ(unique_rows.number(kTableRows - 1), 0U);
  EXPECT_EQ(unique_rows.rows(), (Rows{kTableRows - 1, 0}));
}

TEST(UniqueRowsTest, ARequestNumbersEachUseAndTakesMemoryByThese) {
  UniqueRows unique_rows(kTableRows, UniqueRows::Numbering::kEachUse);
  Rows rows = {7, kTableRows - 1, 7};
  unique_rows.number_all(rows);
  EXPECT_EQ(rows, (Rows{0, 1, 2}));
  EXPECT_EQ(unique_rows.rows(), (Rows{7, kTableRows - 1, 7}));
  for (int request = 0; request < 1000; ++request) {
    unique_rows.clear();
    for (std::uint32_t use = 0; use < 200; ++use) unique_rows.number(use * 997);
  }
  EXPECT_LE(unique_rows.bytes(), 2 * 200 * sizeof(std::uint32_t));
  EXPECT_GE(UniqueRows(kTableRows).bytes(), kTableRows * sizeof(std::uint32_t));
}

}  // namespace
}  // namespace twotower

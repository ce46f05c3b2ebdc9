#include "features/sorted_values.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/random.h"
#include "features/condition_rows.h"

namespace twotower {
namespace {

constexpr std::size_t kRows = 60;

RandomSequence draws(std::uint64_t example) {
  return RandomSequence(
      {.seed = 5, .purpose = RandomPurpose::kWorldChoices, .step = 0, .example = example});
}

// Columns of each type, one value a row or lists, some values missing.
std::vector<RawColumn> columns() {
  std::vector<RawColumn> made;
  for (std::uint64_t example = 0; example < 12; ++example) {
    RandomSequence draw = draws(example);
    const bool is_list = example >= 6;
    RawColumn column;
    if (is_list) {
      column.list_offsets = {0};
      for (std::size_t row = 0; row < kRows; ++row) {
        column.list_offsets.push_back(column.list_offsets.back() + draw.next_below(4));
      }
    }
    const std::size_t num_values = is_list ? column.list_offsets.back() : kRows;
    std::vector<std::int64_t> integers;
    std::vector<double> numbers;
    StringColumn texts;
    for (std::size_t i = 0; i < num_values; ++i) {
      const auto drawn = static_cast<std::int64_t>(draw.next_below(12)) - 6;
      integers.push_back(drawn);
      numbers.push_back(drawn == 5 ? std::numeric_limits<double>::quiet_NaN()
                                   : static_cast<double>(drawn) / 2.0);
      texts.push_back(std::string(drawn < 0 ? "shoes/" : "hat") + std::to_string(drawn));
      column.is_missing.push_back(draw.next_below(5) == 0 ? 1 : 0);
    }
    if (example % 3 == 0) column.values = std::move(integers);
    if (example % 3 == 1) column.values = std::move(numbers);
    if (example % 3 == 2) column.values = std::move(texts);
    made.push_back(std::move(column));
  }
  return made;
}

bool is_below(const RawColumn& column, std::size_t a, std::size_t b) {
  return std::visit([&](const auto& values) { return values[a] < values[b]; }, column.values);
}

// The rows that a condition on the only column lets pass.
std::vector<std::uint8_t> passing(const RawColumn& column, ConditionTest test,
                                  const Value& operand) {
  Condition condition;
  condition.tests.push_back({.field = "c", .test = test, .operand = std::vector{operand}});
  const auto rows = passing_rows(
      condition,
      {.find = [&](const std::string&) { return &column; }, .names = {"c"}, .num_rows = kRows},
      {"where", ""});
  EXPECT_TRUE(rows.ok());
  return rows.ok() ? rows.value() : std::vector<std::uint8_t>();
}

// The rows of a part of the order.
std::vector<std::uint8_t> rows_in(const SortedValues& sorted, std::size_t begin, std::size_t end) {
  std::vector<std::uint8_t> rows(kRows, 0);
  for (std::size_t i = begin; i < end; ++i) {
    rows[sorted.rows.empty() ? sorted.values[i] : sorted.rows[i]] = 1;
  }
  return rows;
}

Value value_at(const RawColumn& column, std::size_t i) {
  if (const auto* integers = std::get_if<0>(&column.values)) return Value((*integers)[i]);
  if (const auto* numbers = std::get_if<1>(&column.values)) return Value((*numbers)[i]);
  return Value(std::string(std::get<2>(column.values)[i]));
}

bool is_list_of_numbers(const RawColumn& column) {
  return column.values.index() == 1 && !column.list_offsets.empty();
}

TEST(SortedValuesTest, HoldsEveryValueThatIsThereOnceInOrder) {
  for (const RawColumn& column : columns()) {
    const auto sorted = sort_values(column);
    ASSERT_EQ(sorted.has_value(), !is_list_of_numbers(column));
    if (!sorted.has_value()) continue;
    std::vector<bool> is_held(column.num_values());
    for (std::size_t i = 0; i < sorted->values.size(); ++i) {
      const std::uint32_t place = sorted->values[i];
      ASSERT_FALSE(is_held[place]);
      is_held[place] = true;
      if (i == 0) continue;
      const std::uint32_t before = sorted->values[i - 1];
      EXPECT_FALSE(is_below(column, place, before));
      EXPECT_TRUE(is_below(column, before, place) || before < place);
    }
    for (std::size_t i = 0; i < column.num_values(); ++i) {
      const auto* numbers = std::get_if<1>(&column.values);
      const bool is_nan = numbers != nullptr && std::isnan((*numbers)[i]);
      EXPECT_EQ(is_held[i], !column.missing(i) && !is_nan);
    }
  }
}

// Equality is a range of the order, and a bound its end: the rows that conditions let pass.
TEST(SortedValuesTest, RangesAreTheRowsThatConditionsLetPass) {
  for (const RawColumn& column : columns()) {
    const auto sorted = sort_values(column);
    if (!sorted.has_value()) continue;
    const auto& order = sorted->values;
    for (std::size_t first = 0, end = 0; first < order.size(); first = end) {
      while (end < order.size() && !is_below(column, order[first], order[end])) ++end;
      const Value value = value_at(column, order[first]);
      EXPECT_EQ(passing(column, ConditionTest::kIs, value), rows_in(*sorted, first, end));
      EXPECT_EQ(passing(column, ConditionTest::kMin, value), rows_in(*sorted, first, order.size()));
      EXPECT_EQ(passing(column, ConditionTest::kBelow, value), rows_in(*sorted, 0, first));
    }
  }
}

TEST(SortedValuesTest, NothingIsSortedThatNoConditionCompares) {
  StringColumn texts;
  texts.push_back("short");
  texts.push_back(std::string(256, 'x'));
  EXPECT_TRUE(sort_values({.values = texts}).has_value());
  texts.push_back(std::string(257, 'x'));
  EXPECT_FALSE(sort_values({.values = texts}).has_value());
  EXPECT_FALSE(sort_values({.values = std::vector<double>{31.2, 121.5}, .list_offsets = {0, 2}})
                   .has_value());
}

}  // namespace
}  // namespace twotower

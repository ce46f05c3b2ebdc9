#include "checks/next_step_leak.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "checks/checked_log.h"

namespace twotower {
namespace {

using namespace test_data;

// By row: the first genre of the row `step` rows on in its sequence, "" where there is none.
RawColumn genre_from(const Interactions& log, std::int64_t step) {
  std::vector<std::string> values;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    const auto first = static_cast<std::int64_t>(log.sequence_offsets[s]);
    const auto end = static_cast<std::int64_t>(log.sequence_offsets[s + 1]);
    for (std::int64_t row = first; row < end; ++row) {
      const std::int64_t other = row + step;
      values.push_back(
          other < first || other >= end
              ? ""
              : genres_of(log.item_slots[static_cast<std::size_t>(other)]).substr(0, 2));
    }
  }
  return texts(values);
}

// By row: the genre of the last row of its five.
RawColumn genre_at_exit(const Interactions& log) {
  std::vector<std::string> values;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    const std::uint64_t first = log.sequence_offsets[s], end = log.sequence_offsets[s + 1];
    for (std::uint64_t row = first; row < end; ++row) {
      const std::uint64_t last = std::min(end - 1, row - (row - first) % 5 + 4);
      values.push_back(genres_of(log.item_slots[last]).substr(0, 2));
    }
  }
  return texts(values);
}

TEST(NextStepLeakTest, TheGenreOfTheNextRowIsALeakAndThatOfTheRowBeforeIsNot) {
  Dataset dataset = log_of_days();
  add_genres(dataset);
  dataset.interactions.context["to"] = genre_from(dataset.interactions, 1);
  dataset.interactions.context["from"] = genre_from(dataset.interactions, -1);
  const auto findings = check(dataset);
  const Finding* finding = find(findings, "data.names_next");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "to");
  EXPECT_GT(finding->value, 0.4);
  EXPECT_FALSE(names_column(findings, "from"));
}

TEST(NextStepLeakTest, WhereAVisitWillEndIsALeak) {
  Dataset dataset = log_of_days();
  add_genres(dataset);
  dataset.interactions.context["exit"] = genre_at_exit(dataset.interactions);
  const auto findings = check(dataset);
  const Finding* finding = find(findings, "data.names_next");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "exit");
}

// Visits of five rows that look for one genre and find it in three rows of four.
TEST(NextStepLeakTest, WhatAVisitLooksForIsNoLeak) {
  Dataset dataset = log_of_days();
  add_genres(dataset);
  Interactions& log = dataset.interactions;
  std::vector<std::string> values;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    const std::uint64_t first = log.sequence_offsets[s];
    for (std::uint64_t row = first; row < log.sequence_offsets[s + 1]; ++row) {
      const auto genre = static_cast<std::uint32_t>((s * 5 + (row - first) / 5 * 3) % 8);
      values.push_back("g" + std::to_string(genre));
      if (row % 4 != 3) log.item_slots[row] = genre + 8 * (log.item_slots[row] / 8);
    }
  }
  log.context["query"] = texts(values);
  EXPECT_EQ(find(check(dataset), "data.names_next"), nullptr);
}

}  // namespace
}  // namespace twotower

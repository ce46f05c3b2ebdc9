#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "base/timestamp.h"
#include "checks/data_checks.h"

// A clean log and how to look at it, for the tests of the data checks only.
namespace twotower::test_data {

inline constexpr std::int64_t kDay = kMicrosecondsADay;
inline constexpr std::int64_t kStart = 1'600'000'000'000'000;

// 200 users who took an item of 40 on each of 10 to 19 days.
inline Dataset log_of_days() {
  Dataset dataset;
  Interactions& log = dataset.interactions;
  log.order = OrderSource::kTime;
  for (std::int64_t item = 0; item < 40; ++item) log.items.add(item);
  for (std::uint32_t user = 0; user < 200; ++user) {
    log.users.add(std::int64_t{user});
    RandomSequence random(
        {.seed = 1, .purpose = RandomPurpose::kWorldChoices, .step = 0, .example = user});
    for (std::uint32_t i = 0; i < 10 + user % 10; ++i) {
      log.user_slots.push_back(user);
      log.item_slots.push_back(static_cast<std::uint32_t>(random.next_below(40)));
      log.times.push_back(kStart + i * kDay + user * 1'000'000);
    }
    log.sequence_offsets.push_back(log.item_slots.size());
  }
  return dataset;
}

inline Split by_time(const Dataset& dataset) {
  auto split = make_split(dataset.interactions, AutoSplitOptions{});
  EXPECT_TRUE(split.ok());
  return std::move(split).value();
}

inline std::vector<Finding> check(const Dataset& dataset) {
  return check_data(dataset, by_time(dataset), {});
}

// The same where the last row of each user is the test.
inline std::vector<Finding> check_last_rows(const Dataset& dataset) {
  const auto split = make_split(dataset.interactions, LeaveOneOutOptions{});
  EXPECT_TRUE(split.ok());
  return check_data(dataset, split.value(), {});
}

inline const Finding* find(const std::vector<Finding>& findings, const std::string& code) {
  const auto found = std::ranges::find(findings, code, &Finding::code);
  return found == findings.end() ? nullptr : &*found;
}

// Whether a check says anything of this column.
inline bool names_column(const std::vector<Finding>& findings, const std::string& column) {
  return std::ranges::find(findings, column, &Finding::column) != findings.end();
}

inline RawColumn texts(const std::vector<std::string>& values) {
  StringColumn column;
  for (const std::string& value : values) column.push_back(value);
  return {.values = std::move(column)};
}

// Items with two of eight genres each.
inline std::string genres_of(std::uint32_t item) {
  return "g" + std::to_string(item % 8) + "|g" + std::to_string((item / 8 + item + 1) % 8);
}

inline void add_genres(Dataset& dataset) {
  std::vector<std::string> genres;
  for (std::uint32_t item = 0; item < dataset.interactions.items.size(); ++item) {
    genres.push_back(genres_of(item));
  }
  dataset.items = {.names = {"genres"}, .columns = {texts(genres)}};
}

}  // namespace twotower::test_data

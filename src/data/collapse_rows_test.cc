#include "data/collapse_rows.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "data/interactions.h"

namespace twotower {
namespace {

constexpr std::int64_t kMinute = 60'000'000;
constexpr Duration kHalfHour = {30 * kMinute};

// One user's rows in order of time.
struct VisitLog {
  OrderedRows ordered;
  std::vector<std::uint32_t> items;
  std::vector<std::int64_t> times;
  std::vector<float> weights;
  std::vector<std::uint8_t> is_out;

  void add(std::uint32_t item, std::int64_t minute, float weight) {
    ordered.rows.push_back(items.size());
    items.push_back(item);
    times.push_back(minute * kMinute);
    weights.push_back(weight);
  }

  CollapsedRows collapse(std::size_t first_later) {
    ordered.offsets = {0, ordered.rows.size()};
    CollapsedRows found =
        collapse_rows({ordered, items, times, weights, is_out, first_later}, kHalfHour);
    std::ranges::sort(found.rows);
    return found;
  }
  CollapsedRows collapse() { return collapse(items.size()); }
};

using RowList = std::vector<std::uint64_t>;

TEST(CollapseRowsTest, AFunnelIsItsOrder) {
  VisitLog log;
  log.add(1, 0, 1.0F);   // 0: looks at 1
  log.add(2, 2, 1.0F);   // 1: and at 2
  log.add(1, 9, 3.0F);   // 2: puts 1 into the cart
  log.add(1, 10, 5.0F);  // 3: orders it
  log.add(1, 20, 1.0F);  // 4: looks whether it comes
  log.add(1, 90, 1.0F);  // 5: in the evening again
  const CollapsedRows found = log.collapse();
  EXPECT_EQ(found.rows, (RowList{0, 2, 4}));
  EXPECT_EQ(found.num_funnels, 3U);
}

TEST(CollapseRowsTest, RowsWithoutATimeAndThoseThatAreOutStay) {
  VisitLog log;
  log.add(1, 0, 1.0F);
  log.add(1, 1, 1.0F);
  log.add(1, 2, 5.0F);
  log.times[0] = kMissingTime;
  log.is_out = {0, 1, 0};
  EXPECT_TRUE(log.collapse().rows.empty());
}

TEST(CollapseRowsTest, WhatIsLaterNeverTakesThePlaceOfWhatWasTrained) {
  VisitLog log;
  log.add(1, 0, 1.0F);
  log.add(1, 5, 5.0F);
  log.add(2, 6, 1.0F);
  log.add(2, 7, 5.0F);
  EXPECT_EQ(log.collapse(1).rows, (RowList{1, 2}));
}

// What a server comes to that folds what happens into what stayed of before.
RC_GTEST_PROP(CollapseRowsTest, GoesOnFromWhatStayed, ()) {
  VisitLog whole;
  std::int64_t minute = 0;
  const auto count = *rc::gen::inRange<std::size_t>(1, 30);
  for (std::size_t i = 0; i < count; ++i) {
    minute += *rc::gen::inRange(0, 25);
    const auto item = *rc::gen::inRange<std::uint32_t>(0, 4);
    whole.add(item, minute, static_cast<float>(*rc::gen::element(1, 3, 5)));
  }
  const auto staying = [](VisitLog& log) {
    std::vector<std::tuple<std::uint32_t, std::int64_t, float>> rows;
    const CollapsedRows out = log.collapse();
    for (std::uint64_t row = 0; row < log.items.size(); ++row) {
      if (std::ranges::binary_search(out.rows, row)) continue;
      rows.emplace_back(log.items[row], log.times[row] / kMinute, log.weights[row]);
    }
    return rows;
  };
  const auto cut = *rc::gen::inRange<std::size_t>(0, count + 1);
  VisitLog before, both;
  for (std::size_t i = 0; i < cut; ++i) {
    before.add(whole.items[i], whole.times[i] / kMinute, whole.weights[i]);
  }
  for (const auto& [item, time, weight] : staying(before)) both.add(item, time, weight);
  for (std::size_t i = cut; i < count; ++i) {
    both.add(whole.items[i], whole.times[i] / kMinute, whole.weights[i]);
  }
  RC_ASSERT(staying(both) == staying(whole));
}

}  // namespace
}  // namespace twotower

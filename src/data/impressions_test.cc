#include "data/impressions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <variant>
#include <vector>

#include "data/read_dataset.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using Items = std::vector<std::uint32_t>;
constexpr std::int64_t kMinute = 60'000'000;

enum class Logged { kShown, kTaken, kViewed };

struct LoggedRow {
  Logged event;
  std::uint32_t item;
  std::int64_t minute = 0;
  std::uint32_t request = kNoSlot;
};

// Sequences of rows that stand in order, joined; for each row that is not an impression, what was
// shown beside it.
std::vector<Items> joined(const std::vector<std::vector<LoggedRow>>& sequences,
                          std::size_t max_shown = 8, bool has_times = true,
                          std::size_t num_training_rows = 1000) {
  OrderedRows ordered;
  Items items, requests;
  std::vector<std::int64_t> times;
  std::vector<float> weights;
  std::vector<std::uint8_t> is_impression;
  bool has_requests = false;
  for (const std::vector<LoggedRow>& sequence : sequences) {
    for (const LoggedRow& row : sequence) {
      ordered.rows.push_back(items.size());
      items.push_back(row.item);
      if (has_times) times.push_back(row.minute * kMinute);
      weights.push_back(row.event == Logged::kTaken ? 1.0F : 0.0F);
      is_impression.push_back(row.event == Logged::kShown ? 1 : 0);
      requests.push_back(row.request);
      has_requests = has_requests || row.request != kNoSlot;
    }
    ordered.offsets.push_back(ordered.rows.size());
  }
  if (!has_requests) requests.clear();
  const ShownItems shown = join_impressions({.ordered = ordered,
                                             .item_slots = items,
                                             .times = times,
                                             .weights = weights,
                                             .is_impression = is_impression,
                                             .is_out = is_impression,
                                             .requests = requests,
                                             .num_training_rows = num_training_rows},
                                            max_shown);
  std::vector<Items> lists;
  for (std::uint64_t row = 0; row + 1 < shown.offsets.size(); ++row) {
    lists.emplace_back(shown.of(row).begin(), shown.of(row).end());
  }
  return lists;
}

constexpr Logged kShown = Logged::kShown, kTaken = Logged::kTaken, kViewed = Logged::kViewed;

TEST(ImpressionsTest, AreThoseOfTheHalfHourBeforeTheNearestFirst) {
  EXPECT_EQ(joined({{{kShown, 1, 0}, {kShown, 2, 10}, {kShown, 3, 31}, {kTaken, 9, 40}}}),
            (std::vector<Items>{{3, 2}}));
  // Of another sequence, later, or shown again: not, or once.
  EXPECT_EQ(
      joined({{{kShown, 1, 0}}, {{kShown, 2, 5}, {kShown, 2, 6}, {kTaken, 9, 7}, {kShown, 3, 8}}}),
      (std::vector<Items>{{2}}));
}

TEST(ImpressionsTest, OfOneMomentCountBehindThoseBefore) {
  const std::vector<LoggedRow> list = {
      {kShown, 1}, {kShown, 2}, {kTaken, 9}, {kShown, 3}, {kShown, 4}};
  EXPECT_EQ(joined({list}), (std::vector<Items>{{2, 1, 3, 4}}));
  EXPECT_EQ(joined({list}, 3), (std::vector<Items>{{2, 1, 3}}));
}

TEST(ImpressionsTest, ItsOwnItemIsNotBesideItWhatOthersTakeIs) {
  EXPECT_EQ(joined({{{kShown, 1, 0}, {kShown, 9, 0}, {kTaken, 1, 1}, {kTaken, 9, 3}}}),
            (std::vector<Items>{{9}, {1}}));
}

TEST(ImpressionsTest, RowsOfWeightZeroHaveNoneAndAreNone) {
  EXPECT_EQ(joined({{{kShown, 1, 0}, {kViewed, 2, 1}, {kTaken, 9, 2}}}),
            (std::vector<Items>{{}, {1}}));
}

TEST(ImpressionsTest, ARequestJoinsItsRowsWhereverAndWheneverTheyAre) {
  EXPECT_EQ(joined({{{kShown, 1, 0, 7}, {kShown, 2, 90, 8}, {kTaken, 9, 91, 7}, {kShown, 5, 92, 7}},
                    {{kShown, 3, 20, 7}, {kTaken, 4, 20}}}),
            (std::vector<Items>{{1, 3}, {3}}));  // 5 came later
  // Without times only requests join.
  EXPECT_EQ(joined({{{kShown, 1, 0, 7}, {kTaken, 9, 0, 7}, {kShown, 2}, {kTaken, 8}}}, 8, false),
            (std::vector<Items>{{1}, {}}));
}

TEST(ImpressionsTest, AGivenTestShowsNothingToTraining) {
  const std::vector<LoggedRow> rows = {
      {kShown, 1, 0, 7}, {kTaken, 9, 1, 7}, {kShown, 2, 1, 7}, {kTaken, 8, 2, 7}};
  EXPECT_EQ(joined({rows}, 8, true, 2), (std::vector<Items>{{1}, {1}}));
  EXPECT_EQ(joined({rows}), (std::vector<Items>{{1, 2}, {2, 1}}));
}

TEST(ImpressionsTest, ALogWithoutAnyHasNoTable) {
  const OrderedRows ordered = {.rows = {0}, .offsets = {0, 1}};
  const Items items = {3}, requests;
  const std::vector<std::int64_t> times = {0};
  const std::vector<float> weights = {1.0F};
  const std::vector<std::uint8_t> none;
  EXPECT_TRUE(join_impressions({ordered, items, times, weights, none, none, requests, 1}, 8)
                  .offsets.empty());
}

// From the file to the table: items by slot, rows in the order of histories, neither history nor
// popularity.
TEST(ImpressionsTest, ComeFromTheLogBesideTheInteractions) {
  std::string text = "user,item,time,event,page\n";
  const auto add = [&](int user, int item, int time, const std::string& event, int page) {
    text += std::to_string(user) + "," + std::to_string(item) + "," +
            std::to_string(1'700'000'000 + time) + "," + event + ",p" + std::to_string(page) + "\n";
  };
  for (int user = 0; user < 20; ++user) {
    for (int page = 0; page < 10; ++page) {  // three are shown, the second is clicked an hour later
      const int number = user * 100 + page;
      for (int place = 0; place < 3; ++place) {
        add(user, 3 * page + place, 10'000 * page, "shown", number);
      }
      add(user, 3 * page + 1, 10'000 * page + 3600, "click", number);
    }
  }
  const std::string path = testkit::process_folder() + "pages.csv";
  std::ofstream(path, std::ios::binary) << text;
  DataOptions options;
  options.interactions.path = path;
  options.interactions.type.emplace().column = "event";
  for (const bool has_requests : {false, true}) {
    if (has_requests) options.interactions.request = "page";
    for (const std::size_t most : {0, 1, 8}) {
      const auto read = read_dataset(options, {.shown = most});
      ASSERT_TRUE(read.ok()) << english(read.error().message);
      const Interactions& log = read.value().interactions;
      ASSERT_EQ(log.size(), 200U);
      EXPECT_EQ(log.shown.offsets.size(), most == 0 ? 0U : 201U);
      for (std::uint64_t row = 0; row < log.size(); ++row) {
        const std::int64_t page = std::get<std::int64_t>(log.items.id(log.item_slots[row])) / 3;
        std::vector<std::int64_t> shown;
        for (const std::uint32_t slot : log.shown.of(row)) {
          shown.push_back(std::get<std::int64_t>(log.items.id(slot)));
        }
        std::vector<std::int64_t> expected = {3 * page + 2, 3 * page};
        expected.resize(has_requests ? std::min<std::size_t>(most, 2) : 0);
        EXPECT_EQ(shown, expected);
      }
    }
  }
  options.interactions.request = "pages";
  const auto missing = read_dataset(options, {.shown = 1});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kDataMissingColumn);
}

}  // namespace
}  // namespace twotower

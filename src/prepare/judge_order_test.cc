#include "prepare/judge_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/options.h"
#include "base/random.h"
#include "messages/said.h"
#include "prepare/prepared_data.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using Walk = std::vector<std::uint64_t>;

// Users walk along a ring of 300 items, one to three places a step.
std::vector<Walk> walks(std::size_t num_users = 1'000) {
  std::vector<Walk> all(num_users);
  for (std::size_t user = 0; user < num_users; ++user) {
    RandomSequence random({7, RandomPurpose::kWorldUsers, 0, user});
    std::uint64_t item = random.next_below(300);
    for (int step = 0; step < 12; ++step) {
      all[user].push_back(item);
      item = (item + 1 + random.next_below(3)) % 300;
    }
  }
  return all;
}

// The order of `values`, by seed and user.
template <typename T>
void shuffle(std::vector<T>& values, std::size_t user) {
  RandomSequence random({8, RandomPurpose::kWorldChoices, 0, user});
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[random.next_below(i)]);
  }
}

std::vector<Walk> shuffled(std::vector<Walk> all) {
  for (std::size_t user = 0; user < all.size(); ++user) shuffle(all[user], user);
  return all;
}

Config config_of(const std::string& name, const std::string& content) {
  Config config;
  config.data.interactions.path = testkit::process_folder() + name;
  std::ofstream(config.data.interactions.path) << content;
  return config;
}

Config lists_of(const std::vector<Walk>& all) {
  std::string text;
  for (std::size_t user = 0; user < all.size(); ++user) {
    text += std::to_string(user);
    for (const std::uint64_t item : all[user]) text += ' ' + std::to_string(item);
    text += '\n';
  }
  return config_of("lists.txt", text);
}

// The walks with their steps in a column; the steps of a user in another order are no steps.
Config table_of(const std::vector<Walk>& all, bool is_ordered) {
  std::string text = "user,item,seq\n";
  for (std::size_t user = 0; user < all.size(); ++user) {
    std::vector<std::size_t> steps(all[user].size());
    for (std::size_t step = 0; step < steps.size(); ++step) steps[step] = step;
    if (!is_ordered) shuffle(steps, user);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      text += std::to_string(user) + ',' + std::to_string(all[user][i]) + ',' +
              std::to_string(steps[i]) + '\n';
    }
  }
  return config_of("log.csv", text);
}

PreparedData prepare(const Config& config) {
  auto data = prepare_data(config, 2);
  if (!data.ok()) {
    ADD_FAILURE() << english(data.error().message);
    std::abort();
  }
  return std::move(data).value();
}

std::vector<const Decision*> on_order(const PreparedData& data) {
  std::vector<const Decision*> found;
  for (const Decision& decision : data.decisions) {
    if (decision.key == "data.interactions.order") found.push_back(&decision);
  }
  return found;
}

// What is decided by the measured order, as the message's key tells.
std::string measured(const PreparedData& data) {
  for (const Decision* decision : on_order(data)) {
    if (decision->message.key().starts_with("order.")) return std::string(decision->message.key());
  }
  return "";
}

bool warns(const PreparedData& data) {
  return std::ranges::any_of(data.findings, [](const Finding& finding) {
    return finding.code == "data.order_says_nothing" && finding.kind == FindingKind::kWarning;
  });
}

const SequenceOptions& history_of(const PreparedData& data) {
  return std::get<SequenceOptions>(data.config.features.user->at(0).second);
}

void expect_ordered(const PreparedData& data) {
  EXPECT_EQ(data.dataset.interactions.order, OrderSource::kOrder);
  EXPECT_TRUE(std::holds_alternative<LeaveOneOutOptions>(data.config.split));
  EXPECT_EQ(history_of(data).rule, HistoryRule::kBefore);
}

void expect_unordered(const PreparedData& data) {
  EXPECT_EQ(data.dataset.interactions.order, OrderSource::kNone);
  EXPECT_EQ(data.config.data.interactions.order, "");
  EXPECT_TRUE(std::holds_alternative<RandomSplitOptions>(data.config.split));
  EXPECT_EQ(history_of(data).rule, HistoryRule::kOthers);
  EXPECT_TRUE(std::holds_alternative<MeanEncoderOptions>(history_of(data).encoder));
}

// The config that a run writes gives the same rows and parts, and nothing is measured for it.
void expect_reproduced(const PreparedData& first) {
  const PreparedData again = prepare(first.config);
  EXPECT_EQ(measured(again), "");
  EXPECT_EQ(to_json(to_value(again.config)), to_json(to_value(first.config)));
  EXPECT_EQ(again.dataset.interactions.order, first.dataset.interactions.order);
  EXPECT_EQ(again.dataset.interactions.item_slots, first.dataset.interactions.item_slots);
  EXPECT_EQ(again.dataset.interactions.sequence_offsets,
            first.dataset.interactions.sequence_offsets);
  EXPECT_EQ(again.split.parts, first.split.parts);
  EXPECT_EQ(data_key_of(again.config).value(), data_key_of(first.config).value());
}

TEST(JudgeOrderTest, ListsInOrderKeepIt) {
  const PreparedData data = prepare(lists_of(walks()));
  EXPECT_EQ(measured(data), "order.counts");
  EXPECT_EQ(on_order(data).at(0)->flag, "--set 'data.interactions.order=\"\"'");
  expect_ordered(data);
  expect_reproduced(data);
}

TEST(JudgeOrderTest, ShuffledListsHaveNone) {
  const PreparedData data = prepare(lists_of(shuffled(walks())));
  EXPECT_EQ(measured(data), "order.says_nothing");
  EXPECT_EQ(on_order(data).at(0)->flag, "--set split=leave_one_out");
  EXPECT_FALSE(warns(data));
  expect_unordered(data);
  expect_reproduced(data);
}

TEST(JudgeOrderTest, ListsSortedByAnythingOfTheItemsHaveNone) {
  std::vector<Walk> sorted = walks();
  for (Walk& walk : sorted) {
    std::ranges::sort(walk, {}, [](std::uint64_t item) { return item * 7 % 307; });
  }
  Config config = lists_of(sorted);
  const PreparedData data = prepare(config);
  EXPECT_EQ(measured(data), "order.of_items");
  EXPECT_FALSE(data.dataset.report.lists_ascend);
  expect_unordered(data);
  expect_reproduced(data);
  config.split = LeaveOneOutOptions();
  EXPECT_TRUE(warns(prepare(config)));
}

TEST(JudgeOrderTest, AColumnFoundByItsNameIsMeasured) {
  const PreparedData ordered = prepare(table_of(walks(), true));
  EXPECT_EQ(measured(ordered), "order.counts");
  EXPECT_EQ(ordered.config.data.interactions.order, "seq");
  expect_ordered(ordered);
  expect_reproduced(ordered);

  const PreparedData data = prepare(table_of(walks(), false));
  EXPECT_EQ(measured(data), "order.says_nothing");
  ASSERT_EQ(on_order(data).size(), 1U);  // not that it was found, too
  EXPECT_EQ(on_order(data)[0]->flag, "--set data.interactions.order=seq");
  expect_unordered(data);
  expect_reproduced(data);
}

TEST(JudgeOrderTest, AStatedOrderIsObeyedWithAWarning) {
  Config config = lists_of(shuffled(walks()));
  config.split = LeaveOneOutOptions();
  const PreparedData by_split = prepare(config);
  EXPECT_TRUE(warns(by_split));
  EXPECT_EQ(measured(by_split), "");
  expect_ordered(by_split);
  expect_reproduced(by_split);

  config = table_of(walks(), false);
  config.data.interactions.order = "seq";
  const PreparedData by_column = prepare(config);
  EXPECT_TRUE(warns(by_column));
  expect_ordered(by_column);

  config = table_of(walks(), true);
  config.data.interactions.order = "seq";
  EXPECT_FALSE(warns(prepare(config)));
}

TEST(JudgeOrderTest, AnEmptyOrderIsNoneAndIsNotMeasured) {
  Config config = lists_of(walks());
  config.data.interactions.order = "";
  const PreparedData data = prepare(config);
  EXPECT_TRUE(on_order(data).empty());
  expect_unordered(data);
  expect_reproduced(data);
}

TEST(JudgeOrderTest, ARandomSplitAsksForNoOrder) {
  Config config = lists_of(shuffled(walks()));
  config.split = RandomSplitOptions();
  const PreparedData data = prepare(config);
  EXPECT_TRUE(on_order(data).empty());
  EXPECT_FALSE(warns(data));
  EXPECT_EQ(history_of(data).rule, HistoryRule::kOthers);
}

TEST(JudgeOrderTest, SmallDataIsTrusted) {
  for (const auto& lists : {walks(10), shuffled(walks(10))}) {
    const PreparedData data = prepare(lists_of(lists));
    EXPECT_EQ(measured(data), "order.untested");
    expect_ordered(data);
  }
}

TEST(JudgeOrderTest, RowsOfAGivenTestAreNotMeasured) {
  Config config = lists_of(shuffled(walks()));
  GivenSplitOptions split;
  split.test = testkit::process_folder() + "test.txt";
  std::ofstream test(split.test);
  for (int user = 0; user < 1000; ++user) test << user << ' ' << user % 300 << '\n';
  test.close();
  config.split = split;
  const PreparedData data = prepare(config);
  EXPECT_EQ(measured(data), "order.says_nothing");
  EXPECT_EQ(on_order(data).at(0)->flag, "");  // nothing but an order column would state it
  EXPECT_EQ(history_of(data).rule, HistoryRule::kOthers);
  expect_reproduced(data);
}

// Real data, and the same data with each list in a random order.
class RealOrderTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("TWOTOWER_TEST_DATA");
    if (folder == nullptr) GTEST_SKIP() << "set TWOTOWER_TEST_DATA to the folder of real data";
    folder_ = folder;
  }

  Config config_of(const std::string& name) const {
    Config config;
    config.data.interactions.path = folder_ + "/" + name;
    return config;
  }

  // What was read, as lists in a random order.
  static Config shuffled_lists_of(const PreparedData& data) {
    const Interactions& log = data.dataset.interactions;
    std::vector<Walk> lists(log.num_sequences());
    for (std::size_t s = 0; s < lists.size(); ++s) {
      lists[s].assign(
          log.item_slots.begin() + static_cast<std::ptrdiff_t>(log.sequence_offsets[s]),
          log.item_slots.begin() + static_cast<std::ptrdiff_t>(log.sequence_offsets[s + 1]));
    }
    return lists_of(shuffled(std::move(lists)));
  }

  std::string folder_;
};

TEST_F(RealOrderTest, AmazonBeauty) {
  const PreparedData data = prepare(config_of("amazon-beauty/Beauty.txt"));
  EXPECT_EQ(measured(data), "order.counts");
  expect_ordered(data);
  expect_unordered(prepare(shuffled_lists_of(data)));
}

TEST_F(RealOrderTest, MovieLens1m) {
  const PreparedData data = prepare(config_of("ml-1m/ml-1m_sasrec.txt.zst"));
  EXPECT_EQ(measured(data), "order.counts");
  expect_ordered(data);
  expect_unordered(prepare(shuffled_lists_of(data)));
}

TEST_F(RealOrderTest, Gowalla) {
  const PreparedData data = prepare(config_of("gowalla-lightgcn/train.txt"));
  EXPECT_EQ(measured(data), "");
  EXPECT_TRUE(data.dataset.report.lists_ascend);
  EXPECT_EQ(data.dataset.interactions.order, OrderSource::kNone);
  expect_unordered(prepare(shuffled_lists_of(data)));
}

}  // namespace
}  // namespace twotower

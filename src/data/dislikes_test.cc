#include "data/dislikes.h"

#include <gtest/gtest.h>

#include <fstream>
#include <span>
#include <string>

#include "data/log_by_hand.h"
#include "data/queries.h"
#include "data/read_dataset.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

constexpr std::int64_t kFirst = 1'700'000'000;
constexpr std::int64_t kMinute = 60;

// 20 users take items 0 to 9, one a minute; user u votes against item 20 + u % 3 after the fourth
// and, if u is even, for it after the sixth; user 99 votes against item 5 alone.
std::string votes_csv(const std::string& against, const std::string& in_favour) {
  std::string text = "user_id,item_id,timestamp,vote\n";
  const auto add = [&](int user, int item, double minute, const std::string& vote) {
    const auto time = kFirst + static_cast<std::int64_t>(minute * kMinute);
    text += std::to_string(user) + "," + std::to_string(item) + "," + std::to_string(time) + "," +
            vote + "\n";
  };
  for (int user = 0; user < 20; ++user) {
    for (int item = 0; item < 10; ++item) add(user, item, item, in_favour);
    add(user, 20 + user % 3, 3.5, against);
    if (user % 2 == 0) add(user, 20 + user % 3, 5.5, in_favour);
  }
  add(99, 5, 1, against);
  return text;
}

DataOptions votes_options(const std::string& text) {
  DataOptions options;
  options.interactions.path = testkit::process_folder() + "votes.csv";
  std::ofstream(options.interactions.path, std::ios::binary) << text;
  options.interactions.dislikes = disliked_at_most_zero("vote");
  return options;
}

Dataset read_votes(const DataOptions& options) {
  auto dataset = read_dataset(options, {});
  EXPECT_TRUE(dataset.ok()) << english(dataset.error().message);
  return std::move(dataset).value();
}

std::uint32_t slot(const IdMap& ids, std::int64_t id) {
  return *ids.find(id);
}

std::vector<std::string> names(const IdMap& ids, std::span<const std::uint32_t> slots) {
  std::vector<std::string> all;
  for (const std::uint32_t slot : slots) all.push_back(to_string(ids.id(slot)));
  return all;
}

TEST(DislikesTest, AreNoInteractionsAndStayKnown) {
  const Dataset dataset = read_votes(votes_options(votes_csv("-1", "1")));
  const Interactions& data = dataset.interactions;
  EXPECT_EQ(data.size(), 20U * 10 + 10);
  EXPECT_EQ(dataset.report.dislikes, 21U);
  EXPECT_EQ(data.users.size(), 21U);
  EXPECT_EQ(data.num_sequences(), 20U);
  ASSERT_EQ(data.dislikes.size(), 21U);
  EXPECT_EQ(data.dislikes.offsets.size(), 21U);
  EXPECT_EQ(data.dislikes.offsets.back(), 20U);  // one is of a user of nothing else
  EXPECT_EQ(data.dislikes.next_rows[0], 4U);
}

TEST(DislikesTest, TheLastWordOfAUserHolds) {
  const Dataset dataset = read_votes(votes_options(votes_csv("0", "1")));
  const Interactions& data = dataset.interactions;
  const Lists<std::uint32_t> disliked = disliked_items(data);
  ASSERT_EQ(disliked.size(), 21U);
  using Names = std::vector<std::string>;
  EXPECT_EQ(names(data.items, disliked[slot(data.users, 0)]), Names{});
  EXPECT_EQ(names(data.items, disliked[slot(data.users, 1)]), Names{"21"});
  EXPECT_EQ(names(data.items, disliked[slot(data.users, 99)]), Names{"5"});
}

// Days alone, as many logs have: the order of the file tells what came first in a day.
TEST(DislikesTest, WithinOneTimeTheOrderOfRowsHolds) {
  for (const bool takes_last : {true, false}) {
    std::string text = "user_id,item_id,timestamp,vote\n";
    for (int user = 0; user < 20; ++user) {
      const std::string start = std::to_string(user) + ",", day = ",2024-03-01,";
      for (int item = 0; item < 10; ++item) text += start + std::to_string(item) + day + "1\n";
      text += start + "20" + day + (takes_last ? "-1" : "1") + "\n";
      text += start + "20" + day + (takes_last ? "1" : "-1") + "\n";
    }
    const Dataset dataset = read_votes(votes_options(text));
    const Interactions& data = dataset.interactions;
    ASSERT_EQ(data.order, OrderSource::kTime);
    const Lists<std::uint32_t> disliked = disliked_items(data);
    for (std::uint32_t user = 0; user < 20; ++user) {
      EXPECT_EQ(disliked[user].size(), takes_last ? 0U : 1U) << user;
    }
  }
}

TEST(DislikesTest, AreNoneWithoutARuleOrWhereNobodyDislikes) {
  DataOptions options = votes_options(votes_csv("-1", "1"));
  options.interactions.dislikes = {.is_auto = false};
  EXPECT_EQ(read_votes(options).interactions.size(), 231U);
  const Dataset liked = read_votes(votes_options(votes_csv("2", "1")));
  EXPECT_EQ(liked.interactions.dislikes.size(), 0U);
  EXPECT_EQ(disliked_items(liked.interactions).size(), 0U);
}

TEST(DislikesTest, TypesOfEventsMayBeDislikes) {
  for (const char* const name : {"dislike", "thumbs_down", "不喜欢"}) {
    DataOptions options = votes_options(votes_csv(name, "like"));
    options.interactions.dislikes = {.is_auto = false};
    options.interactions.type.emplace().column = "vote";
    const Dataset dataset = read_votes(options);
    EXPECT_EQ(dataset.report.dislikes, 21U) << name;
    EXPECT_EQ(dataset.report.impressions, 0U);
    EXPECT_EQ(dataset.interactions.size(), 210U);
    options.interactions.type->weights = {{{"like", 1.0}, {name, 1.0}}};
    EXPECT_EQ(read_votes(options).interactions.size(), 231U) << name;
  }
}

TEST(DislikesTest, TheRuleNamesColumnsOfTheInteractions) {
  DataOptions options = votes_options(votes_csv("-1", "1"));
  options.interactions.dislikes = disliked_at_most_zero("votes");
  EXPECT_EQ(read_dataset(options, {}).error().code, ErrorCode::kConfigUnknownName);
}

TEST(DislikesTest, NumbersThatSayNothingAreNoTypes) {
  DataOptions options = votes_options(votes_csv("3", "7"));
  options.interactions.dislikes = {.is_auto = false};
  options.interactions.type.emplace().column = "vote";
  const auto dataset = read_dataset(options, {});
  EXPECT_EQ(dataset.error().code, ErrorCode::kDataWrongFormat);
  EXPECT_NE(english(dataset.error().message).find("{3: 1, 7: 1}"), std::string::npos);
  options.interactions.type->weights = {{{"3", 1.0}, {"7", 5.0}}};
  EXPECT_EQ(read_votes(options).interactions.size(), 231U);
  options.interactions.dislikes = disliked_at_most_zero("vote");  // one type is left
  options.interactions.type->weights.reset();
  options.interactions.path = votes_options(votes_csv("-1", "1")).interactions.path;
  EXPECT_EQ(read_votes(options).interactions.size(), 210U);
}

// The last row of every user is the test.
Split split_of(const Interactions& data) {
  Split split;
  for (std::size_t s = 0; s < data.num_sequences(); ++s) {
    const std::uint64_t end = data.sequence_offsets[s + 1];
    for (std::uint64_t row = data.sequence_offsets[s]; row < end; ++row) {
      split.parts.push_back(row + 1 == end ? Part::kTest : Part::kTrain);
    }
  }
  return split;
}

TEST(DislikesTest, LeaveTheListsOfTests) {
  const Dataset dataset = read_votes(votes_options(votes_csv("-1", "1")));
  const Interactions& data = dataset.interactions;
  const Split split = split_of(data);
  for (const TargetRule targets : {TargetRule::kUser, TargetRule::kEvent}) {
    const Queries queries = make_queries(data, split, {.train = true}, Part::kTest,
                                         {.repeat = RepeatRule::kAllow, .targets = targets});
    ASSERT_EQ(queries.size(), 20U);
    for (std::size_t q = 0; q < queries.size(); ++q) {
      const bool came_back = q % 2 == 0;
      EXPECT_EQ(queries.removed[q].size(), came_back ? 0U : 1U) << q;
    }
  }
}

TEST(DislikesTest, OnlyWhatWasSaidBeforeCounts) {
  Dataset dataset = read_votes(votes_options(votes_csv("-1", "1")));
  Interactions& data = dataset.interactions;
  Split split = split_of(data);
  std::uint64_t row = data.sequence_offsets[1];  // of user 1, who said it after the fourth item
  for (; row < data.sequence_offsets[2]; ++row) {
    split.parts[row] = row < data.sequence_offsets[1] + 2 ? Part::kTrain : Part::kTest;
  }
  const Queries queries =
      make_queries(data, split, {.train = true}, Part::kTest,
                   {.repeat = RepeatRule::kAllow, .targets = TargetRule::kEvent});
  std::vector<std::size_t> removed;
  for (std::size_t q = 0; q < queries.size(); ++q) {
    if (queries.sequences[q] == 1) removed.push_back(queries.removed[q].size());
  }
  EXPECT_EQ(removed, (std::vector<std::size_t>{0, 0, 1, 1, 1, 1, 1, 1}));
}

TEST(DislikesTest, ADislikedTargetIsNone) {
  std::string text = votes_csv("-1", "1");
  for (int user = 0; user < 20; ++user) {  // all take what odd users voted against
    text += std::to_string(user) + "," + std::to_string(20 + user % 3) + "," +
            std::to_string(kFirst + 20 * kMinute) + ",1\n";
  }
  const Dataset dataset = read_votes(votes_options(text));
  const Split split = split_of(dataset.interactions);
  for (const TargetRule targets : {TargetRule::kUser, TargetRule::kEvent}) {
    const Queries queries = make_queries(dataset.interactions, split, {.train = true}, Part::kTest,
                                         {.repeat = RepeatRule::kAllow, .targets = targets});
    EXPECT_EQ(queries.size(), 10U);
    EXPECT_EQ(queries.num_known_targets, 10U);
  }
}

TEST(EventTypesTest, ZeroOfAFlagInWordsIsAnImpression) {
  for (const auto& [no, yes] : {std::pair("0", "1"), std::pair("false", "true"),
                                std::pair("否", "是"), std::pair("No", "Yes")}) {
    DataOptions options = votes_options(votes_csv(no, yes));
    options.interactions.dislikes = {.is_auto = false};
    options.interactions.type.emplace().column = "vote";
    const Dataset dataset = read_votes(options);
    EXPECT_EQ(dataset.report.impressions, 21U) << no;
    EXPECT_EQ(dataset.interactions.size(), 210U) << no;
    options.interactions.type->column = "";  // no types at all
    EXPECT_EQ(read_votes(options).interactions.size(), 231U) << no;
    options.interactions.type->column = "vote";
    options.interactions.type->weights = {{{no, 1.0}, {yes, 1.0}}};
    EXPECT_EQ(read_votes(options).interactions.size(), 231U) << no;
  }
}

// Also of times before 1970, the last word counts.
TEST(DislikesTest, TimesBefore1970AreTimes) {
  Interactions log = test_data::interactions_of({{0}, {0}}, 1);
  log.order = OrderSource::kTime;
  log.times = {-1, -50};
  log.dislikes = {.offsets = {0, 1, 2},
                  .user_slots = {0, 1},
                  .item_slots = {0, 0},
                  .times = {-20, -20},
                  .next_rows = {0, 2}};
  const Lists<std::uint32_t> disliked = disliked_items(log);
  EXPECT_EQ(disliked[0].size(), 0U);
  EXPECT_EQ(disliked[1].size(), 1U);
}

}  // namespace
}  // namespace twotower

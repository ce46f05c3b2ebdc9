#include "prepare/choose_dislikes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <string>

#include "base/json.h"
#include "data/files/table_form.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

struct Chosen {
  InteractionOptions options;
  std::vector<Decision> decisions;

  std::string rule() const { return to_json(options.dislikes.to_value()); }
  std::string key() const { return decisions.empty() ? "" : decisions[0].key; }
};

// 400 rows of 20 users and 30 items, with a column of this name; `value` of a row.
Chosen chosen_of(const std::string& name, const std::function<std::string(int)>& value,
                 const InteractionOptions& given = {}) {
  Chosen chosen{.options = given};
  chosen.options.path = testkit::process_folder() + "ratings.csv";
  std::ofstream file(chosen.options.path, std::ios::binary);
  file << "user_id,item_id," << name << '\n';
  for (int row = 0; row < 400; ++row) {
    file << row % 20 << ',' << row * 7 % 30 << ',' << value(row) << '\n';
  }
  file.close();
  const auto form = find_form(chosen.options, "data.interactions");
  const auto profile = profile_table(chosen.options, form.value(), "data.interactions");
  choose_dislikes(profile.value(), {.user = "user_id", .item = "item_id"}, chosen.options,
                  chosen.decisions);
  return chosen;
}

// One of these values, by a row's number and not by its user or item.
std::function<std::string(int)> one_of(const std::vector<std::string>& values) {
  return [values](int row) {
    return values[static_cast<std::size_t>(row + row / 20 + row / 7) % values.size()];
  };
}

TEST(ChooseDislikesTest, VotesAndRatingsAtMostZeroAreDislikes) {
  const std::pair<const char*, std::vector<std::string>> columns[] = {
      {"vote", {"1", "-1", "1"}},
      {"Vote", {"1", "0"}},
      {"投票", {"1", "0", "-1"}},
      {"thumbs", {"-1", "1"}},
      {"user_rating", {"0", "1", "2", "3", "4", "5"}},
      {"评分", {"-1", "3", "4", "5"}},
      {"movie-score", {"-9.5", "2.25", "7", "9.75"}},
      {"feedback", {"-1", "0", "1"}}};
  for (const auto& [name, values] : columns) {
    const Chosen chosen = chosen_of(name, one_of(values));
    EXPECT_EQ(chosen.rule(), to_json(disliked_at_most_zero(name).to_value())) << name;
    EXPECT_EQ(chosen.key(), "data.interactions.dislikes") << name;
    EXPECT_EQ(chosen.decisions.size(), 1U) << name;
  }
}

TEST(ChooseDislikesTest, RatingsAboveZeroAllCountAndTheFlagKeepsTheHighOnes) {
  const Chosen chosen = chosen_of("rating", one_of({"1", "2", "3", "4", "5"}));
  EXPECT_EQ(chosen.rule(), "\"none\"");
  ASSERT_EQ(chosen.decisions.size(), 1U);
  EXPECT_EQ(chosen.decisions[0].key, "data.interactions.keep");
  EXPECT_NE(chosen.decisions[0].flag.find("{\"rating\":{\"min\":4}}"), std::string::npos)
      << chosen.decisions[0].flag;
  InteractionOptions kept;
  kept.keep =
      Condition::parse(parse_json("{\"rating\": {\"min\": 3}}", "").value(), {"", ""}).value();
  EXPECT_TRUE(chosen_of("rating", one_of({"3", "4", "5"}), kept).decisions.empty());
}

// Most of what people looked at, they did not rate.
TEST(ChooseDislikesTest, AScaleOfMostlyZerosWasNotRated) {
  const Chosen chosen = chosen_of("Book-Rating", one_of({"0", "0", "0", "0", "5", "7", "8"}));
  EXPECT_EQ(chosen.rule(), "\"none\"");
  EXPECT_EQ(chosen.key(), "data.interactions.dislikes");
}

TEST(ChooseDislikesTest, OtherColumnsSayNothing) {
  const std::pair<const char*, std::vector<std::string>> columns[] = {
      {"helpful_vote", {"0", "1", "17"}}, {"vote", {"0", "3", "250"}},
      {"avg_rating", {"0", "3.5"}},       {"delta", {"-1", "1"}},
      {"score", {"0", "40000"}},          {"propensity_score", {"0.1", "0.2"}},
      {"rating", {"good", "bad"}},        {"rating", {"-1"}}};
  for (const auto& [name, values] : columns) {
    const Chosen chosen = chosen_of(name, one_of(values));
    EXPECT_EQ(chosen.rule(), "\"none\"") << name;
    EXPECT_TRUE(chosen.decisions.empty()) << name;
  }
  const auto of_item = [](int row) { return std::to_string(row * 7 % 30 % 6); };
  EXPECT_TRUE(chosen_of("stars", of_item).decisions.empty());
  const auto of_user = [](int row) { return std::to_string(row % 20 % 4 - 1); };
  EXPECT_TRUE(chosen_of("score", of_user).decisions.empty());
}

TEST(ChooseDislikesTest, WhatIsSaidIsObeyed) {
  InteractionOptions options;
  options.dislikes = {.is_auto = false};
  const Chosen none = chosen_of("vote", one_of({"-1", "1"}), options);
  EXPECT_EQ(none.rule(), "\"none\"");
  EXPECT_TRUE(none.decisions.empty());
}

}  // namespace
}  // namespace twotower

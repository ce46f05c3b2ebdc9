#include "run/diagnosis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "base/messages/test_messages.h"
#include "messages/said.h"

namespace twotower {
namespace {

// A run of which nothing bad can be said.
CauseFacts good_run() {
  CauseFacts facts;
  facts.train_command = "twotower train runs/shop/001/config.yaml";
  facts.inspect_command = "twotower inspect items.csv";
  facts.max_epochs = 20;
  facts.best_epoch = 7;
  facts.epochs_run = 10;
  facts.learning_rate = 0.001;
  facts.table_learning_rate = 0.01;
  facts.dim = 64;
  facts.temperature = 0.07;
  facts.lists_alike = 0.1;
  facts.knn_lists_alike = 0.05;
  facts.new_item_share = 0.02;
  facts.reads_item_columns = true;
  facts.unknown = {.path = "features.item.brand", .share = 0.05};
  facts.repeat_share = 0.02;
  facts.drift = {.newest_overlap = 0.5, .whole_overlap = 0.52, .quarter_days = 20};
  facts.events_per_user = 20.0;
  facts.has_times = true;
  return facts;
}

struct Only {
  std::string code;
  std::string command;
};

// The single cause that a change of the good run brings.
Only only_cause(auto&& change) {
  CauseFacts facts = good_run();
  change(facts);
  const std::vector<Cause> causes = diagnose(facts);
  EXPECT_EQ(causes.size(), 1U);
  if (causes.size() != 1) return {};
  EXPECT_FALSE(said(causes[0].message, Language::kEnglish).empty());
  return {causes[0].code, causes[0].command};
}

// A verdict is not left without a next step all the same.
bool has_no_known_cause(const CauseFacts& facts) {
  const std::vector<Cause> causes = diagnose(facts);
  return causes.size() == 1 && causes[0].code == "model.no_known_cause";
}

bool ends_with(const std::string& text, std::string_view end) {
  return text.ends_with(end);
}

TEST(DiagnosisTest, AGoodRunHasNone) {
  EXPECT_TRUE(has_no_known_cause(good_run()));
  EXPECT_TRUE(warnings_of(good_run()).empty());
}

TEST(DiagnosisTest, TheLastEpochWasTheBest) {
  const Only cause = only_cause([](CauseFacts& facts) { facts.best_epoch = 20; });
  EXPECT_EQ(cause.code, "train.too_few_epochs");
  EXPECT_EQ(cause.command, "twotower train runs/shop/001/config.yaml --set train.epochs=40");
  CauseFacts facts = good_run();
  facts.best_epoch = 20;
  ASSERT_EQ(warnings_of(facts).size(), 1U);  // whatever the verdict
  EXPECT_EQ(warnings_of(facts)[0].code, "train.too_few_epochs");
  facts.best_epoch = 19;
  EXPECT_TRUE(has_no_known_cause(facts));
  facts.best_epoch = 0;  // not known: a bundle is tested
  facts.epochs_run = 0;
  EXPECT_TRUE(has_no_known_cause(facts));
}

TEST(DiagnosisTest, EpochsThatHardlyGainAreNoCause) {
  CauseFacts facts = good_run();
  facts.best_epoch = 20;
  facts.late_gain = 0.002;
  EXPECT_TRUE(has_no_known_cause(facts));
  facts.late_gain = 0.05;
  EXPECT_EQ(diagnose(facts)[0].code, "train.too_few_epochs");
}

TEST(DiagnosisTest, RankingsWithoutAHistoryComeFirst) {
  CauseFacts facts = good_run();
  facts.best_epoch = 20;
  facts.empty_history_share = 0.9;
  const std::vector<Cause> causes = diagnose(facts);
  ASSERT_EQ(causes.size(), 2U);
  EXPECT_EQ(causes[0].code, "data.empty_histories");
  EXPECT_TRUE(causes[0].command.ends_with("split.min_history=1"));
  facts.are_sessions = true;
  EXPECT_TRUE(diagnose(facts)[0].command.ends_with("split.targets=event"));
}

TEST(DiagnosisTest, WithoutAKnownCauseTheRivalIsNamed) {
  CauseFacts facts = good_run();
  facts.rival = RivalUserPopularity();
  const std::vector<Cause> causes = diagnose(facts);
  EXPECT_NE(said(causes[0].message, Language::kEnglish).find("user popularity"), std::string::npos);
  EXPECT_TRUE(causes[0].command.ends_with("--set towers.dim=128"));
}

TEST(DiagnosisTest, TheFirstEpochWasTheBest) {
  const Only cause = only_cause([](CauseFacts& facts) { facts.best_epoch = 1; });
  EXPECT_EQ(cause.code, "train.rate_too_high");
  EXPECT_TRUE(ends_with(cause.command,
                        " --set train.optimizer.learning_rate=0.0002"
                        " --set train.table_optimizer.learning_rate=0.002"));
  const Only alone = only_cause([](CauseFacts& facts) {  // one epoch is the last one
    facts.max_epochs = facts.epochs_run = facts.best_epoch = 1;
  });
  EXPECT_EQ(alone.code, "train.too_few_epochs");
  EXPECT_TRUE(ends_with(alone.command, "train.epochs=2"));
}

TEST(DiagnosisTest, ListsThatHardlyDependOnTheUser) {
  const auto alike = [](CauseFacts& facts) { facts.lists_alike = 0.8; };
  EXPECT_EQ(only_cause(alike).code, "model.same_lists");
  EXPECT_TRUE(ends_with(only_cause(alike).command, "towers.temperature=0.035"));
  const Only dot = only_cause([&](CauseFacts& facts) { alike(facts), facts.is_cosine = false; });
  EXPECT_TRUE(ends_with(dot.command, "towers.similarity=cosine --set towers.temperature=0.05"));
  const Only bias = only_cause([&](CauseFacts& facts) { alike(facts), facts.uses_log_q = false; });
  EXPECT_TRUE(ends_with(bias.command, "loss.log_q=true"));
  CauseFacts facts = good_run();
  alike(facts);
  facts.knn_lists_alike = 0.75;  // a small catalog makes all lists alike
  EXPECT_TRUE(has_no_known_cause(facts));
  facts.knn_lists_alike = 0.1;
  EXPECT_EQ(warnings_of(facts).size(), 1U);
}

TEST(DiagnosisTest, TablesThatNobodyReads) {
  const Only cause =
      only_cause([](CauseFacts& facts) { facts.unread_tables = {"users.csv", "items.csv"}; });
  EXPECT_EQ(cause.code, "model.unread_tables");
  EXPECT_TRUE(ends_with(cause.command, "--set 'features={}'"));
}

TEST(DiagnosisTest, TargetsThatTrainingDidNotSee) {
  const auto fresh = [](CauseFacts& facts) { facts.new_item_share = 0.4; };
  EXPECT_EQ(only_cause(fresh).code, "data.new_items");
  EXPECT_TRUE(ends_with(only_cause(fresh).command, "towers.id_dropout=0.1"));
  const Only by_id =
      only_cause([&](CauseFacts& facts) { fresh(facts), facts.reads_item_columns = false; });
  EXPECT_EQ(by_id.code, "data.new_items");
  EXPECT_EQ(by_id.command, "twotower inspect items.csv");
  CauseFacts facts = good_run();
  fresh(facts);
  facts.id_dropout = 0.1;
  EXPECT_TRUE(has_no_known_cause(facts));
}

TEST(DiagnosisTest, ValuesThatTrainingDidNotKeep) {
  const Only rare = only_cause([](CauseFacts& facts) {
    facts.unknown = {.path = "features.item.brand", .share = 0.3, .min_count = 5};
  });
  EXPECT_EQ(rare.code, "model.unknown_heavy");
  EXPECT_TRUE(ends_with(rare.command, "features.item.brand.min_count=1"));
  const Only id = only_cause([](CauseFacts& facts) {
    facts.unknown = {.path = "features.user.user_id", .share = 0.3, .is_id = true};
  });
  EXPECT_TRUE(ends_with(id.command, "towers.id_dropout=0.1"));
  CauseFacts facts = good_run();
  facts.unknown->share = 0.3;
  ASSERT_EQ(warnings_of(facts).size(), 1U);
  EXPECT_EQ(warnings_of(facts)[0].code, "model.unknown_heavy");
}

TEST(DiagnosisTest, ARepeatRuleThatTheDataDoesNotFollow) {
  const Only missing = only_cause([](CauseFacts& facts) { facts.repeat_share = 0.6; });
  EXPECT_EQ(missing.code, "data.repeats");
  EXPECT_TRUE(ends_with(missing.command, "data.repeat=allow"));
  const Only filling = only_cause([](CauseFacts& facts) { facts.allows_repeats = true; });
  EXPECT_EQ(filling.code, "data.repeats");
  EXPECT_TRUE(ends_with(filling.command, "data.repeat=exclude"));
  CauseFacts facts = good_run();
  facts.allows_repeats = true;
  facts.repeat_share = 0.6;
  EXPECT_TRUE(has_no_known_cause(facts));
}

TEST(DiagnosisTest, TastesThatMove) {
  const Only cause = only_cause([](CauseFacts& facts) { facts.drift->newest_overlap = 0.6; });
  EXPECT_EQ(cause.code, "data.drift");
  EXPECT_TRUE(ends_with(cause.command, "data.interactions.half_life=20d"));
  CauseFacts facts = good_run();
  facts.drift.reset();
  EXPECT_TRUE(has_no_known_cause(facts));
}

TEST(DiagnosisTest, UsersOfWhomLittleIsKnown) {
  const Only mean = only_cause([](CauseFacts& facts) {
    facts.events_per_user = 2.0;
    facts.history_path = "features.user.history";
  });
  EXPECT_EQ(mean.code, "data.few_events");
  EXPECT_TRUE(ends_with(mean.command, "features.user.history.encoder=mean"));
  const Only dim = only_cause([](CauseFacts& facts) { facts.events_per_user = 2.0; });
  EXPECT_TRUE(ends_with(dim.command, "towers.dim=32"));
}

TEST(DiagnosisTest, ASplitThatLooksAheadIsAWarning) {
  CauseFacts facts = good_run();
  facts.later_share = 0.3;
  EXPECT_TRUE(has_no_known_cause(facts));
  ASSERT_EQ(warnings_of(facts).size(), 1U);
  EXPECT_EQ(warnings_of(facts)[0].code, "split.leaks");
  facts.has_times = false;  // nothing to split by
  EXPECT_TRUE(warnings_of(facts).empty());
}

TEST(DiagnosisTest, MostLikelyFirst) {
  CauseFacts facts = good_run();
  facts.events_per_user = 1.0;
  facts.best_epoch = 20;
  const std::vector<Cause> causes = diagnose(facts);
  ASSERT_EQ(causes.size(), 2U);
  EXPECT_EQ(causes[0].code, "train.too_few_epochs");
  EXPECT_EQ(causes[1].code, "data.few_events");
}

}  // namespace
}  // namespace twotower

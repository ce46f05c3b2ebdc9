#include "train/fit_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <latch>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/random.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using testkit::TemporaryFolder;

constexpr std::uint32_t kNumUsers = 60, kNumItems = 12;

// A sequence for each user, of 4 to 9 rows. Users go through the items in circles, three times of
// four, so that order and history tell something.
Dataset make_dataset() {
  Dataset dataset;
  Interactions& interactions = dataset.interactions;
  interactions.order = OrderSource::kOrder;
  for (std::int64_t item = 0; item < kNumItems; ++item) interactions.items.add(item);
  for (std::uint32_t user = 0; user < kNumUsers; ++user) {
    interactions.users.add(std::int64_t{user});
    RandomSequence random({.seed = 1, .purpose = RandomPurpose{}, .step = 0, .example = user});
    auto item = static_cast<std::uint32_t>(random.next_below(kNumItems));
    const std::uint64_t length = 4 + random.next_below(6);
    for (std::uint64_t i = 0; i < length; ++i) {
      interactions.user_slots.push_back(user);
      interactions.item_slots.push_back(item);
      const bool goes_on = random.next_below(4) > 0;
      item = goes_on ? (item + 1) % kNumItems
                     : static_cast<std::uint32_t>(random.next_below(kNumItems));
    }
    interactions.sequence_offsets.push_back(interactions.size());
  }
  return dataset;
}

IdOptions id_of_dim(std::int64_t dim) {
  IdOptions id;
  id.dim = dim;
  return id;
}

Config ids_only() {
  Config config;
  config.towers.dim = 8;
  config.towers.initial_deviation = 0.3;
  config.towers.temperature = 0.2;
  config.features = {.user = UserFeatures{{"user_id", id_of_dim(8)}},
                     .item = ColumnFeatures{{"item_id", id_of_dim(8)}},
                     .context = ColumnFeatures()};
  config.negatives = NegativesOptions{.uniform = 4};
  config.train.epochs = 3;
  config.train.batch_size = 32;
  config.train.examples = Examples::kLast;
  LazyAdamOptions adam;
  adam.learning_rate = 0.02;
  config.train.table_optimizer = adam;
  AdamOptions dense;
  dense.learning_rate = 1e-3;
  config.train.optimizer = dense;
  config.train.schedule = ConstantScheduleOptions();
  config.train.average = NoAverageOptions();
  return config;
}

Config attention_history() {
  Config config = ids_only();
  AttentionEncoderOptions attention;
  attention.blocks = 1;
  attention.dropout = 0.0;
  SequenceOptions history;
  history.rule = HistoryRule::kBefore;
  history.length = 5;
  history.encoder = attention;
  config.features.user = UserFeatures{{"history", history}};
  config.train.examples = Examples::kEvery;
  return config;
}

Config with_dropouts() {
  Config config = attention_history();
  std::get<AttentionEncoderOptions>(
      std::get<SequenceOptions>(config.features.user->at(0).second).encoder)
      .dropout = 0.2;
  config.towers.user = {.hidden = {16}, .dropout = 0.2, .layer_norm = true};
  config.towers.item = {.hidden = {16}, .dropout = 0.2};
  config.towers.id_dropout = 0.1;
  return config;
}

Config with_average() {
  Config config = with_dropouts();
  config.train.average = EmaOptions{.decay = 0.9};
  config.train.schedule = CosineScheduleOptions();
  return config;
}

Config with_dense_adam() {
  Config config = with_average();
  config.train.table_optimizer = AdamOptions();
  return config;
}

Config with_adagrad() {
  Config config = with_average();
  config.train.table_optimizer = RowwiseAdagradOptions();
  config.train.optimizer = AdagradOptions();
  return config;
}

struct NamedConfig {
  std::string name;
  Config config;
  bool is_refit = false;
};

// Everything that can be fitted: data, config and a stage of it.
struct Fitting {
  explicit Fitting(Config fitted_config, bool is_refit = false)
      : config(std::move(fitted_config)), stage{.epochs = *config.train.epochs} {
    if (is_refit) {
      stage = {.stage = 1,
               .fitted = {.train = true, .validation = true},
               .epochs = 2,
               .validates = false};
    }
    auto made = make_split(dataset.interactions, LeaveOneOutOptions());
    EXPECT_TRUE(made.ok());
    split = std::move(made).value();
  }

  Result<FittedModel> fit(std::size_t num_threads = 1, const Checkpoint* checkpoint = nullptr,
                          const std::optional<TrainingProgress>& resumed = std::nullopt,
                          const TrainingEvents& events = {}) const {
    ThreadPool pool(num_threads);
    return fit_on(pool, checkpoint, resumed, events);
  }

  Result<FittedModel> fit_on(ThreadPool& pool, const Checkpoint* checkpoint,
                             const std::optional<TrainingProgress>& resumed,
                             const TrainingEvents& events) const {
    return fit_model(pool, {dataset, split, config, RepeatRule::kAllow, cancel}, stage, checkpoint,
                     resumed, events);
  }

  Dataset dataset = make_dataset();
  Config config;
  Split split;
  FitStage stage;
  CancelToken cancel;
};

// All weights of the model.
std::vector<float> weights(const FittedModel& fitted) {
  const std::span<const float> dense = fitted.model->parameters().all_values();
  std::vector<float> all(dense.begin(), dense.end());
  for (const auto& table : fitted.model->tables()) {
    all.insert(all.end(), table.table.weights().begin(), table.table.weights().end());
  }
  return all;
}

void expect_same(const FittedModel& a, const FittedModel& b) {
  EXPECT_EQ(weights(a), weights(b));
  EXPECT_EQ(a.best_epoch, b.best_epoch);
  ASSERT_EQ(a.reports.size(), b.reports.size());
  for (std::size_t i = 0; i < a.reports.size(); ++i) {
    EXPECT_EQ(a.reports[i].epoch, b.reports[i].epoch);
    EXPECT_EQ(a.reports[i].loss, b.reports[i].loss);
    EXPECT_EQ(a.reports[i].metric, b.reports[i].metric);
  }
}

class FitModelTest : public testing::TestWithParam<NamedConfig> {
 protected:
  Fitting fitting() const { return Fitting(GetParam().config, GetParam().is_refit); }
};

TEST_P(FitModelTest, GivesTheSameBitsOnOneTwoAndThreeThreads) {
  const auto one = fitting().fit(1);
  ASSERT_TRUE(one.ok()) << english(one.error().message);
  for (const std::size_t num_threads : {2, 3}) {
    const auto other = fitting().fit(num_threads);
    ASSERT_TRUE(other.ok());
    expect_same(one.value(), other.value());
  }
}

TEST_P(FitModelTest, InterruptedAndResumedIsAsIfNothingHadBeen) {
  Fitting all = fitting();
  std::int64_t num_steps = 0;
  TrainingEvents counting;
  counting.on_step = [&](auto&&...) { ++num_steps; };
  const auto whole = all.fit(1, nullptr, std::nullopt, counting);
  ASSERT_TRUE(whole.ok());
  ASSERT_GT(num_steps, 6);
  const std::int64_t steps_of_epoch =
      num_steps / static_cast<std::int64_t>(whole.value().reports.size());
  // In the middle of an epoch, at its last step, at the first one of the next.
  for (const std::int64_t stop_at : {std::int64_t{2}, steps_of_epoch, steps_of_epoch + 1}) {
    const TemporaryFolder folder;
    const Checkpoint checkpoint(folder.path());
    CancelSource source;
    all.cancel = source.token();
    std::int64_t step = 0;
    TrainingEvents stopping;
    stopping.on_step = [&](auto&&...) {
      if (++step == stop_at) source.cancel();
    };
    const auto stopped = all.fit(1, &checkpoint, std::nullopt, stopping);
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().code, ErrorCode::kTrainInterrupted);
    EXPECT_EQ(step, stop_at);
    all.cancel = {};
    const auto progress = checkpoint.load_progress();
    ASSERT_TRUE(progress.ok());
    const auto resumed = all.fit(2, &checkpoint, progress.value());
    ASSERT_TRUE(resumed.ok()) << english(resumed.error().message);
    expect_same(whole.value(), resumed.value());
  }
}

// Cancelled before the first step, or while the first epoch is validated: no step is made after it.
TEST_P(FitModelTest, StopsBetweenTwoEpochsAndGoesOnFromThere) {
  Fitting all = fitting();
  const auto whole = all.fit();
  ASSERT_TRUE(whole.ok());
  for (const std::size_t num_epochs : {0, 1}) {
    const TemporaryFolder folder;
    const Checkpoint checkpoint(folder.path());
    CancelSource source;
    all.cancel = source.token();
    std::size_t epochs = 0;
    TrainingEvents stopping;
    stopping.on_epoch = [&](auto&&...) {
      if (++epochs == num_epochs) source.cancel();
    };
    stopping.on_step = [&](auto&&...) { EXPECT_FALSE(all.cancel.is_cancelled()); };
    if (num_epochs == 0) source.cancel();
    const auto stopped = all.fit(1, &checkpoint, std::nullopt, stopping);
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().code, ErrorCode::kTrainInterrupted);
    EXPECT_EQ(epochs, num_epochs);
    all.cancel = {};
    const auto progress = checkpoint.load_progress();
    ASSERT_TRUE(progress.ok());
    EXPECT_EQ(progress.value().epochs, all.stage.epochs);
    const auto resumed = all.fit(2, &checkpoint, progress.value());
    ASSERT_TRUE(resumed.ok()) << english(resumed.error().message);
    expect_same(whole.value(), resumed.value());
  }
}

// The thread cancels at some time after the last step of the first epoch, most likely while its
// validation goes on: it begins again from the last save then.
TEST_P(FitModelTest, StopsWhileItValidatesAndGoesOnFromThere) {
  Fitting all = fitting();
  const auto whole = all.fit();
  ASSERT_TRUE(whole.ok());
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path());
  CancelSource source;
  all.cancel = source.token();
  std::jthread cancelling;
  TrainingEvents stopping;
  stopping.on_step = [&](std::int64_t, std::size_t done, std::size_t total, double) {
    if (done == total && !cancelling.joinable()) {
      cancelling = std::jthread([&] { source.cancel(); });
    }
  };
  const auto stopped = all.fit(1, &checkpoint, std::nullopt, stopping);
  cancelling = {};
  if (stopped.ok()) return expect_same(whole.value(), stopped.value());  // it came too late
  EXPECT_EQ(stopped.error().code, ErrorCode::kTrainInterrupted);
  all.cancel = {};
  std::optional<TrainingProgress> progress;  // none: it was stopped before the first save
  if (checkpoint.exists()) progress = checkpoint.load_progress().value();
  const auto resumed = all.fit(2, &checkpoint, progress);
  ASSERT_TRUE(resumed.ok()) << english(resumed.error().message);
  expect_same(whole.value(), resumed.value());
}

// A killed process leaves a checkpoint of some steps ago, and perhaps a best epoch after it.
TEST_P(FitModelTest, KilledBetweenTwoCheckpointsAndResumedIsAsIfNothingHadBeen) {
  Fitting all = fitting();
  all.config.train.checkpoint_steps = 4;
  const TemporaryFolder folder, kept;
  const Checkpoint checkpoint(folder.path()), resumable(kept.path());
  std::int64_t step = 0;
  TrainingEvents copying;
  copying.on_step = [&](auto&&...) {
    if (++step != 7) return;
    std::filesystem::copy(folder.path_of("checkpoint"), kept.path_of("checkpoint"));
  };
  const auto whole = all.fit(1, &checkpoint, std::nullopt, copying);
  ASSERT_TRUE(whole.ok());
  if (all.stage.validates) std::filesystem::copy(folder.path_of("best"), kept.path_of("best"));
  const auto progress = resumable.load_progress();
  ASSERT_TRUE(progress.ok());
  const auto resumed = all.fit(2, &resumable, progress.value());
  ASSERT_TRUE(resumed.ok()) << english(resumed.error().message);
  expect_same(whole.value(), resumed.value());
}

INSTANTIATE_TEST_SUITE_P(Configs, FitModelTest,
                         testing::Values(NamedConfig{"ids", ids_only()},
                                         NamedConfig{"attention", attention_history()},
                                         NamedConfig{"dropouts", with_dropouts()},
                                         NamedConfig{"average", with_average()},
                                         NamedConfig{"dense_adam", with_dense_adam()},
                                         NamedConfig{"adagrad", with_adagrad()},
                                         NamedConfig{"refit", with_average(), true}),
                         [](const auto& test) { return test.param.name; });

std::vector<double> losses(const FittedModel& fitted) {
  std::vector<double> values;
  for (const EpochReport& report : fitted.reports) values.push_back(report.loss);
  return values;
}

void expect_near(const std::vector<double>& actual, const std::vector<double>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) EXPECT_NEAR(actual[i], expected[i], 1e-4) << i;
}

// Pinned, so that a change of the numbers is seen and meant. Instruction sets differ by rounding.
TEST(FitModelTest, LossCurvesAreAsEver) {
  const auto ids = Fitting(ids_only()).fit();
  const auto history = Fitting(attention_history()).fit();
  ASSERT_TRUE(ids.ok() && history.ok());
  expect_near(losses(ids.value()), {3.80488, 3.17121, 2.83712});
  expect_near(losses(history.value()), {3.95096, 2.62829, 1.97684});
}

TEST(FitModelTest, LearnsTheOrderOfItems) {
  Config config = attention_history();
  config.train.epochs = 30;
  config.train.early_stopping.patience = 30;
  const auto fitted = Fitting(config).fit();
  ASSERT_TRUE(fitted.ok());
  // By chance ndcg@10 of 12 items is .38, of 60 users give or take .04.
  EXPECT_GT(*fitted.value().reports[static_cast<std::size_t>(fitted.value().best_epoch - 1)].metric,
            0.5);
  EXPECT_LT(losses(fitted.value()).back(), 0.7 * losses(fitted.value()).front());
}

TEST(FitModelTest, DivergedIsAnErrorAndNotAModel) {
  Config config = ids_only();
  config.towers.similarity = Similarity::kDot;
  LazyAdamOptions adam;
  adam.learning_rate = 1e20;
  config.train.table_optimizer = adam;
  const auto fitted = Fitting(config).fit();
  ASSERT_FALSE(fitted.ok());
  EXPECT_EQ(fitted.error().code, ErrorCode::kTrainDiverged);
}

// Averages lie between the weights of the steps, which are what diverged.
TEST(FitModelTest, AValidationThatIsNotFiniteIsToldByTheWeightsOfTheSteps) {
  const auto error_of = [](const AverageOptions& average) {
    Config config = ids_only();
    config.towers.similarity = Similarity::kDot;
    config.train.batch_size = 1 << 20;  // a step an epoch
    config.train.epochs = 2;
    ConstantScheduleOptions schedule;
    schedule.warmup = 0.5;  // the first changes nothing
    config.train.schedule = schedule;
    config.train.average = average;
    config.towers.user = {.hidden = {16}};
    LazyAdamOptions adam;
    AdamOptions dense;
    adam.learning_rate = dense.learning_rate = 1e30;  // products of both overflow
    config.train.table_optimizer = adam;
    config.train.optimizer = dense;
    return Fitting(config).fit().error();
  };
  const Error with = error_of(EmaOptions{.decay = 0.9}), without = error_of(NoAverageOptions());
  EXPECT_EQ(with.code, ErrorCode::kTrainDiverged);
  EXPECT_EQ(english(with.message), english(without.message));
}

TEST(FitModelTest, AStageMayKeepTheLastWeightsAlone) {
  Fitting fitting(ids_only());
  fitting.stage.validates = false;
  const auto last = fitting.fit();
  fitting.stage.validates = true;
  fitting.stage.keeps_best = false;
  const auto kept = fitting.fit();
  ASSERT_TRUE(last.ok() && kept.ok());
  EXPECT_EQ(weights(kept.value()), weights(last.value()));
}

TEST(FitModelTest, TellsWhereATrainingGoesOn) {
  Fitting fitting(ids_only());
  fitting.config.train.epochs = fitting.stage.epochs = 4;
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path());
  CancelSource source;
  fitting.cancel = source.token();
  TrainingEvents events;
  std::vector<double> done;
  events.on_model = [&](const NewModel& model) {
    EXPECT_EQ(model.stage, 0);
    EXPECT_EQ(model.epochs, 4);
    done.push_back(model.epochs_done);
  };
  events.on_epoch = [&](const EpochReport& report, bool) {
    if (report.epoch == 3) source.cancel();
  };
  ASSERT_FALSE(fitting.fit(1, &checkpoint, std::nullopt, events).ok());
  fitting.cancel = {};
  const auto progress = checkpoint.load_progress();
  ASSERT_TRUE(progress.ok());
  ASSERT_TRUE(fitting.fit(1, &checkpoint, progress.value(), events).ok());
  EXPECT_EQ(done, (std::vector<double>{0.0, 3.0}));
}

TEST(FitModelTest, ABatchAboveTheDataIsOneStepAnEpoch) {
  for (Config config : {ids_only(), attention_history()}) {
    config.train.batch_size = 1 << 20;
    std::int64_t num_steps = 0;
    TrainingEvents counting;
    counting.on_step = [&](auto&&...) { ++num_steps; };
    const auto fitted = Fitting(config).fit(1, nullptr, std::nullopt, counting);
    ASSERT_TRUE(fitted.ok());
    EXPECT_EQ(num_steps, 3);
    EXPECT_LT(fitted.value().memory_bytes, std::size_t{16} << 20);
  }
}

TEST(FitModelTest, EarlyStoppingRestoresTheBestEpoch) {
  Config config = attention_history();
  config.train.epochs = 60;
  config.train.early_stopping.patience = 2;
  std::vector<bool> is_best;
  TrainingEvents events;
  events.on_epoch = [&](const EpochReport&, bool best) { is_best.push_back(best); };
  const auto stopped = Fitting(config).fit(1, nullptr, std::nullopt, events);
  ASSERT_TRUE(stopped.ok());
  const std::int64_t best = stopped.value().best_epoch;
  const auto& reports = stopped.value().reports;
  ASSERT_LT(reports.size(), 60U);
  EXPECT_EQ(reports.size(), static_cast<std::size_t>(best) + 2);
  for (const EpochReport& report : reports) {
    EXPECT_LE(*report.metric, *reports[static_cast<std::size_t>(best - 1)].metric);
  }
  EXPECT_EQ(is_best[static_cast<std::size_t>(best - 1)], true);
  EXPECT_EQ(is_best.back(), false);
  // The rate is constant, so a run of as many epochs passes through the same weights.
  config.train.epochs = best;
  const auto short_run = Fitting(config).fit();
  ASSERT_TRUE(short_run.ok());
  EXPECT_EQ(weights(stopped.value()), weights(short_run.value()));

  const TemporaryFolder folder;  // the best epoch's weights are on disk then, not in memory
  const Checkpoint checkpoint(folder.path());
  config.train.epochs = 60;
  const auto with_files = Fitting(config).fit(1, &checkpoint);
  ASSERT_TRUE(with_files.ok());
  expect_same(stopped.value(), with_files.value());
}

// The other one is under way from the first step of this one on, and is cancelled at its third.
TEST(FitModelTest, TwoAtOnceOnOnePoolDoNotMeet) {
  const Fitting kept(with_average());
  const auto alone = kept.fit();
  ASSERT_TRUE(alone.ok());

  Config endless = with_adagrad();
  endless.train.epochs = 300;
  endless.train.early_stopping.patience = 300;
  Fitting other(endless);
  CancelSource source;
  other.cancel = source.token();
  ThreadPool pool(2);
  std::latch has_begun(1);
  TrainingEvents other_events, kept_events;
  other_events.on_step = [&, is_first = true](auto&&...) mutable {
    if (std::exchange(is_first, false)) has_begun.count_down();
  };
  std::int64_t num_steps = 0;
  kept_events.on_step = [&](auto&&...) {
    if (++num_steps == 1) has_begun.wait();
    if (num_steps == 3) source.cancel();
  };
  std::optional<Result<FittedModel>> cancelled;
  std::jthread thread([&] { cancelled = other.fit_on(pool, nullptr, std::nullopt, other_events); });
  const auto beside = kept.fit_on(pool, nullptr, std::nullopt, kept_events);
  thread.join();

  ASSERT_TRUE(beside.ok()) << english(beside.error().message);
  expect_same(alone.value(), beside.value());
  ASSERT_FALSE(cancelled->ok());
  EXPECT_EQ(cancelled->error().code, ErrorCode::kTrainInterrupted);
}

TEST(FitModelTest, AnotherSeedIsAnotherModel) {
  Config config = ids_only();
  const auto first = Fitting(config).fit();
  config.train.seed = 2;
  const auto second = Fitting(config).fit();
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_NE(weights(first.value()), weights(second.value()));
}

TEST(FitModelTest, NoUsableRowIsAnError) {
  Fitting fitting(attention_history());
  for (std::size_t s = 0; s < fitting.dataset.interactions.num_sequences(); ++s) {
    const auto& offsets = fitting.dataset.interactions.sequence_offsets;
    for (std::uint64_t row = offsets[s] + 1; row < offsets[s + 1]; ++row) {
      fitting.split.parts[row] = Part::kTest;
    }
  }
  const auto fitted = fitting.fit();
  ASSERT_FALSE(fitted.ok());
  EXPECT_EQ(fitted.error().code, ErrorCode::kDataTooLittle);
}

}  // namespace
}  // namespace twotower

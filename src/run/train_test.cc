#include "run/train.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/random.h"
#include "messages/said.h"
#include "run/compare_runs.h"
#include "run/evaluate.h"
#include "run/open_bundle.h"
#include "testkit/file_bytes.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

// 60 users who walk through 30 neighbouring items, one step or two at a time.
std::string write_log(const std::string& folder) {
  std::ofstream file(folder + "/log.csv");
  file << "user_id,item_id,timestamp\n";
  for (int user = 0; user < 60; ++user) {
    int item = user * 7 % 30;
    for (int step = 0; step < 12; ++step) {
      item = (item + 1 + (user * step) % 2) % 30;
      file << 'u' << user << ',' << item << ',' << 1'700'000'000 + 1000 * step + user << '\n';
    }
  }
  return folder + "/log.csv";
}

class TrainTest : public testing::Test {
 protected:
  TrainTest() { config_.data.interactions.path = write_log(folder_.path()); }

  // A request that trains into the run `number`.
  TrainRequest request(const std::string& name) {
    config_.name = name;
    config_.train.epochs = 3;
    return {.config = config_, .folder = make_run_folder(folder_.path_of("runs"), name).value()};
  }

  static std::string model_of(const RunResult& run) {
    const std::string bytes = testkit::read_bytes(run.bundle + "/model.safetensors");
    EXPECT_FALSE(bytes.empty());
    return bytes;
  }

  testkit::TemporaryFolder folder_;
  Config config_;
  ThreadPool pool_{2};
};

TEST_F(TrainTest, TellsItsCourseAndKeepsTheRun) {
  TrainRequest asked = request("shop");
  std::vector<std::string> told;
  asked.events.on_data = [&](const DataSummary& data) {
    told.emplace_back("data");
    EXPECT_EQ(data.read.interactions, 720);
    EXPECT_EQ(data.read.columns.item, "item_id");
    EXPECT_EQ(data.split.kind, "time");
    EXPECT_TRUE(data.config.features.item.has_value());  // complete
  };
  asked.events.on_model = [&](const NewModelSummary& model) {
    told.emplace_back("model");
    EXPECT_GT(model.memory_bytes, model.weight_bytes);
    EXPECT_EQ(model.user_tower.key(), "tower.drawn");
  };
  asked.events.on_epoch = [&](const EpochResult&, bool) { told.emplace_back("epoch"); };
  asked.report_texts = [&](const RunResult& run) {
    told.emplace_back("texts");
    EXPECT_FALSE(run.test.lines.empty());
    return ReportTexts{.verdict = "seen by a test",
                       .name_of = [](const std::string& name) { return "called " + name; }};
  };
  const auto run = train(pool_, asked);
  ASSERT_TRUE(run.ok()) << english(run.error().message);
  EXPECT_EQ(told, (std::vector<std::string>{"data", "model", "epoch", "epoch", "epoch", "texts"}));
  EXPECT_EQ(run.value().curve.size(), 3U);
  const std::string page = testkit::read_bytes(run.value().folder + "/report.html");
  EXPECT_NE(page.find("seen by a test"), std::string::npos);
  EXPECT_NE(page.find("called "), std::string::npos);
  EXPECT_TRUE(has_bundle(folder_.path_of("runs/shop/latest")));
  EXPECT_EQ(run.value().test.lines.back().lists.size(),
            static_cast<std::size_t>(run.value().test.users));
}

TEST_F(TrainTest, TellsTheCostOfOneEpochOfAFewSteps) {
  TrainRequest asked = request("short");
  asked.config.train.epochs = 1;
  asked.config.train.batch_size = 100;
  asked.config.train.epoch_steps = 2;
  std::vector<std::string> told;
  asked.events.on_cost = [&](const RunCost& cost) {
    told.emplace_back("cost");
    EXPECT_GT(cost.seconds, 0.0);
  };
  asked.events.on_step = [&](std::int64_t, std::size_t done, std::size_t total, double) {
    told.emplace_back("step");
    EXPECT_LE(done, total);
  };
  asked.events.on_epoch = [&](const EpochResult&, bool) { told.emplace_back("epoch"); };
  ASSERT_TRUE(train(pool_, asked).ok());
  EXPECT_EQ(told, (std::vector<std::string>{"cost", "step", "epoch"}));
}

TEST_F(TrainTest, EvaluatesAndComparesWhatItKept) {
  const RunResult first = train(pool_, request("shop")).value();
  const auto evaluated = evaluate(pool_, {.source = {.path = first.folder}});
  ASSERT_TRUE(evaluated.ok()) << english(evaluated.error().message);
  const TestLine& trained = first.test.lines.back();
  const TestLine& again = evaluated.value().test.lines.back();
  EXPECT_EQ(again.name, "two_towers");
  EXPECT_EQ(again.lists.values, trained.lists.values);
  EXPECT_EQ(again.figures.front().value, trained.figures.front().value);
  config_.towers.dim = 16;
  const RunResult second = train(pool_, request("shop")).value();
  EXPECT_TRUE(second.folder.ends_with("/shop/002"));
  const auto compared = compare_runs(pool_, first.folder, second.folder);
  ASSERT_TRUE(compared.ok()) << english(compared.error().message);
  EXPECT_EQ(compared.value().metrics.front().first, trained.figures.front().value);
  const auto differs = [&](const auto& key) { return key.first == "towers.dim"; };
  EXPECT_EQ(std::ranges::count_if(compared.value().config, differs), 1);
}

// One is cancelled in its second epoch; the other is what it is when nobody else trains.
TEST_F(TrainTest, TwoAtOnceOnOnePoolAreAsEachAlone) {
  const std::string alone = model_of(train(pool_, request("alone")).value());
  for (const bool is_shared : {false, true}) {
    ThreadPool another(2);
    CancelSource cancel;
    TrainRequest cancelled = request("cancelled");
    cancelled.config.train.epochs = 8;
    cancelled.config.train.seed = 7;
    cancelled.cancel = cancel.token();
    cancelled.events.on_epoch = [&](const EpochResult&, bool) { cancel.cancel(); };
    const std::string folder = cancelled.folder.path;
    std::optional<Error> error;
    std::jthread beside([&] {
      const auto run = train(is_shared ? pool_ : another, cancelled);
      if (!run.ok()) error = run.error();
    });
    EXPECT_EQ(model_of(train(pool_, request("kept")).value()), alone);
    beside.join();
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->code, ErrorCode::kTrainInterrupted);
    EXPECT_FALSE(has_bundle(folder));
    TrainRequest resumed = request("cancelled");
    resumed.folder = {.path = folder, .resumes = true};
    resumed.config.train.seed = 7;
    resumed.config.train.epochs = 8;
    EXPECT_TRUE(train(pool_, resumed).ok());
    EXPECT_TRUE(has_bundle(folder));
  }
}

// 200 users who take items of their shelf, one of 30, in any order; a third of the rows are chance.
// Items from `first_new` on are there for the last four rows of each user alone.
std::string write_shelves(const std::string& folder, std::uint64_t first_new = 300) {
  std::ofstream file(folder + "/shelves.csv");
  file << "user_id,item_id,timestamp\n";
  for (std::uint64_t user = 0; user < 200; ++user) {
    RandomSequence random({.seed = 1, .example = user});
    for (int step = 0; step < 20; ++step) {
      const bool is_chance = random.next_uniform() < 0.33F;
      const auto any = static_cast<std::uint64_t>(300.0F * random.next_uniform());
      std::uint64_t item = is_chance ? any : user % 30 * 10 + any % 10;
      if (step < 16) item %= first_new;
      file << 'u' << user << ',' << item << ',' << 1'700'000'000 + 1000 * step << '\n';
    }
  }
  return folder + "/shelves.csv";
}

// The best of the trials, or the first; and the run is that of a config that names it.
TEST_F(TrainTest, TakesTheHistoryThatTrialsFindBest) {
  config_.data.interactions.path = write_shelves(folder_.path());
  TrainRequest asked = request("shelves");
  asked.config.train.epochs = 8;
  std::vector<double> found;
  std::vector<std::string> tried;
  std::vector<Decision> decisions;
  asked.events.on_trial = [&](const Message& history, std::size_t done, std::size_t total) {
    EXPECT_LE(done, total);
    if (tried.empty() || tried.back() != english(history)) tried.push_back(english(history));
  };
  asked.events.on_trial_end = [&](double metric) { found.push_back(metric); };
  asked.events.on_decision = [&](const Decision& decision) { decisions.push_back(decision); };
  const RunResult run = train(pool_, asked).value();
  EXPECT_EQ(tried, (std::vector<std::string>{"attention over 20", "the mean of 1000"}));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_GT(found[1], 1.05 * found[0]);  // else the first would stay
  ASSERT_EQ(decisions.size(), 1U);
  EXPECT_EQ(decisions[0].key, "features.user");
  EXPECT_NE(english(decisions[0].message).find("by the mean of 1000"), std::string::npos);
  const Config& chosen = run.data.config;
  const auto& history = std::get<SequenceOptions>(chosen.features.user->at(0).second);
  EXPECT_TRUE(std::holds_alternative<MeanEncoderOptions>(history.encoder));
  const auto kept = std::ranges::find(run.data.decisions, "features.user", &Decision::key);
  EXPECT_EQ(english(kept->message), english(decisions[0].message));

  TrainRequest named = request("named");
  named.config = chosen;
  named.events.on_trial_end = [](double) { ADD_FAILURE() << "nothing to try"; };
  EXPECT_EQ(model_of(train(pool_, named).value()), model_of(run));
}

// Where the validation asks for items that training does not know.
TEST_F(TrainTest, TriesWhetherIdsAreToDropOut) {
  config_.data.interactions.path = write_shelves(folder_.path(), 240);
  const std::string items = folder_.path_of("items.csv");
  std::ofstream file(items);
  file << "item_id,shelf\n";
  for (int item = 0; item < 300; ++item) file << item << ",s" << item / 10 << '\n';
  file.close();
  config_.data.items.emplace().path = items;
  TrainRequest asked = request("new");
  asked.config.train.epochs = 8;
  std::vector<double> found;
  std::vector<Decision> decisions;
  asked.events.on_trial_end = [&](double metric) { found.push_back(metric); };
  asked.events.on_decision = [&](const Decision& decision) { decisions.push_back(decision); };
  const RunResult run = train(pool_, asked).value();
  ASSERT_EQ(found.size(), 3U);  // two histories, and the better one without
  ASSERT_EQ(decisions.size(), 2U);
  EXPECT_EQ(decisions[1].key, "towers.id_dropout");
  const double with = found[1] > 1.05 * found[0] ? found[1] : found[0];
  EXPECT_EQ(run.data.config.towers.id_dropout, found[2] > 1.05 * with ? 0.0 : 0.1);
}

TEST_F(TrainTest, TriesNothingWhereItIsToldNotTo) {
  config_.data.interactions.path = write_shelves(folder_.path());
  TrainRequest asked = request("shelves");
  asked.config.train.trials = false;
  asked.events.on_trial_end = [](double) { ADD_FAILURE() << "a trial"; };
  const RunResult run = train(pool_, asked).value();
  const auto& history = std::get<SequenceOptions>(run.data.config.features.user->at(0).second);
  EXPECT_TRUE(std::holds_alternative<AttentionEncoderOptions>(history.encoder));
}

TEST_F(TrainTest, LeavesNoFolderWhereNothingBegan) {
  TrainRequest asked = request("shop");
  asked.config.data.interactions.item = "nothing";
  const std::string folder = asked.folder.path;
  const auto run = train(pool_, asked);
  ASSERT_FALSE(run.ok());
  EXPECT_EQ(run.error().code, ErrorCode::kDataMissingColumn);
  EXPECT_FALSE(std::filesystem::exists(folder));
}

}  // namespace
}  // namespace twotower

#include "train/checkpoint.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "prepare/encoded_dataset.h"
#include "testkit/file_bytes.h"
#include "testkit/temporary_folder.h"
#include "train/trainer.h"

namespace twotower {
namespace {

using testkit::TemporaryFolder;

const LossOptions kLoss;
const NegativesOptions kNegatives;

// Six users of five rows each, a model of ids and a trainer of it.
struct Training {
  explicit Training(std::int64_t dim = 4, const AverageOptions& average = EmaOptions{.decay = 0.9})
      : dataset(make_dataset()),
        sequences{.offsets = dataset.interactions.sequence_offsets, .rows = all_rows()},
        encoded(encode(dim)),
        model(make_model(dim)),
        examples(dataset.interactions, sequences, {.has_other_features = true, .batch_size = 8}),
        trainer(pool, model, encoded.sides, examples, {kLoss, kNegatives, examples.item_counts()},
                {.average = average}) {
    Exec exec(pool, 0);
    model.initialize(exec, 1);
  }

  void take_steps(int count) {
    examples.start_epoch(1, 0);
    ExampleBatch batch;
    for (int i = 0; i < count && examples.next(batch); ++i) trainer.step(batch, 1.0);
  }

  // Every number that a later step depends on.
  std::vector<double> state() {
    std::vector<double> all;
    const Trainer::State parts = trainer.state();
    for (const auto& values : parts.floats) all.insert(all.end(), values.begin(), values.end());
    for (const auto& values : parts.counts) all.insert(all.end(), values.begin(), values.end());
    for (const std::uint64_t number : parts.numbers) all.push_back(static_cast<double>(number));
    return all;
  }

  static Dataset make_dataset() {
    Dataset dataset;
    for (std::int64_t item = 0; item < 7; ++item) dataset.interactions.items.add(item);
    for (std::uint32_t user = 0; user < 6; ++user) {
      dataset.interactions.users.add(std::int64_t{user});
      for (std::uint32_t i = 0; i < 5; ++i) {
        dataset.interactions.user_slots.push_back(user);
        dataset.interactions.item_slots.push_back((user * 3 + i * i) % 7);
      }
      dataset.interactions.sequence_offsets.push_back(dataset.interactions.size());
    }
    return dataset;
  }
  std::vector<std::uint64_t> all_rows() const {
    std::vector<std::uint64_t> rows;
    for (std::uint64_t r = 0; r < dataset.interactions.size(); ++r) rows.push_back(r);
    return rows;
  }
  EncodedDataset encode(std::int64_t dim) const {
    IdOptions id;
    id.dim = dim;
    auto result = encode_dataset(dataset,
                                 {.user = UserFeatures{{"user_id", id}},
                                  .item = ColumnFeatures{{"item_id", id}},
                                  .context = ColumnFeatures()},
                                 sequences);
    EXPECT_TRUE(result.ok());
    return std::move(result).value();
  }
  TwoTowerModel make_model(std::int64_t dim) const {
    const TowerOptions options = {.dim = dim, .user = {.hidden = {3}}};
    auto result = TwoTowerModel::create(options, encoded.features);
    EXPECT_TRUE(result.ok());
    return std::move(result).value();
  }

  ThreadPool pool{1};
  Dataset dataset;
  Sequences sequences;
  EncodedDataset encoded;
  TwoTowerModel model;
  TrainingSet examples;
  Trainer trainer;
};

TrainingProgress some_progress() {
  return {.stage = 1,
          .epochs = 9,
          .epoch = 7,
          .steps = 3,
          .loss_sum = 0.1 + 0.2,  // needs all 17 digits
          .examples = 24,
          .best_epoch = 5,
          .reports = {{.epoch = 1, .loss = 1.0 / 3.0, .metric = 2.0 / 7.0, .seconds = 0.25},
                      {.epoch = 2, .loss = 1e-300, .metric = std::nullopt, .seconds = 1.0}},
          .repeats = {{0.1 + 0.2, 11.0}, "ndcg@10", 2.0 / 3.0, 0.5}};
}

TEST(CheckpointTest, GivesBackPlaceAndState) {
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path());
  EXPECT_FALSE(checkpoint.exists());
  Training training;
  training.take_steps(3);
  ASSERT_TRUE(checkpoint.save(training.trainer, some_progress()).ok());
  EXPECT_TRUE(checkpoint.exists());

  const auto progress = checkpoint.load_progress();
  ASSERT_TRUE(progress.ok());
  const TrainingProgress expected = some_progress();
  EXPECT_EQ(progress.value().stage, expected.stage);
  EXPECT_EQ(progress.value().epoch, expected.epoch);
  EXPECT_EQ(progress.value().steps, expected.steps);
  EXPECT_EQ(progress.value().loss_sum, expected.loss_sum);
  EXPECT_EQ(progress.value().examples, expected.examples);
  EXPECT_EQ(progress.value().epochs, expected.epochs);
  EXPECT_EQ(progress.value().best_epoch, expected.best_epoch);
  EXPECT_EQ(progress.value().repeats.term, expected.repeats.term);
  EXPECT_EQ(progress.value().repeats.metric, expected.repeats.metric);
  EXPECT_EQ(progress.value().repeats.with, expected.repeats.with);
  EXPECT_EQ(progress.value().repeats.without, expected.repeats.without);
  ASSERT_EQ(progress.value().reports.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(progress.value().reports[i].epoch, expected.reports[i].epoch);
    EXPECT_EQ(progress.value().reports[i].loss, expected.reports[i].loss);
    EXPECT_EQ(progress.value().reports[i].metric, expected.reports[i].metric);
    EXPECT_EQ(progress.value().reports[i].seconds, expected.reports[i].seconds);
  }

  Training other;
  EXPECT_NE(other.state(), training.state());
  ASSERT_TRUE(checkpoint.load_state(other.trainer).ok());
  EXPECT_EQ(other.state(), training.state());
  EXPECT_EQ(other.trainer.num_steps(), 3U);
}

TEST(CheckpointTest, ASecondOneReplacesTheFirst) {
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path());
  Training training;
  ASSERT_TRUE(checkpoint.save(training.trainer, some_progress()).ok());
  training.take_steps(2);
  ASSERT_TRUE(checkpoint.save(training.trainer, {.epoch = 9}).ok());
  EXPECT_EQ(checkpoint.load_progress().value().epoch, 9);
  Training other;
  ASSERT_TRUE(checkpoint.load_state(other.trainer).ok());
  EXPECT_EQ(other.state(), training.state());
}

TEST(CheckpointTest, BestKeepsWeightsOnly) {
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path());
  Training training;
  training.take_steps(2);
  ASSERT_TRUE(checkpoint.save_best(training.model).ok());
  const std::span<const float> dense = training.model.parameters().all_values();
  const std::vector<float> best(dense.begin(), dense.end());
  training.take_steps(2);
  EXPECT_NE(best, std::vector<float>(dense.begin(), dense.end()));
  ASSERT_TRUE(checkpoint.load_best(training.model).ok());
  EXPECT_EQ(best, std::vector<float>(dense.begin(), dense.end()));
  EXPECT_EQ(training.trainer.num_steps(), 4U);
}

TEST(CheckpointTest, AnotherModelIsAMismatch) {
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path());
  Training training;
  ASSERT_TRUE(checkpoint.save(training.trainer, some_progress()).ok());
  ASSERT_TRUE(checkpoint.save_best(training.model).ok());
  Training wider(5), without_average(4, NoAverageOptions());
  for (Training* other : {&wider, &without_average}) {
    const auto loaded = checkpoint.load_state(other->trainer);
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(loaded.error().code, ErrorCode::kBundleMismatch);
  }
  const auto best = checkpoint.load_best(wider.model);
  ASSERT_FALSE(best.ok());
  EXPECT_EQ(best.error().code, ErrorCode::kBundleMismatch);
}

TEST(CheckpointTest, NoneIsUnreadable) {
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path_of("nothing"));
  Training training;
  EXPECT_EQ(checkpoint.load_progress().error().code, ErrorCode::kFileUnreadable);
  EXPECT_EQ(checkpoint.load_state(training.trainer).error().code, ErrorCode::kFileUnreadable);
}

TEST(CheckpointTest, AnyOtherByteIsCorrupt) {
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path());
  Training training;
  ASSERT_TRUE(checkpoint.save(training.trainer, some_progress()).ok());
  for (const std::string name : {"state.safetensors", "state.checksum"}) {
    const std::string path = folder.path() + "/checkpoint/" + name;
    const std::string bytes = testkit::read_bytes(path);
    ASSERT_FALSE(bytes.empty());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
      testkit::write_bytes(path, damaged);
      const auto loaded = checkpoint.load_state(training.trainer);
      ASSERT_FALSE(loaded.ok()) << name << " byte " << i;
      EXPECT_EQ(loaded.error().code, ErrorCode::kBundleCorrupt) << name << " byte " << i;
    }
    testkit::write_bytes(path, bytes);
  }
  EXPECT_TRUE(checkpoint.load_state(training.trainer).ok());
}

TEST(CheckpointTest, CutShortIsCorruptAtEveryLength) {
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path());
  Training training;
  ASSERT_TRUE(checkpoint.save(training.trainer, some_progress()).ok());
  const std::string path = folder.path() + "/checkpoint/state.safetensors";
  const std::string bytes = testkit::read_bytes(path);
  ASSERT_GT(bytes.size(), 100U);
  for (std::size_t size = 0; size < bytes.size(); size += 97) {
    testkit::write_bytes(path, bytes.substr(0, size));
    const auto progress = checkpoint.load_progress();
    ASSERT_FALSE(progress.ok()) << size;
    EXPECT_EQ(progress.error().code, ErrorCode::kBundleCorrupt) << size;
    const auto loaded = checkpoint.load_state(training.trainer);
    ASSERT_FALSE(loaded.ok()) << size;
    EXPECT_EQ(loaded.error().code, ErrorCode::kBundleCorrupt) << size;
  }
}

TEST(CheckpointTest, APlaceThatIsNoneIsCorrupt) {
  const TemporaryFolder folder;
  const Checkpoint checkpoint(folder.path());
  Training training;
  ASSERT_TRUE(checkpoint.save(training.trainer, some_progress()).ok());
  const std::string path = folder.path() + "/checkpoint/state.safetensors";
  std::string bytes = testkit::read_bytes(path);
  const std::size_t at = bytes.find("best_epoch");
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 'B';
  testkit::write_bytes(path, bytes);
  const auto progress = checkpoint.load_progress();
  ASSERT_FALSE(progress.ok());
  EXPECT_EQ(progress.error().code, ErrorCode::kBundleCorrupt);
}

TEST(CheckpointTest, AFolderThatCannotBeWrittenIsAnError) {
  const TemporaryFolder folder;
  testkit::write_bytes(folder.path_of("file"), "in the way");
  Training training;
  const auto saved = Checkpoint(folder.path_of("file")).save(training.trainer, some_progress());
  ASSERT_FALSE(saved.ok());
  EXPECT_EQ(saved.error().code, ErrorCode::kFileUnwritable);
}

}  // namespace
}  // namespace twotower

#include "bench/sequence_world.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "base/tensor_file_writer.h"
#include "data/read_dataset.h"
#include "data/split.h"
#include "prepare/encoded_dataset.h"

namespace twotower::bench {
namespace {

FeaturesOptions features_of(std::int64_t length) {
  SequenceOptions history;
  history.rule = HistoryRule::kBefore;
  history.length = length;
  history.encoder = AttentionEncoderOptions();
  FeaturesOptions features;
  features.user = UserFeatures{{"history", history}};
  features.item = ColumnFeatures{{"id", IdOptions()}};
  return features;
}

}  // namespace

Result<TrainWorld> read_sequence_world(const std::string& path, SequenceNegatives negatives) {
  constexpr std::int64_t kLength = 200, kRows = 16'384;
  DataOptions data;
  data.interactions.path = path;
  TWOTOWER_ASSIGN(Dataset dataset, read_dataset(data, {}));
  TWOTOWER_ASSIGN(const Split split, make_split(dataset.interactions, LeaveOneOutOptions()));
  TrainWorld world;
  world.fitted = sequences_of(dataset.interactions, split, {.train = true});
  TWOTOWER_ASSIGN(EncodedDataset encoded,
                  encode_dataset(dataset, features_of(kLength), world.fitted));
  world.features = std::move(encoded.features);
  world.sides = std::move(encoded.sides);
  world.interactions = std::move(dataset.interactions);
  world.towers.similarity = Similarity::kDot;
  world.towers.temperature = 1.0;
  world.negatives.in_batch = false;
  world.negatives.all = negatives == SequenceNegatives::kAll;
  world.negatives.uniform = negatives == SequenceNegatives::kAll ? 0 : 256;
  world.train.batch_size = kRows;
  world.train.table_optimizer = AdamOptions();
  world.rules = {.examples = Examples::kEvery,
                 .rule = HistoryRule::kBefore,
                 .has_other_features = false,
                 .batch_size = static_cast<std::size_t>(kRows)};
  return world;
}

Result<void> write_sequence_world(const TrainWorld& world, const std::string& path) {
  const std::vector<std::int64_t> offsets(world.fitted.offsets.begin(), world.fitted.offsets.end());
  std::vector<std::int64_t> items;
  items.reserve(world.fitted.rows.size());
  for (const std::uint64_t row : world.fitted.rows) {
    items.push_back(world.interactions.item_slots[row]);
  }
  const std::vector<std::int64_t> catalog = {
      static_cast<std::int64_t>(world.interactions.items.size())};
  TWOTOWER_ASSIGN(
      TensorFileWriter file,
      TensorFileWriter::create(path, {tensor_info<std::int64_t>("offsets", {offsets.size()}),
                                      tensor_info<std::int64_t>("items", {items.size()}),
                                      tensor_info<std::int64_t>("catalog", {1})}));
  TWOTOWER_TRY(file.append<std::int64_t>("offsets", offsets));
  TWOTOWER_TRY(file.append<std::int64_t>("items", items));
  TWOTOWER_TRY(file.append<std::int64_t>("catalog", catalog));
  return file.finish();
}

}  // namespace twotower::bench

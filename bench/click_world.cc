#include "bench/click_world.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "base/random.h"
#include "base/tensor_file_writer.h"
#include "features/vocabulary.h"

namespace twotower::bench {
namespace {

constexpr std::size_t kNumCategories = 3, kNumNumbers = 4;
constexpr std::int64_t kCategorySizes[kNumCategories] = {50, 500, 5000};

// Columns of one side: "c0" to "c2" and "n0" to "n3"; the ids are 0, 1, 2, ...
struct SideColumns {
  std::vector<std::pair<std::string, RawColumn>> columns;

  const RawColumn* find(const std::string& name) const {
    for (const auto& [column_name, column] : columns) {
      if (column_name == name) return &column;
    }
    return nullptr;
  }
};

SideColumns draw_side(std::size_t num_rows, std::uint64_t seed, RandomPurpose purpose) {
  SideColumns side;
  std::vector<std::int64_t> ids(num_rows);
  std::iota(ids.begin(), ids.end(), 0);
  side.columns.emplace_back("", RawColumn{std::move(ids), {}, {}});
  for (std::uint64_t c = 0; c < kNumCategories; ++c) {
    RandomSequence random({seed, purpose, c, 0});
    std::vector<std::int64_t> values(num_rows);
    for (auto& value : values) {
      value = static_cast<std::int64_t>(
          random.next_below(static_cast<std::uint64_t>(kCategorySizes[c])));
    }
    side.columns.emplace_back("c" + std::to_string(c), RawColumn{std::move(values), {}, {}});
  }
  for (std::uint64_t n = 0; n < kNumNumbers; ++n) {
    RandomSequence random({seed, purpose, kNumCategories + n, 0});
    std::vector<double> values(num_rows);
    for (double& value : values) value = random.next_normal();
    side.columns.emplace_back("n" + std::to_string(n), RawColumn{std::move(values), {}, {}});
  }
  return side;
}

ColumnFeatures side_features() {
  ColumnFeatures features = {{"id", IdOptions()}};
  for (std::size_t c = 0; c < kNumCategories; ++c) {
    features.emplace_back("c" + std::to_string(c), CategoryOptions());
  }
  for (std::size_t n = 0; n < kNumNumbers; ++n) {
    features.emplace_back("n" + std::to_string(n), NumberOptions());
  }
  return features;
}

// All rows are known, clicked or not: the tables have the size that the task says.
Result<void> encode_side(const SideColumns& side, std::size_t num_rows, FeatureSet& features,
                         std::vector<EncodedColumn>& columns) {
  std::vector<std::uint64_t> rows(num_rows);
  std::iota(rows.begin(), rows.end(), 0U);
  const ColumnSource source = [&](const std::string& name) { return side.find(name); };
  TWOTOWER_ASSIGN(features, FeatureSet::fit(side_features(), source, rows));
  TWOTOWER_ASSIGN(columns, features.encode(source, num_rows));
  return {};
}

// Running sums of (rank + 1)^-skew.
std::vector<double> zipf_sums(std::size_t num_items, double skew) {
  std::vector<double> sums(num_items);
  double sum = 0.0;
  for (std::size_t item = 0; item < num_items; ++item) {
    sums[item] = sum += std::pow(static_cast<double>(item + 1), -skew);
  }
  return sums;
}

void draw_clicks(const ClickWorldOptions& options, Interactions& interactions) {
  const std::vector<double> sums = zipf_sums(options.num_items, options.skew);
  RandomSequence random({options.seed, RandomPurpose::kWorldChoices, 0, 0});
  std::vector<std::uint32_t> users(options.num_clicks);
  for (auto& user : users) user = static_cast<std::uint32_t>(random.next_below(options.num_users));
  std::ranges::sort(users);  // sequence after sequence
  for (const std::uint32_t user : users) {
    const double place = static_cast<double>(random.next_bits() >> 11U) * 0x1p-53 * sums.back();
    const auto item = std::upper_bound(sums.begin(), sums.end() - 1, place) - sums.begin();
    interactions.user_slots.push_back(user);
    interactions.item_slots.push_back(static_cast<std::uint32_t>(item));
  }
  for (std::uint32_t user = 0; user < options.num_users; ++user) {
    interactions.users.add(std::int64_t{user});
    const auto end = std::upper_bound(users.begin(), users.end(), user) - users.begin();
    interactions.sequence_offsets.push_back(static_cast<std::uint64_t>(end));
  }
  for (std::uint32_t item = 0; item < options.num_items; ++item) {
    interactions.items.add(std::int64_t{item});
  }
}

struct TowerColumns {
  std::vector<std::int64_t> categories;  // [rows, 3]
  std::vector<float> numbers;            // [rows, 4]
};

// Back from what our towers read, without the rows for unknown and missing values.
TowerColumns columns_for_peers(const std::vector<EncodedColumn>& columns, std::size_t num_rows) {
  TowerColumns peers;
  for (std::size_t row = 0; row < num_rows; ++row) {
    for (std::size_t c = 0; c < kNumCategories; ++c) {
      const std::uint32_t encoded = std::get<RowColumn>(columns[1 + c]).rows[row];
      peers.categories.push_back(std::int64_t{encoded} - Vocabulary::kFirstKnownRow);
    }
    for (std::size_t n = 0; n < kNumNumbers; ++n) {
      const auto& dense = std::get<DenseColumn>(columns[1 + kNumCategories + n]);
      peers.numbers.push_back(dense.values[row * dense.dim]);
    }
  }
  return peers;
}

struct Clicks {
  std::vector<std::int64_t> users, items;
};

Clicks first_epoch(const TrainWorld& world) {
  TrainingSet examples(world.interactions, world.fitted, world.rules);
  examples.start_epoch(static_cast<std::uint64_t>(world.train.seed), 0);
  Clicks clicks;
  for (ExampleBatch batch; examples.next(batch);) {
    clicks.users.insert(clicks.users.end(), batch.states.user_slots.begin(),
                        batch.states.user_slots.end());
    clicks.items.insert(clicks.items.end(), batch.items.begin(), batch.items.end());
  }
  return clicks;
}

}  // namespace

Result<TrainWorld> make_click_world(const ClickWorldOptions& options) {
  TrainWorld world;
  draw_clicks(options, world.interactions);
  world.fitted.offsets = world.interactions.sequence_offsets;
  world.fitted.rows.resize(world.interactions.size());
  std::iota(world.fitted.rows.begin(), world.fitted.rows.end(), 0U);
  TWOTOWER_TRY(encode_side(draw_side(options.num_users, options.seed, RandomPurpose::kWorldUsers),
                           options.num_users, world.features.user, world.sides.user));
  TWOTOWER_TRY(encode_side(draw_side(options.num_items, options.seed, RandomPurpose::kWorldItems),
                           options.num_items, world.features.item, world.sides.item));
  world.towers.user.hidden = world.towers.item.hidden = {256, 128};
  world.towers.temperature = 0.05;
  world.train.batch_size = options.batch_size;
  world.train.seed = static_cast<std::int64_t>(options.seed);
  world.rules = {.examples = Examples::kLast,
                 .has_other_features = true,
                 .batch_size = static_cast<std::size_t>(options.batch_size)};
  return world;
}

Result<void> write_click_world(const TrainWorld& world, const std::string& path) {
  const Clicks clicks = first_epoch(world);
  const std::size_t num_users = world.interactions.users.size();
  const std::size_t num_items = world.interactions.items.size();
  const TowerColumns users = columns_for_peers(world.sides.user, num_users);
  const TowerColumns items = columns_for_peers(world.sides.item, num_items);
  std::vector<std::int64_t> counts(num_items, 0);
  for (const std::int64_t item : clicks.items) ++counts[static_cast<std::size_t>(item)];
  TWOTOWER_ASSIGN(
      TensorFileWriter file,
      TensorFileWriter::create(
          path, {tensor_info<std::int64_t>("users", {clicks.users.size()}),
                 tensor_info<std::int64_t>("items", {clicks.items.size()}),
                 tensor_info<std::int64_t>("item_counts", {num_items}),
                 tensor_info<std::int64_t>("user_categories", {num_users, kNumCategories}),
                 tensor_info<float>("user_numbers", {num_users, kNumNumbers}),
                 tensor_info<std::int64_t>("item_categories", {num_items, kNumCategories}),
                 tensor_info<float>("item_numbers", {num_items, kNumNumbers})}));
  TWOTOWER_TRY(file.append<std::int64_t>("users", clicks.users));
  TWOTOWER_TRY(file.append<std::int64_t>("items", clicks.items));
  TWOTOWER_TRY(file.append<std::int64_t>("item_counts", counts));
  TWOTOWER_TRY(file.append<std::int64_t>("user_categories", users.categories));
  TWOTOWER_TRY(file.append<float>("user_numbers", users.numbers));
  TWOTOWER_TRY(file.append<std::int64_t>("item_categories", items.categories));
  TWOTOWER_TRY(file.append<float>("item_numbers", items.numbers));
  return file.finish();
}

}  // namespace twotower::bench

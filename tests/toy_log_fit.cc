#include "tests/toy_log_fit.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/matrix_view.h"
#include "base/thread_pool.h"
#include "data/read_dataset.h"
#include "data/sequences.h"
#include "features/vocabulary.h"
#include "model/two_tower_model.h"
#include "prepare/encoded_dataset.h"
#include "train/schedule.h"
#include "train/trainer.h"
#include "train/training_set.h"

namespace twotower {
namespace {

// The log as a data set: a sequence for each user.
Dataset dataset_of(const ToyLog& log) {
  Dataset dataset;
  Interactions& interactions = dataset.interactions;
  for (std::size_t u = 0; u < log.num_users; ++u) {
    interactions.users.add(static_cast<std::int64_t>(u));
  }
  for (std::size_t i = 0; i < log.num_items; ++i) {
    interactions.items.add(static_cast<std::int64_t>(i));
  }
  std::vector<std::vector<std::uint32_t>> items_of_user(log.num_users);
  for (std::size_t r = 0; r < log.users.size(); ++r) {
    items_of_user[log.users[r]].push_back(log.items[r]);
  }
  for (std::uint32_t u = 0; u < log.num_users; ++u) {
    interactions.user_slots.insert(interactions.user_slots.end(), items_of_user[u].size(), u);
    interactions.item_slots.insert(interactions.item_slots.end(), items_of_user[u].begin(),
                                   items_of_user[u].end());
    interactions.sequence_offsets.push_back(interactions.size());
  }
  return dataset;
}

FeaturesOptions features_of(const ToyLog& log) {
  IdOptions id;
  id.dim = static_cast<std::int64_t>(log.num_items);
  return {.user = UserFeatures{{"user_id", id}},
          .item = ColumnFeatures{{"item_id", id}},
          .context = ColumnFeatures()};
}

// Sums the weights of both tables over steps.
class AverageOfTables {
 public:
  explicit AverageOfTables(const TwoTowerModel& model) {
    for (const auto& table : model.tables()) sums_.emplace_back(table.table.weights().size(), 0.0);
  }
  void add(const TwoTowerModel& model) {
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      const std::span<const float> weights = model.tables()[i].table.weights();
      for (std::size_t w = 0; w < weights.size(); ++w) sums_[i][w] += double{weights[w]};
    }
    ++num_steps_;
  }
  // Row of a table, of `dim` numbers.
  std::vector<double> row(std::size_t table, std::size_t row, std::size_t dim) const {
    std::vector<double> mean(sums_[table].begin() + static_cast<std::ptrdiff_t>(row * dim),
                             sums_[table].begin() + static_cast<std::ptrdiff_t>((row + 1) * dim));
    for (double& value : mean) value /= static_cast<double>(num_steps_);
    return mean;
  }

 private:
  std::vector<std::vector<double>> sums_;
  std::size_t num_steps_ = 0;
};

// Softmax over all items of the dot products, [users, items]. Tables are in the order of the model:
// item, user. `sides` tell the rows.
std::vector<double> predicted(const AverageOfTables& tables, const ToyLog& log,
                              const EncodedSides& sides) {
  const auto& user_rows = std::get<RowColumn>(sides.user[0]).rows;
  const auto& item_rows = std::get<RowColumn>(sides.item[0]).rows;
  const std::size_t dim = log.num_items;
  std::vector<double> result;
  for (std::size_t u = 0; u < log.num_users; ++u) {
    const std::vector<double> user = tables.row(1, user_rows[u], dim);
    std::vector<double> row;
    double sum = 0.0;
    for (std::size_t i = 0; i < log.num_items; ++i) {
      const std::vector<double> item = tables.row(0, item_rows[i], dim);
      double dot = 0.0;
      for (std::size_t c = 0; c < dim; ++c) dot += user[c] * item[c];
      row.push_back(std::exp(dot));
      sum += row.back();
    }
    for (const double value : row) result.push_back(value / sum);
  }
  return result;
}

}  // namespace

double distance_from_truth(const ToyLog& log, const ToyLogFit& fit) {
  const Dataset dataset = dataset_of(log);
  const Interactions& interactions = dataset.interactions;
  Sequences sequences = {.offsets = interactions.sequence_offsets, .rows = {}};
  for (std::uint64_t r = 0; r < interactions.size(); ++r) sequences.rows.push_back(r);
  auto encoded = encode_dataset(dataset, features_of(log), sequences);
  TWOTOWER_CHECK(encoded.ok());
  const TowerOptions towers = {.dim = static_cast<std::int64_t>(log.num_items),
                               .similarity = Similarity::kDot,
                               .temperature = 1.0,
                               .initial_deviation = 0.1};
  auto created = TwoTowerModel::create(towers, encoded.value().features);
  TWOTOWER_CHECK(created.ok());
  TwoTowerModel model = std::move(created).value();

  ThreadPool pool(1);
  Exec exec(pool, 0);
  model.initialize(exec, static_cast<std::uint64_t>(fit.seed));
  TrainingSet examples(
      interactions, sequences,
      {.has_other_features = true, .batch_size = static_cast<std::size_t>(fit.batch_size)});
  LazyAdamOptions adam;
  adam.learning_rate = fit.learning_rate;
  const TrainOptions options = {.table_optimizer = adam, .reduction_groups = 1, .seed = fit.seed};
  const LossOptions loss = fit.loss;
  const std::vector<std::uint32_t> item_counts = examples.item_counts();
  Trainer trainer(pool, model, encoded.value().sides, examples, {loss, fit.negatives, item_counts},
                  options);

  AverageOfTables average(model);
  examples.start_epoch(static_cast<std::uint64_t>(fit.seed), 0);
  const auto num_rows = static_cast<double>(examples.num_examples());
  ExampleBatch batch;
  double num_done = 0.0;
  while (examples.next(batch)) {
    const double progress = num_done / num_rows;
    trainer.step(batch, rate_factor(LinearScheduleOptions(), progress));
    num_done += static_cast<double>(batch.items.size());
    if (progress >= 0.5) average.add(model);
  }
  const std::vector<double> learned = predicted(average, log, encoded.value().sides);
  return total_variation(log.truth_matrix(), {learned.data(), log.num_users, log.num_items});
}

}  // namespace twotower

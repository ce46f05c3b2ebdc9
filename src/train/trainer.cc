#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/stopwatch.h"

namespace twotower {
namespace {

std::optional<double> decay_of(const AverageOptions& average) {
  const auto* ema = std::get_if<EmaOptions>(&average);
  return ema == nullptr ? std::nullopt : std::optional(ema->decay);
}

// Adds the time since it was made to `sum`.
class StageClock {
 public:
  explicit StageClock(double& sum) : sum_(sum) {}
  ~StageClock() { sum_ += watch_.seconds(); }
  StageClock(const StageClock&) = delete;
  StageClock& operator=(const StageClock&) = delete;

 private:
  double& sum_;
  Stopwatch watch_;
};

std::size_t scratch_floats(const TwoTowerModel& model, const TrainingSet& examples,
                           const Objective& objective) {
  const std::size_t slice = TwoTowerModel::max_slice_size(examples.max_group_size());
  return std::max({model.user_tower().scratch_floats(slice),
                   model.item_tower().scratch_floats(kTowerSliceRows), objective.scratch_floats()});
}

}  // namespace

Trainer::Trainer(ThreadPool& pool, TwoTowerModel& model, const EncodedSides& sides,
                 const TrainingSet& examples, const ObjectiveOptions& objective,
                 const TrainOptions& options)
    : pool_(pool),
      model_(model),
      sides_(sides),
      options_(options),
      batch_(model.new_batch()),
      user_workspace_(model.user_tower().plan(examples.max_rows(), examples.max_tokens())),
      objective_(make_objective(
          objective.loss, {.negatives = objective.negatives,
                           .towers = model.options(),
                           .item_counts = objective.item_counts,
                           .max_rows = examples.max_rows(),
                           .num_groups = static_cast<std::size_t>(options.reduction_groups)})),
      item_workspace_(model.item_tower().plan(objective_->max_items())),
      exec_(pool, scratch_floats(model, examples, *objective_)),
      tables_(model),
      groups_(model.parameters().layout(), static_cast<std::size_t>(options.reduction_groups)),
      gradients_(model.parameters().layout()),
      optimizer_(options.optimizer, model.parameters().all_values().size(),
                 decay_of(options.average)) {
  for (auto& table : model_.tables()) {
    table.table.start_training(options.table_optimizer, decay_of(options.average));
  }
}

std::size_t Trainer::bytes() const {
  std::size_t bytes =
      user_workspace_.bytes() + item_workspace_.bytes() + objective_->bytes(pool_.num_threads());
  bytes += (groups_.size() + 4) * gradients_.all_values().size() * sizeof(float);
  for (const auto& table : model_.tables()) bytes += 4 * table.table.weights().size_bytes();
  return bytes;
}

void Trainer::assemble(const ExampleBatch& batch, const TrainingStep& training) {
  objective_->make_list(batch, training, list_);
  for (UniqueRows& rows : batch_.tables) rows.clear();
  model_.set_items(sides_, list_.item_slots, &training, batch_);
  model_.set_users(sides_, batch.states, &training, batch_);
}

double Trainer::step(const ExampleBatch& batch, double rate_factor) {
  const TrainingStep training = {static_cast<std::uint64_t>(options_.seed), num_steps_};
  {
    const StageClock clock(seconds_.assemble);
    assemble(batch, training);
  }
  {
    const StageClock clock(seconds_.gather);
    tables_.gather(exec_, model_, batch_);
  }
  const TowerPass user_pass = {model_.parameters(), batch_.user, tables_.rows(), &training};
  const TowerPass item_pass = {model_.parameters(), batch_.item, tables_.rows(), &training};
  {
    const StageClock clock(seconds_.forward);
    model_.user_tower().forward(exec_, user_pass, user_workspace_);
    model_.item_tower().forward(exec_, item_pass, item_workspace_);
  }
  double loss = 0.0;
  {
    const StageClock clock(seconds_.loss);
    loss = objective_->compute(exec_, batch, user_workspace_.output({0, batch_.user.num_rows}),
                               item_workspace_.output({0, batch_.item.num_rows}), list_);
  }
  if (!std::isfinite(loss)) return loss;
  {
    const StageClock clock(seconds_.backward);
    model_.user_tower().backward(exec_, user_pass, objective_->grad_users(), user_workspace_,
                                 groups_);
    model_.item_tower().backward(exec_, item_pass, objective_->grad_items(), item_workspace_,
                                 groups_);
  }
  const StageClock clock(seconds_.update);
  ++num_steps_;
  groups_.move_sum_to(exec_, gradients_);
  optimizer_.update(exec_, model_.parameters().all_values(), gradients_.all_values(),
                    static_cast<float>(rate_factor));
  update_tables(user_pass, item_pass, static_cast<float>(rate_factor));
  return loss;
}

void Trainer::update_tables(const TowerPass& user_pass, const TowerPass& item_pass,
                            float rate_factor) {
  for (std::size_t i = 0; i < model_.tables().size(); ++i) {
    const MatrixView<float> grads = tables_.zeroed_grads(i);
    model_.item_tower().add_table_gradient(exec_, item_pass, i, item_workspace_, grads);
    model_.user_tower().add_table_gradient(exec_, user_pass, i, user_workspace_, grads);
    model_.tables()[i].table.update(exec_, batch_.tables[i].rows(), grads, rate_factor);
  }
}

void Trainer::swap_average() {
  optimizer_.swap_average(model_.parameters().all_values());
  for (auto& table : model_.tables()) table.table.swap_average(exec_);
}

Trainer::State Trainer::state() {
  State state;
  state.numbers = {num_steps_, optimizer_.num_updates()};
  state.floats.push_back(model_.parameters().all_values());
  for (const std::span<float> values : optimizer_.state()) state.floats.push_back(values);
  for (auto& [name, table] : model_.tables()) {
    state.numbers.push_back(table.num_updates());
    state.floats.push_back(table.weights());
    for (const std::span<float> values : table.training_state()) state.floats.push_back(values);
    state.counts.push_back(table.average_steps());
  }
  return state;
}

void Trainer::set_numbers(const std::vector<std::uint64_t>& numbers) {
  num_steps_ = numbers.at(0);
  optimizer_.set_num_updates(numbers.at(1));
  for (std::size_t i = 0; i < model_.tables().size(); ++i) {
    model_.tables()[i].table.set_num_updates(numbers.at(2 + i));
  }
}

}  // namespace twotower

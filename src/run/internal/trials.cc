#include "run/internal/trials.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages/decision_messages.h"
#include "base/messages/run_words.h"
#include "train/fit_model.h"

namespace twotower {
namespace {

constexpr double kShare = 0.25;   // of a training: attention learns late
constexpr double kMargin = 0.05;  // of what is clearly better
constexpr std::size_t kMinTargets = 100;

// A quarter of all; a part of one where that is less.
double epochs_of_trial(const PreparedData& data) {
  const double epochs = kShare * static_cast<double>(*data.config.train.epochs);
  return epochs < 1.0 ? epochs : std::round(epochs);
}

FitStage stage_of_trial(const PreparedData& data) {
  const double epochs = epochs_of_trial(data);
  FitStage stage;
  stage.epochs = static_cast<std::int64_t>(std::ceil(epochs));
  if (epochs < 1.0) {
    const auto rows = static_cast<double>(std::ranges::count(data.split.parts, Part::kTrain));
    const auto batch = static_cast<double>(*data.config.train.batch_size);
    const std::optional<std::int64_t>& epoch_steps = data.config.train.epoch_steps;
    const double steps = epoch_steps.has_value()
                             ? std::min(rows / batch, static_cast<double>(*epoch_steps))
                             : rows / batch;
    stage.max_steps = static_cast<std::uint64_t>(std::ceil(epochs * steps));
  }
  return stage;
}

// Tells of the steps of a trial as one length.
TrainingEvents trial_events(const TrainRequest& request, const Message& name, double epochs) {
  TrainingEvents told;
  if (!request.events.on_trial) return told;
  told.on_step = [&request, name, epochs](std::int64_t epoch, std::size_t done, std::size_t total,
                                          double /*loss*/) {
    const auto all = static_cast<std::size_t>(std::ceil(epochs * static_cast<double>(total)));
    const std::size_t so_far = static_cast<std::size_t>(epoch - 1) * total + done;
    request.events.on_trial(name, std::min(so_far, all), all);
  };
  return told;
}

// The metric on the validation part, of the scores that would be tested.
double value_of(const FittedModel& fitted) {
  const FittedRepeats& repeats = fitted.repeats;
  if (!repeats.metric.empty()) return repeats.term.is_on() ? repeats.with : repeats.without;
  return *fitted.reports[static_cast<std::size_t>(fitted.best_epoch - 1)].metric;
}

// One short training with `config` in place of the data's own; `name` is what is tried.
Result<double> try_config(ThreadPool& pool, const TrainRequest& request, const PreparedData& data,
                          const Config& config, const Message& name) {
  const FitStage stage = stage_of_trial(data);
  const FitInput input = {data.dataset, data.split, config, data.repeat, request.cancel};
  TWOTOWER_ASSIGN(const FittedModel fitted,
                  fit_model(pool, input, stage, nullptr, std::nullopt,
                            trial_events(request, name, epochs_of_trial(data))));
  const double value = value_of(fitted);
  if (request.events.on_trial_end) request.events.on_trial_end(value);
  return value;
}

// The first stays unless another is clearly better: what learns fast at first may be overtaken.
std::size_t best_of(const std::vector<double>& values) {
  const auto best = std::ranges::max_element(values);
  const bool is_clear = *best > (1.0 + kMargin) * values.front();
  return is_clear ? static_cast<std::size_t>(best - values.begin()) : 0;
}

// The metric with the chosen one.
Result<double> choose_history(ThreadPool& pool, const TrainRequest& request, PreparedData& data) {
  std::vector<double> values;
  std::vector<Message> trials;
  for (const SequenceOptions& history : data.open.histories) {
    Config config = data.config;
    replace_history(history, config);
    const Message name = history_message(history);
    TWOTOWER_ASSIGN(const double value, try_config(pool, request, data, config, name));
    values.push_back(value);
    trials.push_back(HistoryTrial(name, value));
  }
  const std::size_t best = best_of(values);
  const SequenceOptions& chosen = data.open.histories[best];
  const std::string& metric = data.config.train.early_stopping.metric;
  const Message name = history_message(chosen);
  set_history(chosen,
              best == 0 ? Message(HistoryStays(name, kMargin, metric, std::move(trials)))
                        : HistoryByTrials(name, metric, std::move(trials)),
              data.config, data.decisions);
  tell_decision(request.events, data.decisions, "features.user");
  return values[best];
}

// `with`: the metric of a trial of the config as it is, where there was one.
Result<void> choose_id_dropout(ThreadPool& pool, const TrainRequest& request,
                               std::optional<double> with, PreparedData& data) {
  const double dropped = *data.config.towers.id_dropout;
  if (!with.has_value()) {
    TWOTOWER_ASSIGN(with, try_config(pool, request, data, data.config, TrialIds(dropped)));
  }
  Config config = data.config;
  config.towers.id_dropout = 0.0;
  TWOTOWER_ASSIGN(const double without, try_config(pool, request, data, config, TrialIds(0.0)));
  const double chosen = best_of({*with, without}) == 0 ? dropped : 0.0;
  const std::string& metric = data.config.train.early_stopping.metric;
  set_id_dropout(chosen,
                 IdsDroppedByTrials(chosen, *data.open.new_items, metric, dropped, *with, without),
                 data.config, data.decisions);
  tell_decision(request.events, data.decisions, "towers.id_dropout");
  return {};
}

bool tries_histories(const PreparedData& data) {
  return data.open.histories.size() > 1;
}

}  // namespace

void tell_decision(const RunEvents& events, const std::vector<Decision>& decisions,
                   std::string_view key) {
  if (events.on_decision) {
    events.on_decision(*std::ranges::find(decisions, key, &Decision::key));
  }
}

double trial_rounds(const PreparedData& data) {
  if (!data.config.train.trials || data.repeat_share.num_rows < kMinTargets) return 0.0;
  std::size_t trials = tries_histories(data) ? data.open.histories.size() : 0;
  if (data.open.new_items.has_value()) trials += trials == 0 ? 2 : 1;
  return kShare * static_cast<double>(trials);
}

std::int64_t trial_epochs(const PreparedData& data) {
  return trial_rounds(data) > 0.0 ? stage_of_trial(data).epochs : 0;
}

Result<void> choose_by_trials(ThreadPool& pool, const TrainRequest& request, PreparedData& data) {
  std::optional<double> reached;
  if (tries_histories(data)) {
    TWOTOWER_ASSIGN(reached, choose_history(pool, request, data));
  }
  if (!data.open.new_items.has_value()) return {};
  return choose_id_dropout(pool, request, reached, data);
}

}  // namespace twotower

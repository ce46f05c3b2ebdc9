#include "run/internal/trials.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/messages/decision_messages.h"
#include "train/fit_model.h"

namespace twotower {
namespace {

constexpr double kShare = 0.25;  // of a training: attention learns late
constexpr double kClearlyBetter = 1.05;
constexpr std::size_t kMinTargets = 100;

// A quarter of the epochs; of one epoch, where that is less, as many steps.
FitStage first_epochs(const PreparedData& data) {
  const TrainOptions& train = data.config.train;
  const double epochs = kShare * static_cast<double>(*train.epochs);
  FitStage stage;
  stage.epochs = static_cast<std::int64_t>(std::max(1.0, std::round(epochs)));
  if (epochs < 1.0) {
    const auto rows = std::ranges::count(data.split.parts, Part::kTrain);
    const double steps =
        epochs * static_cast<double>(rows) / static_cast<double>(*train.batch_size);
    stage.max_steps = static_cast<std::uint64_t>(std::max(1.0, std::ceil(steps)));
  }
  return stage;
}

// Tells of the steps of a trial as one length.
TrainingEvents trial_events(const TrainRequest& request, const Message& name, std::int64_t epochs) {
  TrainingEvents told;
  if (!request.events.on_trial) return told;
  told.on_step = [&request, name, epochs](std::int64_t epoch, std::size_t done, std::size_t total,
                                          double /*loss*/) {
    request.events.on_trial(name, static_cast<std::size_t>(epoch - 1) * total + done,
                            static_cast<std::size_t>(epochs) * total);
  };
  return told;
}

// The metric on the validation part, of the scores that would be tested.
double value_of(const FittedModel& fitted) {
  const FittedRepeats& repeats = fitted.repeats;
  if (!repeats.metric.empty()) return repeats.term.is_on() ? repeats.with : repeats.without;
  return *fitted.reports[static_cast<std::size_t>(fitted.best_epoch - 1)].metric;
}

Result<double> try_history(ThreadPool& pool, const TrainRequest& request, const PreparedData& data,
                           const SequenceOptions& history) {
  Config config = data.config;
  replace_history(history, config);
  const FitStage stage = first_epochs(data);
  const FitInput input = {data.dataset, data.split, config, data.repeat, request.cancel};
  TWOTOWER_ASSIGN(const FittedModel fitted,
                  fit_model(pool, input, stage, nullptr, std::nullopt,
                            trial_events(request, history_message(history), stage.epochs)));
  const double value = value_of(fitted);
  if (request.events.on_trial_end) request.events.on_trial_end(value);
  return value;
}

// The first stays unless another is clearly better: what learns fast at first may be overtaken.
std::size_t best_of(const std::vector<double>& values) {
  const auto best = std::ranges::max_element(values);
  const bool is_clear = *best > kClearlyBetter * values.front();
  return is_clear ? static_cast<std::size_t>(best - values.begin()) : 0;
}

}  // namespace

double trial_rounds(const PreparedData& data) {
  const bool has_choice = data.config.train.trials && data.histories.size() > 1 &&
                          data.repeat_share.num_rows >= kMinTargets;
  return has_choice ? kShare * static_cast<double>(data.histories.size()) : 0.0;
}

Result<void> choose_history(ThreadPool& pool, const TrainRequest& request, PreparedData& data) {
  std::vector<double> values;
  std::vector<Message> trials;
  for (const SequenceOptions& history : data.histories) {
    TWOTOWER_ASSIGN(const double value, try_history(pool, request, data, history));
    values.push_back(value);
    trials.push_back(HistoryTrial(history_message(history), value));
  }
  const SequenceOptions& chosen = data.histories[best_of(values)];
  set_history(chosen,
              HistoryByTrials(history_message(chosen), data.config.train.early_stopping.metric,
                              std::move(trials)),
              data.config, data.decisions);
  return {};
}

}  // namespace twotower

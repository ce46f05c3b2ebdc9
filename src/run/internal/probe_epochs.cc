#include "run/internal/probe_epochs.h"

#include <algorithm>
#include <optional>

#include "base/stopwatch.h"

namespace twotower {
namespace {

constexpr std::uint64_t kProbeSteps = 200;
constexpr double kMaxEpochs = 100000.0;  // that the option allows

}  // namespace

double epoch_seconds(double examples, double step_seconds, double epoch_examples,
                     double validation_seconds) {
  return step_seconds * epoch_examples / examples + validation_seconds;
}

std::int64_t epochs_in(double seconds, const EpochProbe& probe) {
  const double left = seconds / (probe.is_twice ? 2.0 : 1.0) - probe.encoding_seconds;
  return static_cast<std::int64_t>(std::clamp(left / probe.epoch_seconds, 1.0, kMaxEpochs));
}

Result<EpochProbe> probe_epochs(ThreadPool& pool, const FitInput& input) {
  FitStage stage;
  stage.max_steps = kProbeSteps;
  std::size_t epoch_examples = 0;
  double validation_seconds = 0.0;
  Stopwatch since_step;
  TrainingEvents events;
  events.on_step = [&](std::int64_t, std::size_t, std::size_t total, double) {
    epoch_examples = total;
    since_step.restart();
  };
  events.on_epoch = [&](const EpochReport&, bool) { validation_seconds = since_step.seconds(); };
  TWOTOWER_ASSIGN(const FittedModel fitted,
                  fit_model(pool, input, stage, nullptr, std::nullopt, events));
  return EpochProbe{
      .encoding_seconds = fitted.encoding_seconds,
      .epoch_seconds = epoch_seconds(static_cast<double>(fitted.examples), fitted.training_seconds,
                                     static_cast<double>(epoch_examples), validation_seconds),
      .is_twice = input.config.train.refit};
}

}  // namespace twotower

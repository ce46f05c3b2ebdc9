#include "run/internal/probe_epochs.h"

#include <algorithm>
#include <optional>

#include "base/stopwatch.h"

namespace twotower {
namespace {

constexpr std::uint64_t kProbeSteps = 200;
constexpr double kMaxEpochs = 100000.0;  // that the option allows

// How many times the training rows all stages fit together.
double rounds_of(const FitInput& input) {
  const auto rows = [&](Part part) {
    return static_cast<double>(std::ranges::count(input.split.parts, part));
  };
  const double train = rows(Part::kTrain);
  double fitted = train;
  if (input.config.train.refit) fitted += train + rows(Part::kValidation);
  if (input.config.train.fit == FitRule::kAll) {
    fitted += static_cast<double>(input.split.parts.size());
  }
  return fitted / train;
}

}  // namespace

double epoch_seconds(double examples, double step_seconds, double epoch_examples,
                     double validation_seconds) {
  return step_seconds * epoch_examples / examples + validation_seconds;
}

std::int64_t epochs_in(double seconds, const EpochProbe& probe) {
  const double left = seconds / probe.rounds - probe.encoding_seconds;
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
      .rounds = rounds_of(input)};
}

}  // namespace twotower

#include "run/internal/probe_epochs.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/stopwatch.h"
#include "run/internal/run_time.h"

namespace twotower {
namespace {

constexpr std::uint64_t kProbeSteps = 100;
constexpr std::size_t kWarmSteps = 10;   // the first ones touch memory for the first time
constexpr double kMaxEpochs = 100000.0;  // that the option allows
constexpr std::int64_t kParts = 3;       // epochs of less than all rows: a best one among some
constexpr double kLeastSteps = 10.0;     // of such an epoch

}  // namespace

double least_seconds(const EpochProbe& probe, bool whole_only) {
  const double steps = std::min(kLeastSteps, probe.epoch_steps);
  const double parts = kParts * (steps * probe.step_seconds + probe.validation_seconds);
  return probe.rounds * (probe.encoding_seconds + (whole_only ? probe.epoch_seconds() : parts));
}

std::optional<TrainingLength> length_in(double seconds, const EpochProbe& probe, bool whole_only) {
  if (seconds < least_seconds(probe, whole_only)) return std::nullopt;
  const double left = seconds / probe.rounds - probe.encoding_seconds;
  const double epochs = left / probe.epoch_seconds();
  if (whole_only || epochs >= kParts) {
    return TrainingLength{static_cast<std::int64_t>(std::min(epochs, kMaxEpochs)), std::nullopt};
  }
  const double steps = (left / kParts - probe.validation_seconds) / probe.step_seconds;
  return TrainingLength{kParts, static_cast<std::int64_t>(std::min(steps, probe.epoch_steps))};
}

Result<EpochProbe> probe_epochs(ThreadPool& pool, const FitInput& input, FittedModel* kept) {
  FitStage stage;
  stage.max_steps = kProbeSteps;
  stage.keeps_best = false;  // of one epoch; a run keeps them on disk
  std::size_t epoch_examples = 0;
  std::size_t num_steps = 0;
  double warm_seconds = 0.0;
  double validation_seconds = 0.0;
  Stopwatch since_step, since_warm;
  TrainingEvents events;
  events.on_step = [&](std::int64_t, std::size_t, std::size_t total, double) {
    epoch_examples = total;
    if (++num_steps == kWarmSteps) since_warm.restart();
    warm_seconds = since_warm.seconds();
    since_step.restart();
  };
  events.on_epoch = [&](const EpochReport&, bool) { validation_seconds = since_step.seconds(); };
  TWOTOWER_ASSIGN(FittedModel fitted, fit_model(pool, input, stage, nullptr, std::nullopt, events));
  const double step_seconds = num_steps > kWarmSteps
                                  ? warm_seconds / static_cast<double>(num_steps - kWarmSteps)
                                  : fitted.training_seconds / static_cast<double>(num_steps);
  const double examples_of_step =
      static_cast<double>(fitted.examples) / static_cast<double>(num_steps);
  const EpochProbe probe = {.encoding_seconds = fitted.encoding_seconds,
                            .step_seconds = step_seconds,
                            .epoch_steps = static_cast<double>(epoch_examples) / examples_of_step,
                            .validation_seconds = validation_seconds,
                            .rounds = 1.0 + later_rounds(input, 0)};
  if (kept != nullptr) *kept = std::move(fitted);
  return probe;
}

}  // namespace twotower

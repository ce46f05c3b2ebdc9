#include "run/internal/run_time.h"

#include <algorithm>

namespace twotower {
namespace {

double rows_of(const FitInput& input, Part part) {
  return static_cast<double>(std::ranges::count(input.split.parts, part));
}

}  // namespace

double later_rounds(const FitInput& input, std::int64_t stage) {
  const double train = rows_of(input, Part::kTrain);
  const double with_validation = train + rows_of(input, Part::kValidation);
  double later = 0.0;
  if (stage == 0 && input.config.train.refit) later += with_validation;
  if (input.config.train.fit == FitRule::kAll) {
    later += static_cast<double>(input.split.parts.size());
  }
  return later / (stage == 0 ? train : with_validation);
}

double run_seconds(const FitInput& input, const RunTime& time) {
  const auto epochs = static_cast<double>(time.epochs);
  const double to_come = epochs - time.epochs_done;
  const double further = later_rounds(input, time.stage) + time.trial_rounds;
  const double validations = to_come + epochs * time.trial_rounds;
  const double test_share =
      rows_of(input, Part::kTest) / std::max(rows_of(input, Part::kValidation), 1.0);
  return time.before + time.encoding * further + time.steps * (to_come + epochs * further) +
         time.validation * (validations + test_share) + time.baseline + time.saving;
}

}  // namespace twotower

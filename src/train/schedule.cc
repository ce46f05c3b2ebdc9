#include "train/schedule.h"

#include <cmath>
#include <numbers>
#include <variant>

namespace twotower {
namespace {

// `rest` goes from 1 after the warm-up to 0 at the end.
double decayed(const ConstantScheduleOptions& /*options*/, double /*rest*/) {
  return 1.0;
}
double decayed(const LinearScheduleOptions& options, double rest) {
  return options.end + (1.0 - options.end) * rest;
}
double decayed(const CosineScheduleOptions& options, double rest) {
  const double wave = 0.5 * (1.0 - std::cos(std::numbers::pi * rest));
  return options.end + (1.0 - options.end) * wave;
}

}  // namespace

double rate_factor(const ScheduleOptions& schedule, double progress) {
  return std::visit(
      [&](const auto& options) {
        if (progress < options.warmup) return progress / options.warmup;
        return decayed(options, (1.0 - progress) / (1.0 - options.warmup));
      },
      schedule);
}

}  // namespace twotower

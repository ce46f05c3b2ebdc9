#include "eval/verdict.h"

#include <fmt/core.h>

#include <cmath>

namespace twotower {
namespace {

// Whole per cent; "+" where a sign is wanted. Never "-0".
std::string percent(double share, bool with_sign) {
  if (std::isinf(share)) return "infinitely many";
  const auto whole = static_cast<long>(std::lround(100.0 * share));
  return with_sign ? fmt::format("{:+}", whole) : fmt::format("{}", whole);
}

std::string text_of(const Verdict& verdict) {
  if (!verdict.interval) {
    return fmt::format(
        "NOT better than item-kNN as far as can be told: {} %, but fewer than {} "
        "test users.",
        percent(verdict.gain, true), kMinUsersForInterval);
  }
  const std::string range = fmt::format("95 %: {}..{}", percent(verdict.interval->low, false),
                                        percent(verdict.interval->high, false));
  if (verdict.is_better) {
    return fmt::format("{} % better than item-kNN ({}). Worth an A/B test.",
                       percent(verdict.gain, false), range);
  }
  return fmt::format("NOT better than item-kNN ({} %, {}).", percent(verdict.gain, true), range);
}

}  // namespace

Verdict compare_with_item_knn(const Resampled& model, const Resampled& item_knn) {
  const Resampled quotient = ratio(model, item_knn);
  Verdict verdict = {.gain = quotient.value - 1.0};
  if (const auto interval = quotient.interval()) {
    verdict.interval = Interval{interval->low - 1.0, interval->high - 1.0};
    verdict.is_better = verdict.interval->low > 0.0;
  }
  verdict.text = text_of(verdict);
  return verdict;
}

}  // namespace twotower

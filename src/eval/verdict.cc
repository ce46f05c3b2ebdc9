#include "eval/verdict.h"

#include <fmt/core.h>

#include <cmath>
#include <string_view>

namespace twotower {
namespace {

// Whole per cent; "+" where a sign is wanted. Never "-0".
std::string percent(double share, bool with_sign) {
  if (std::isinf(share)) return "infinitely many";
  const auto whole = static_cast<long>(std::lround(100.0 * share));
  return with_sign ? fmt::format("{:+}", whole) : fmt::format("{}", whole);
}

std::string_view name_of(Rival rival) {
  return rival == Rival::kItemKnn ? "item-kNN" : "popularity";
}

std::string text_of(const Verdict& verdict) {
  const std::string_view rival = name_of(verdict.rival);
  if (!verdict.interval) {
    return fmt::format(
        "NOT better than {} as far as can be told: {} %, but fewer than {} test users.", rival,
        percent(verdict.gain, true), kMinUsersForInterval);
  }
  const std::string range = fmt::format("95 %: {}..{}", percent(verdict.interval->low, false),
                                        percent(verdict.interval->high, false));
  if (verdict.is_better) {
    return fmt::format("{} % better than {} ({}). Worth an A/B test.", percent(verdict.gain, false),
                       rival, range);
  }
  return fmt::format("NOT better than {} ({} %, {}).", rival, percent(verdict.gain, true), range);
}

Verdict compare(const Resampled& model, const Resampled& baseline, Rival rival) {
  const Resampled quotient = ratio(model, baseline);
  Verdict verdict = {.rival = rival, .gain = quotient.value - 1.0};
  if (const auto interval = quotient.interval()) {
    verdict.interval = Interval{interval->low - 1.0, interval->high - 1.0};
    verdict.is_better = verdict.interval->low > 0.0;
  }
  return verdict;
}

}  // namespace

Verdict compare_with_baselines(const Resampled& model, const Resampled& item_knn,
                               const Resampled& popularity) {
  Verdict verdict = compare(model, item_knn, Rival::kItemKnn);
  const bool beats_item_knn = verdict.is_better;
  if (popularity.value > item_knn.value) verdict = compare(model, popularity, Rival::kPopularity);
  verdict.is_better_than_item_knn = beats_item_knn;
  verdict.text = text_of(verdict);
  return verdict;
}

}  // namespace twotower

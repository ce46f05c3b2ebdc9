#include "eval/verdict.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace twotower {
namespace {

// Whole per cent; "+" where a sign is wanted. Never "-0".
std::string percent(double share, bool with_sign) {
  if (std::isinf(share)) return "infinitely many";
  const auto whole = static_cast<long>(std::lround(100.0 * share));
  return with_sign ? fmt::format("{:+}", whole) : fmt::format("{}", whole);
}

std::string_view name_of(Rival rival) {
  switch (rival) {
    case Rival::kItemKnn: return "item-kNN";
    case Rival::kPopularity: return "popularity";
    case Rival::kUserPopularity: return "user popularity";
  }
  TWOTOWER_CHECK(false);
}

std::string text_of(const Verdict& verdict) {
  const std::string than =
      fmt::format("better than {} in {}", name_of(verdict.rival), to_string(verdict.metric));
  if (!verdict.interval) {
    return fmt::format("NOT {} as far as can be told: {} %, but fewer than {} test users.", than,
                       percent(verdict.gain, true), kMinUsersForInterval);
  }
  const std::string range = fmt::format("95 %: {}..{}", percent(verdict.interval->low, false),
                                        percent(verdict.interval->high, false));
  if (verdict.is_better) {
    return fmt::format("{} % {} ({}). Worth an A/B test.", percent(verdict.gain, false), than,
                       range);
  }
  return fmt::format("NOT {} ({} %, {}).", than, percent(verdict.gain, true), range);
}

Verdict compare(const Resampled& model, const RivalFigure& baseline) {
  const Resampled quotient = ratio(model, baseline.figure);
  Verdict verdict = {.rival = baseline.rival, .gain = quotient.value - 1.0};
  if (const auto interval = quotient.interval()) {
    verdict.interval = Interval{interval->low - 1.0, interval->high - 1.0};
    verdict.is_better = verdict.interval->low > 0.0;
  }
  return verdict;
}

}  // namespace

std::string_view to_string(Rival rival) {
  switch (rival) {
    case Rival::kItemKnn: return "item_knn";
    case Rival::kPopularity: return "popularity";
    case Rival::kUserPopularity: return "user_popularity";
  }
  TWOTOWER_CHECK(false);
}

Verdict compare_with_baselines(const Metric& metric, const Resampled& model,
                               std::span<const RivalFigure> rivals) {
  const auto item_knn = std::ranges::find(rivals, Rival::kItemKnn, &RivalFigure::rival);
  TWOTOWER_CHECK(item_knn != rivals.end());
  const auto strongest = std::ranges::max_element(
      rivals, {}, [](const RivalFigure& rival) { return rival.figure.value; });
  Verdict verdict = compare(model, *strongest);
  verdict.is_better_than_item_knn = compare(model, *item_knn).is_better;
  verdict.metric = metric;
  verdict.text = text_of(verdict);
  return verdict;
}

}  // namespace twotower

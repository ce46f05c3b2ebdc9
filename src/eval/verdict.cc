#include "eval/verdict.h"

#include <algorithm>

#include "base/check.h"
#include "base/messages/test_messages.h"

namespace twotower {
namespace {

Message message_of(const Verdict& verdict) {
  const Message rival = message_of(verdict.rival);
  const std::string metric = to_string(verdict.metric);
  if (!verdict.interval) return VerdictOpen{rival, metric, verdict.gain, kMinUsersForInterval};
  const auto [low, high] = *verdict.interval;
  if (verdict.is_better) return VerdictBetter{verdict.gain, rival, metric, low, high};
  return VerdictNotBetter{rival, metric, verdict.gain, low, high};
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

Message message_of(Rival rival) {
  switch (rival) {
    case Rival::kItemKnn: return RivalItemKnn();
    case Rival::kPopularity: return RivalPopularity();
    case Rival::kUserPopularity: return RivalUserPopularity();
  }
  TWOTOWER_CHECK(false);
}

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
  verdict.message = message_of(verdict);
  return verdict;
}

}  // namespace twotower

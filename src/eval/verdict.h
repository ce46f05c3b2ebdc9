#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/messages/message.h"
#include "eval/bootstrap.h"
#include "eval/metrics.h"

namespace twotower {

// A baseline that a model has to beat.
enum class Rival { kItemKnn, kPopularity, kUserPopularity };

// Its name in tables of results and JSON: "item_knn".
std::string_view to_string(Rival rival);
// What sentences call it.
Message message_of(Rival rival);

// Whether a model beats the strongest baseline, as far as the test users can tell.
struct Verdict {
  Rival rival = Rival::kItemKnn;
  bool is_better = false;  // the gain's lower bound is above 0; false with too few users
  bool is_better_than_item_knn = false;  // the same, whoever the rival is
  Metric metric;                         // that was compared
  double gain = 0.0;                     // its value / that of the rival - 1; may be infinite
  std::optional<Interval> interval;      // of the gain, 95 %
  Message message;                       // "31 % better than item-kNN in recall@10 (95 %: 28..34)."
};

struct RivalFigure {
  Rival rival;
  const Resampled& figure;
};

// All are of one metric, resampled with the same users. Of rivals that are equal the first one
// counts.
//   rivals  at least one, item-kNN among them
Verdict compare_with_baselines(const Metric& metric, const Resampled& model,
                               std::span<const RivalFigure> rivals);

}  // namespace twotower

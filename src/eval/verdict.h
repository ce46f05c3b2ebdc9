#pragma once

#include <optional>
#include <string>

#include "eval/bootstrap.h"

namespace twotower {

enum class Rival { kItemKnn, kPopularity };

// Whether a model beats the stronger one of item-kNN and popularity, as far as the test users can
// tell.
struct Verdict {
  Rival rival = Rival::kItemKnn;
  bool is_better = false;  // the gain's lower bound is above 0; false with too few users
  bool is_better_than_item_knn = false;  // the same, whoever the rival is
  double gain = 0.0;                     // recall@10 / that of the rival - 1; may be infinite
  std::optional<Interval> interval;      // of the gain, 95 %
  std::string text;  // "31 % better than item-kNN (95 %: 28..34). Worth an A/B test."
};

// All are recall@10, resampled with the same users.
Verdict compare_with_baselines(const Resampled& model, const Resampled& item_knn,
                               const Resampled& popularity);

}  // namespace twotower

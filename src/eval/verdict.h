#pragma once

#include <optional>
#include <string>

#include "eval/bootstrap.h"

namespace twotower {

// Whether a model beats item-kNN, as far as the test users can tell.
struct Verdict {
  bool is_better = false;  // the gain's lower bound is above 0; false with too few users
  double gain = 0.0;       // recall@10 of the model / that of item-kNN - 1; may be infinite
  std::optional<Interval> interval;  // of the gain, 95 %
  std::string text;  // "31 % better than item-kNN (95 %: 28..34). Worth an A/B test."
};

// Both are recall@10, resampled with the same users.
Verdict compare_with_item_knn(const Resampled& model, const Resampled& item_knn);

}  // namespace twotower

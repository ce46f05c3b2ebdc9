#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "eval/bootstrap.h"

namespace twotower {

// A baseline that a model has to beat.
enum class Rival { kItemKnn, kPopularity, kUserPopularity };

// Its name in tables of results and JSON: "item_knn".
std::string_view to_string(Rival rival);

// Whether a model beats the strongest baseline, as far as the test users can tell.
struct Verdict {
  Rival rival = Rival::kItemKnn;
  bool is_better = false;  // the gain's lower bound is above 0; false with too few users
  bool is_better_than_item_knn = false;  // the same, whoever the rival is
  double gain = 0.0;                     // recall@10 / that of the rival - 1; may be infinite
  std::optional<Interval> interval;      // of the gain, 95 %
  std::string text;  // "31 % better than item-kNN (95 %: 28..34). Worth an A/B test."
};

struct RivalFigure {
  Rival rival;
  const Resampled& figure;
};

// All are recall@10, resampled with the same users. Of rivals that are equal the first one counts.
//   rivals  at least one, item-kNN among them
Verdict compare_with_baselines(const Resampled& model, std::span<const RivalFigure> rivals);

}  // namespace twotower

#pragma once

#include <array>
#include <string_view>

#include "messages/language.h"

namespace twotower {

// The sentences of the chapters in one language, as Wording has those of the story.
struct ChapterWording {
  std::string_view why_opening;
  std::string_view trained_label, trained_two, one_label, trained_one;
  std::string_view next_order_label, next_order;
  std::string_view small_label, small;
  std::string_view many_label, many_two, many_one;
  std::string_view rank_label, rank;
  std::string_view why_closing;

  std::string_view sparse_opening, sparse_data;
  std::array<std::string_view, 4> sparse_steps;  // as kSparseSteps
  std::string_view sparse_line, sparse_bounds_label, sparse_bounds, sparse_closing;
};

const ChapterWording& chapter_wording_of(Language language);

}  // namespace twotower

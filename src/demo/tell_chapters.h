#pragma once

#include <string>

#include "demo/sparse_chapter.h"
#include "demo/why_chapter.h"
#include "messages/language.h"
#include "synth/pizza_options.h"

namespace twotower {

// The chapters in the form of the story: an opening, numbered lines, one sentence at the end.
std::string tell_why(const WhyChapter& why, const PizzaOptions& shop, Language language);
std::string tell_sparse(const SparseChapter& sparse, Language language);

}  // namespace twotower

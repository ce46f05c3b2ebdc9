#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "bundle/bundle.h"
#include "serve/recommendations.h"

namespace twotower {

// The items that have a label: what answers show first of an item, where that is a text.
struct LabelledItems {
  std::vector<Id> ids;    // at most a few
  std::size_t count = 0;  // all
};

// Of each label, the items of this generation that have it. Reads the column of labels once.
std::vector<LabelledItems> items_labelled(const Bundle& bundle,
                                          std::span<const std::string> labels);

}  // namespace twotower

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
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

// Labels that `text`, which is none, may mean, the most likely first, at most a few: those that
// differ in case, that begin with it, or are a few letters away. None for what looks like an id: a
// word of ASCII that begins no label. Reads the column of labels once.
std::vector<std::string> near_labels(const Bundle& bundle, std::string_view text);

}  // namespace twotower

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/option_tree.h"
#include "features/fitted_feature.h"

namespace twotower {

// A ready embedding, of an image or a text, say: a column of lists of numbers, or a text of numbers
// with a separator. Encoded as those numbers and one more, 1 if the vector is missing (then the
// others are 0). All vectors are as long as the first one of training.
struct VectorOptions {
  static constexpr std::string_view kKind = "vector";
  std::string column;
  std::string separator = ",";
  bool unit_length = true;

  static void visit_options(auto& self, auto&& visit) {
    visit("column", self.column, "Column of the table; empty: the feature's name.");
    visit("separator", self.separator, "Between the numbers of a text; not used for lists.");
    visit("unit_length", self.unit_length, "Scales every vector to length 1; zeros stay zeros.");
  }

  // fit() fails with kRequestWrongFeature for what is no vector, and looks no further than the
  // first one; load() with kBundleCorrupt where the state has no length.
  Result<std::unique_ptr<FittedFeature>> fit(const FeatureTraining& training) const;
  Result<std::unique_ptr<FittedFeature>> load(const FeatureState& state) const;
};

}  // namespace twotower

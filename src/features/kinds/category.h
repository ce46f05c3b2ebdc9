#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/option_tree.h"
#include "features/fitted_feature.h"

namespace twotower {

// One of a set of values, integers or texts, each with a vector of its own. Encoded as a row: 0 for
// a value that training did not see, 1 for a missing one.
struct CategoryOptions {
  static constexpr std::string_view kKind = "category";
  std::string column;
  std::int64_t dim = 16;
  std::int64_t min_count = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit("column", self.column, "Column of the table; empty: the feature's name.");
    visit("dim", self.dim, "Length of the vectors.", between(1, 4096));
    visit("min_count", self.min_count,
          "Values that training has fewer times use the vector of unknown values.", at_least(1));
  }

  Result<std::unique_ptr<FittedFeature>> fit(const FeatureTraining& training) const;
  Result<std::unique_ptr<FittedFeature>> load(const FeatureState& state) const;
};

// The id of the user or item itself, unless `column` names another one. A history shares the table
// of the item side's id.
struct IdOptions : CategoryOptions {
  static constexpr std::string_view kKind = "id";
  IdOptions() { dim = 64; }
};

}  // namespace twotower

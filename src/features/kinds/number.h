#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/option_tree.h"
#include "features/fitted_feature.h"

namespace twotower {

// A number. Without buckets it is standardised by the mean and deviation of training and clipped to
// +-8 deviations: two floats, the value (0 if missing) and 1 if it is missing. With buckets it is
// the row of its quantile: 0 if missing, 1 to buckets.
struct NumberOptions {
  static constexpr std::string_view kKind = "number";
  std::string column;
  std::int64_t buckets = 0;
  std::int64_t dim = 8;

  static void visit_options(auto& self, auto&& visit) {
    visit("column", self.column, "Column of the table; empty: the feature's name.");
    visit("buckets", self.buckets,
          "0: one standardised number. Otherwise the number of buckets with equally many training "
          "values, each with an embedding.",
          between(0, 65536));
    visit("dim", self.dim, "Dimension of the embeddings of buckets.", between(1, 4096));
  }

  // fit() fails with kRequestWrongFeature for lists and for what is not a finite number; load()
  // with kBundleCorrupt where the state is not what these options remember.
  Result<std::unique_ptr<FittedFeature>> fit(const FeatureTraining& training) const;
  Result<std::unique_ptr<FittedFeature>> load(const FeatureState& state) const;
};

}  // namespace twotower

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/option_tree.h"
#include "features/fitted_feature.h"
#include "features/number_text.h"

namespace twotower {

// A number. Without buckets it is standardised by the mean and deviation of training and clipped to
// +-8 deviations: two floats, the value (0 if missing) and 1 if it is missing. With buckets it is
// the row of its quantile: 0 if missing, 1 to buckets. A text is read as number_in() reads it;
// where all values of training were 0 and 1, words of yes and no are such values, too.
struct NumberOptions {
  static constexpr std::string_view kKind = "number";
  std::string column;
  std::int64_t buckets = 0;
  std::int64_t dim = 8;
  DecimalMark decimal = DecimalMark::kPoint;

  static void visit_options(auto& self, auto&& visit) {
    visit("column", self.column, "Column of the table; empty: the feature's name.");
    visit("buckets", self.buckets,
          "0: one standardised number. Otherwise the number of buckets with equally many training "
          "values, each with an embedding.",
          between(0, 65536));
    visit("dim", self.dim, "Dimension of the embeddings of buckets.", between(1, 4096));
    visit("decimal", self.decimal,
          "Decimal mark of numbers that are texts. point: 1,234.50 is 1234.5; comma: 1.234,50 is. "
          "Units of money and % are no part of a number.");
  }

  // fit() fails with kRequestWrongFeature for lists and for what is not a finite number; load()
  // with kBundleCorrupt where the state is not what these options remember.
  Result<std::unique_ptr<FittedFeature>> fit(const FeatureTraining& training) const;
  Result<std::unique_ptr<FittedFeature>> load(const FeatureState& state) const;
};

}  // namespace twotower

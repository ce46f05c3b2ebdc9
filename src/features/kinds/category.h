#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/option_tree.h"
#include "features/fitted_feature.h"

namespace twotower {

// What kinds with a vector for each known value have in common.
struct VocabularyOptions {
  std::string column;
  std::int64_t dim = 16;
  std::int64_t min_count = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit("column", self.column, "Column of the table; empty: the feature's name.");
    visit("dim", self.dim, "Dimension of the embeddings.", between(1, 4096));
    visit("min_count", self.min_count,
          "Values that occur fewer times in training use the embedding of unknown values.",
          at_least(1));
  }
};

// One of a set of values, integers or texts, each with a vector of its own. Encoded as a row: 0 for
// a value that training did not see, 1 for a missing one.
//
// Where training has a text with the separator, all values are paths of a hierarchy, and each is
// encoded as the bag of its levels: clothes/tops/t-shirt as clothes, clothes/tops and
// clothes/tops/t-shirt, each with a vector of its own, whose mean is taken. Levels that training
// did not see are left out, so that an unseen leaf is what its known parents are; a path of unseen
// levels alone is unknown. Blanks around a level are no part of it, empty levels are none, and a
// path without levels is missing.
struct CategoryOptions : VocabularyOptions {
  static constexpr std::string_view kKind = "category";
  std::string separator = "/";

  static void visit_options(auto& self, auto&& visit) {
    VocabularyOptions::visit_options(self, visit);
    visit("separator", self.separator,
          "Separates the levels of a hierarchy, as in clothes/tops/t-shirt: every level has an "
          "embedding, and they are averaged. Empty: values are never split.");
  }

  // fit() fails with kRequestWrongFeature for a column of lists; load() with kBundleCorrupt where
  // the state has no vocabulary, or another separator than these options.
  Result<std::unique_ptr<FittedFeature>> fit(const FeatureTraining& training) const;
  Result<std::unique_ptr<FittedFeature>> load(const FeatureState& state) const;
};

// The id of the user or item itself, unless `column` names another one. Encoded as a row, like a
// category that is never cut. A history shares the table of the item side's id.
struct IdOptions : VocabularyOptions {
  static constexpr std::string_view kKind = "id";
  IdOptions() { dim = 64; }

  // fit() fails with kRequestWrongFeature for a column of lists; load() with kBundleCorrupt where
  // the state has no vocabulary.
  Result<std::unique_ptr<FittedFeature>> fit(const FeatureTraining& training) const;
  Result<std::unique_ptr<FittedFeature>> load(const FeatureState& state) const;
};

}  // namespace twotower

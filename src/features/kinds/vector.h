#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/option_tree.h"
#include "features/fitted_feature.h"

namespace twotower {

// The most that a number of a vector may be once it is encoded, so that no sum of products
// overflows.
inline constexpr double kMaxVectorNumber = 1e16;

// What becomes of a vector that is missing.
enum class MissingVector {
  kMark,    // zeros, and a number more says so
  kZeros,   // zeros, as a vector of zeros that is given
  kRefuse,  // an error where an item has none; else kZeros
};
constexpr auto option_names(MissingVector) {
  return std::array<std::string_view, 3>{"mark", "zeros", "refuse"};
}

// A ready embedding, of an image or a text, say: a column of lists of numbers, or a text of numbers
// with a separator. Encoded as those numbers and, with MissingVector::kMark, one more, 1 if the
// vector is missing (then the others are 0). All vectors are as long as the first one of training.
struct VectorOptions {
  static constexpr std::string_view kKind = "vector";
  std::string column;
  std::string separator = ",";
  bool unit_length = true;
  MissingVector missing = MissingVector::kMark;

  static void visit_options(auto& self, auto&& visit) {
    visit("column", self.column, "Column of the table; empty: the feature's name.");
    visit("separator", self.separator, "Separates the numbers of a text; not used for lists.");
    visit("unit_length", self.unit_length,
          "Scales every vector to length 1; zero vectors stay zero.");
    visit("missing", self.missing,
          "What stands for a missing vector. mark: zeros, and one more input says whether the "
          "vector is missing. zeros: zeros alone. refuse: an item without a vector is an error; "
          "for features.item.");
  }

  // fit() fails with kRequestWrongFeature for what is not a vector, and looks no further than the
  // first one, as encode() does for one of another length or with a number that is not finite or,
  // encoded, beyond kMaxVectorNumber, and fit() where there is no vector but kMark; load() with
  // kBundleCorrupt where the state has no length.
  Result<std::unique_ptr<FittedFeature>> fit(const FeatureTraining& training) const;
  Result<std::unique_ptr<FittedFeature>> load(const FeatureState& state) const;
};

// The numbers of a text, NaN and infinite ones too; nothing if a part of it is none. An empty
// separator: the text is one number. A list that was written as a text ([0.1, 0.2], [0.1 0.2])
// needs no separator. Thread-safe.
std::optional<std::vector<double>> parse_vector(std::string_view text, std::string_view separator);

}  // namespace twotower

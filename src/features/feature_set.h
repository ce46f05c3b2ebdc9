#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "features/feature_options.h"
#include "features/fitted_feature.h"

namespace twotower {

// Gives the raw column of a name, or null if there is none. The empty name stands for the ids of
// the users or items themselves.
using ColumnSource = std::function<const RawColumn*(const std::string&)>;

// The fitted column features of users, items or contexts. One function encodes for training and
// serving. Const after it is made, so thread-safe. Movable.
class FeatureSet {
 public:
  struct Feature {
    std::string name;
    ColumnFeatureOptions options;
    std::shared_ptr<const FittedFeature> fitted;

    // The column that it reads.
    const std::string& column() const;
  };

  // Fits every feature on what training sees: these rows of the columns of `source`, each once.
  //   row_counts  [rows] interactions of each; empty: 1
  // Fails with kDataMissingColumn, and as fit() of the kinds does.
  static Result<FeatureSet> fit(const ColumnFeatures& options, const ColumnSource& source,
                                const std::vector<std::uint64_t>& rows,
                                std::span<const std::uint32_t> row_counts = {});

  // From what state() of every feature gave, in order. Fails as load() of the kinds does, and with
  // kBundleCorrupt for another number of states.
  static Result<FeatureSet> load(const ColumnFeatures& options,
                                 const std::vector<FeatureState>& states);

  const std::vector<Feature>& features() const { return features_; }

  // One encoded column a feature, of num_rows rows. A column that `source` lacks is missing in
  // every row. Fails as FittedFeature::encode() does, and with kRequestWrongFeature for a missing
  // value of a feature that needs one.
  Result<std::vector<EncodedColumn>> encode(const ColumnSource& source, std::size_t num_rows) const;

 private:
  std::vector<Feature> features_;
};

// Between the tags of the texts of a column, where a feature reads it as tags; else nothing.
std::optional<std::string> tag_separator(const FeatureSet& features, const std::string& column);

// Of the numbers that stand as texts in a column, where a feature reads it as numbers; else
// nothing.
std::optional<DecimalMark> decimal_mark(const FeatureSet& features, const std::string& column);

// A text column of num_rows missing values.
RawColumn missing_column(std::size_t num_rows);

}  // namespace twotower

#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "base/result.h"
#include "features/columns.h"
#include "features/raw_column.h"

namespace twotower {

// What a feature is fitted on.
struct FeatureTraining {
  const std::string& name;                    // of the feature, for messages
  const RawColumn& column;                    // the rows that training sees, each once
  std::span<const std::uint32_t> row_counts;  // [rows] interactions of each; empty: 1
};

// What a fitted feature must remember, by name: vocabularies, means, bounds. Kept in the bundle.
using FeatureState = std::map<std::string, RawColumn>;

// A feature after it has seen the training rows: turns raw values into an encoded column. Const, so
// thread-safe. encode() treats every row alone: a column gives what its rows give one by one, so
// that training (columns) and serving (one row) agree.
class FittedFeature {
 public:
  virtual ~FittedFeature() = default;

  virtual ColumnForm form() const = 0;

  // Any type of column that can be read as what the feature was fitted on is accepted; else fails
  // with kRequestWrongFeature naming `name`. Missing and unseen values are values.
  virtual Result<EncodedColumn> encode(const RawColumn& raw, const std::string& name) const = 0;

  // Whether the only row of a column that it encoded is a value that training did not see; false
  // for what has no such values, as numbers.
  virtual bool is_unknown(const EncodedColumn& /*row*/) const { return false; }

  // Whether that row has nothing else than values that training did not see.
  virtual bool is_all_unknown(const EncodedColumn& row) const { return is_unknown(row); }

  // Whether it knows values by their texts, and no integers.
  virtual bool knows_texts() const { return false; }

  // Whether items must have a value: FeatureSet::encode() then refuses a missing one.
  virtual bool needs_value() const { return false; }

  virtual FeatureState state() const = 0;
};

}  // namespace twotower

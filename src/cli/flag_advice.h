#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "features/condition.h"
#include "features/feature_set.h"
#include "features/raw_column.h"
#include "serve/recommender.h"

namespace twotower {

// What a flag should say; null: there is nothing to advise.
struct Advice {
  Value right;
  bool is_example = false;  // of what was meant, nothing could be kept
};

// The error with the flag as it should be written.
Error advised(Error error, const std::string& flag, const Advice& advice);

// Whether the tables that a bundle was made of call the id of an item so.
bool is_id_column(const Bundle& bundle, std::string_view name);

// Of what somebody seems to have meant by a condition on items, one that this bundle takes: nearest
// columns and values, tests by their names here ({price: {lt: 10}}, {genres: horror}).
Advice condition_advice(const std::optional<Value>& meant, const Bundle& bundle);

// The same of values of features.
Advice features_advice(const std::optional<Value>& meant, const FeatureSet& features);

// The same of caps: {genres: 2}.
Advice caps_advice(const std::optional<Value>& meant, const Bundle& bundle);

// A value that is not the one that was meant, and where it stands.
struct NearValue {
  std::string field, value;
  Value right;  // what the flag should say
};

// Of the texts that a condition asks for and no item has, those that are nearly one that an item
// has: horror, of Horror.
std::vector<NearValue> near_values(const Condition& condition, const Bundle& bundle);

// The same of features of a request, of which training saw other values: `given` is a map.
std::vector<NearValue> near_values(const Value& given, const FeatureSet& features);

}  // namespace twotower

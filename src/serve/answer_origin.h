#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace twotower {

// Why an answer is not the model's.
enum class DegradedReason {
  kUnknownUser,  // nothing is known of the user: items rank by popularity
};
constexpr auto option_names(DegradedReason) {
  return std::array<std::string_view, 1>{"unknown_user"};
}

// Values of a request that the model or the catalog does not know: so many, of one of its fields.
// They are passed over, or count as unknown values.
struct UnknownValues {
  std::string field;  // "history", "events", "exclude", "user_id", "features.city"
  std::size_t count = 0;
};

// How an answer came about.
struct AnswerOrigin {
  std::string generation;
  std::string model;  // of the manifest: the towers, so ready vectors of others do not fit
  std::vector<DegradedReason> degraded;  // empty: it is the model's
  std::vector<UnknownValues> unknown;    // fields in the order in which they were read
  // How long it took, of what many requests share its part; no part of what answers say.
  double tower_seconds = 0.0, search_seconds = 0.0;

  bool is_degraded() const { return !degraded.empty(); }
  // How many values of a field are unknown.
  std::size_t num_unknown(std::string_view field) const;
};

// Counts one value more of a field.
void add_unknown(const std::string& field, std::vector<UnknownValues>& unknown);

// Adds generation, model, and where they say something degraded: {reasons: [unknown_user]} and
// unknown_values: {FIELD: COUNT}.
void add_origin(const AnswerOrigin& origin, Value::Map& map);

}  // namespace twotower

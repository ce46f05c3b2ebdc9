#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "base/value.h"
#include "features/condition.h"

namespace twotower {

// Tests and conditions of one filter, all levels together: more cost more than an answer may.
inline constexpr std::size_t kMaxFilterNodes = 256;

// How many of them a condition has, itself included.
std::size_t num_nodes(const Condition& condition);

// The filter of a request, written as a condition or as Qdrant writes it, which becomes one:
//   must, should, must_not        lists of clauses, or one
//   {key, match: {value}}         is          {key, match: {any: [...]}}     any
//   {key, match: {except: [...]}} none        {key, range: {gt, gte, lt, lte}}  above, min, ...
//   {key, geo_radius: {center: {lat, lon}, radius}}   within, radius in metres
//   {is_empty: {key}}, {is_null: {key}}   exists: false
//   {has_id: [...]}               item_id: any
// and each clause may be such a filter itself. A map of must, should and must_not alone is
// Qdrant's; null and {} let everything pass.
// Fails as Condition::parse() does for either form, with kConfigUnknownName for a clause of Qdrant
// that is none of these, and with kRequestOutOfRange for more than kMaxFilterNodes; `field` is that
// of the request. Thread-safe.
Result<Condition> filter_of(const Value& value, const std::string& field);

// What it takes, but for the bounds: Filter, and what that is made of, by name.
Value::Map filter_schemas();

}  // namespace twotower

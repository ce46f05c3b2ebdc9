#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "base/value.h"
#include "features/raw_column.h"

namespace twotower {

// Whether it is a list or a map.
bool is_nested(const Value& value);

// A value of a request as a column of one row, as a file would give it: bool is 0 or 1, null is
// missing, a list is a row of a column of lists (numbers and integers together are numbers). Fails
// with kRequestWrongFeature, naming `field`, for maps, lists of lists and lists of mixed types.
Result<RawColumn> raw_column_of(const Value& value, const std::string& field);

// The same of one value a row; null is an empty list where others are lists. Fails alike, and where
// some are lists and others are not.
Result<RawColumn> raw_column_of_rows(std::span<const Value> values, const std::string& field);

// That `given` is null or a map whose keys are all among `known`. Fails with kRequestWrongFeature
// naming the nearest one; `what` is the field of the request.
Result<void> check_names(const Value& given, std::span<const std::string> known,
                         const std::string& what);

}  // namespace twotower

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "data/files/row_places.h"

namespace twotower {

// Where a column was read, so that a message can lead there.
struct ColumnPlace {
  std::string option;  // key that the message is about: "data.interactions.time"
  std::string path;
  std::string column;
  const RowPlaces* rows = nullptr;  // null: the rows of `path`, none left out
};

// A value that cannot be used. The message names file, row (`row` is counted from 0, messages count
// from 1), column and value, and ends with `why`: what is allowed and how to get there.
Error cell_error(ErrorCode code, const ColumnPlace& place, std::uint64_t row,
                 std::string_view value, Message why);

// The first 80 bytes or less of a value, for a message; U+FFFD for what is not text.
std::string shown_value(std::string_view value);

}  // namespace twotower

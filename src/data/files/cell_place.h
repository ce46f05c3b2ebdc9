#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace twotower {

// Where a column was read, so that a message can lead there.
struct ColumnPlace {
  std::string option;  // key that the message is about: "data.interactions.time"
  std::string path;
  std::string column;
};

// A value that cannot be used. The message names file, row (`row` is counted from 0, messages count
// from 1), column and value, and ends with `why`: what is allowed and how to get there.
Error cell_error(ErrorCode code, const ColumnPlace& place, std::uint64_t row,
                 std::string_view value, std::string_view why);

}  // namespace twotower

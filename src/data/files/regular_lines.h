#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace twotower {

// Whole lines of a text.
struct RegularLines {
  std::size_t length = 0;
  std::uint64_t count = 0;
};

// The lines that `text` begins with, up to the first in which a quote neither opens or closes a
// cell nor is doubled, or has a backslash before it where it closes, or ends in another line. A
// line that does not end is none. \r before a line end \n is part of it. Without a branch for each
// quote: 64 bytes at a time.
RegularLines regular_lines(std::string_view text, char separator, char line_end);

}  // namespace twotower

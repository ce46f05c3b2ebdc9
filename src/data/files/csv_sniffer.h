#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twotower {

// The first 100 lines of `start` that are not empty, without their ends. A line that ends within
// quotes goes on in the next, unless no quote ever closes, or a separator cuts all lines into
// equally many cells as they are.
std::vector<std::string_view> first_lines(std::string_view start);

// Cells that `separator` cuts each line into, quotes respected; 1 if the lines do not agree. For
// " ", any number of blanks and tabs is one.
std::size_t common_cells(const std::vector<std::string_view>& lines, std::string_view separator);

// The one of :: , tab | ; that cuts every line into equally many cells, most of them; blanks if
// they do and no other is in the first line; else the one that cuts that into most cells. `lines`
// are not empty.
std::string guess_separator(const std::vector<std::string_view>& lines);

// Whether the first of `rows` holds names. It does if one of its cells is not a value (a number, or
// a date) and all others in its column are, and it does not if one of its cells is a value where
// all others in its column are, or comes again there. Where nothing tells, texts over texts, it
// does. Empty cells tell nothing. Rows that are the first one again are not looked at for names:
// files that were put together have their header inside.
bool has_header(const std::vector<std::vector<std::string>>& rows);

// Whether a cell is the name of its column, as in the header of a file that was put behind another,
// with its byte order mark or without.
bool is_name_again(std::string_view cell, std::string_view name);

}  // namespace twotower

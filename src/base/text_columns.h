#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace twotower {

// How many columns of a terminal UTF-8 text takes: characters of three bytes and more are wide.
std::size_t text_columns(std::string_view text);

// With spaces behind it up to so many columns, or as it is where it takes more.
std::string padded(std::string_view text, std::size_t columns);

// As it is, or its beginning and "..." where it takes more columns, at least 3.
std::string cut_to(std::string_view text, std::size_t columns);

}  // namespace twotower

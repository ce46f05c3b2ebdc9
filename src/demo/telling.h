#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace twotower {

// "100,000": the form in both languages.
std::string grouped(std::int64_t count);

// A line of the demo: the step in two columns, the label in fourteen, the text. A Chinese character
// is two columns wide.
std::string told_line(std::string_view step, std::string_view label, std::string_view text);

}  // namespace twotower

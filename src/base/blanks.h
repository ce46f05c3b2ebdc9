#pragma once

#include <string_view>

namespace twotower {

// `text` without the blanks around it: spaces, tabs, ends of lines, and the wide (U+3000) and
// unbreakable (U+00A0) spaces of spreadsheets and of Chinese input.
std::string_view without_blanks(std::string_view text);

}  // namespace twotower

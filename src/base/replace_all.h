#pragma once

#include <string>
#include <string_view>

namespace twotower {

// Puts `to` wherever `from`, which is not empty, stands in `text`.
void replace_all(std::string& text, std::string_view from, std::string_view to);

}  // namespace twotower

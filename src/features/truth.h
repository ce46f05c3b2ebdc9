#pragma once

#include <optional>
#include <string_view>

namespace twotower {

// What a word says of yes and no: true, T, yes, Y, on, 1, 是 and false, F, no, N, off, 0, 否, in
// any case. Nothing for other words.
std::optional<bool> truth_of(std::string_view word);

}  // namespace twotower

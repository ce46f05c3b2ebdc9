#pragma once

#include <string_view>

namespace twotower {

// What a code of a check of the data (docs/checks.md) or of a likely cause (docs/evaluation.md)
// means, in Chinese. The figures are in the finding's own text. Empty for a code that the table
// lacks.
std::string_view finding_in_chinese(std::string_view code);

}  // namespace twotower

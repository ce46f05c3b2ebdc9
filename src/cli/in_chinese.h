#pragma once

#include <string_view>

#include "base/result.h"

namespace twotower {

// What a code means and how it is usually mended, in Chinese. The facts of the case (field, value)
// are in the error's own message. Empty for a code that the table lacks, which a test refuses.
std::string_view error_in_chinese(ErrorCode code);

}  // namespace twotower

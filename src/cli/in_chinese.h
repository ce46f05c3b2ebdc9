#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "run/data_summary.h"

namespace twotower {

// What `decision.text` says, in Chinese: what was chosen is read from `data`, which it is one of.
std::string decision_in_chinese(const Decision& decision, const DataSummary& data);

// What a code means and how it is usually mended, in Chinese. The facts of the case (field, value)
// are in the error's own message. Empty for a code that the table lacks, which a test refuses.
std::string_view error_in_chinese(ErrorCode code);

}  // namespace twotower

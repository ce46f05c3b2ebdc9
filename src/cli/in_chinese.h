#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "run/data_summary.h"
#include "run/likely_causes.h"
#include "run/test_result.h"

namespace twotower {

// What `cause.text` says, in Chinese, with the figures that it was found in.
std::string cause_in_chinese(const Cause& cause, const CauseFacts& facts);

// What `decision.text` says, in Chinese: what was chosen is read from `data`, which it is one of.
std::string decision_in_chinese(const Decision& decision, const DataSummary& data);

// What a code means and how it is usually mended, in Chinese. The facts of the case (field, value)
// are in the error's own message. Empty for a code that the table lacks, which a test refuses.
std::string_view error_in_chinese(ErrorCode code);

// What `verdict.text` says, in Chinese.
std::string verdict_in_chinese(const TestVerdict& verdict);

}  // namespace twotower

#pragma once

#include <string>

#include "run/data_summary.h"

namespace twotower {

// What `decision.text` says, in Chinese: what was chosen is read from `data`, which it is one of.
std::string decision_in_chinese(const Decision& decision, const DataSummary& data);

}  // namespace twotower

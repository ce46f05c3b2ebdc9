#pragma once

#include <string>

#include "train/test_report.h"

namespace twotower {

// The table of results for a terminal: a line a model or baseline, a column a metric; then slices
// and the verdict.
std::string result_table(const TestReport& report);

}  // namespace twotower

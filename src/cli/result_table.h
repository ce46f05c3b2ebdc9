#pragma once

#include <string>

#include "train/run_training.h"
#include "train/test_report.h"

namespace twotower {

// The table of results for a terminal: a line a model or baseline, a column a metric; then slices
// and the verdict.
std::string result_table(const TestReport& report);

// The tables of a run: of its test, and of cold items where some were held out.
std::string result_tables(const TrainingRun& run);

}  // namespace twotower

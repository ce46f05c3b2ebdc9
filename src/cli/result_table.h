#pragma once

#include <string>

#include "messages/language.h"
#include "run/test_result.h"
#include "run/train.h"

namespace twotower {

// The table of results for a terminal: a line a model or baseline, a column a metric; then slices
// and the verdict.
std::string result_table(const TestResult& report, Language language);

// The tables of a run: of its test, and of cold items where some were held out.
std::string result_tables(const RunResult& run, Language language);

// What to do with a run: "next      twotower recommend RUNS/NAME/latest --user 8812 --why | ...",
// of the first user of the data.
std::string next_line(const RunResult& run, Language language);

}  // namespace twotower

#pragma once

#include <string>
#include <string_view>

#include "messages/language.h"
#include "run/test_result.h"
#include "run/train.h"

namespace twotower {

// What scripts call a line or slice of a table of results: "item_knn", "new_users". A name that has
// no words is shown as it is.
std::string result_name(std::string_view name, Language language);

// The table of results for a terminal: a line a model or baseline, a column a metric; then slices
// and the verdict.
std::string result_table(const TestResult& report, Language language);

// The tables of a run: of its test, and of cold items where some were held out.
std::string result_tables(const RunResult& run, Language language);

// What to do with a run: "next      twotower recommend RUNS/NAME/latest --user 8812 --why | ...",
// of the first user of the data.
std::string next_line(const RunResult& run, Language language);

}  // namespace twotower

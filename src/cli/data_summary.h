#pragma once

#include <span>
#include <string>
#include <vector>

#include "messages/language.h"
#include "prepare/prepared_data.h"
#include "report/checks.h"

namespace twotower {

// What was read and chosen, for people: "read", "columns", "repeats", "split", then one for each
// decision with its key.
std::vector<ReportCheck> data_summary(const PreparedData& data, Language language);

// What the checks of the data found, with the flag that changes what was done about it, and what
// was chosen, why, and the flag that changes it: two parts of the summary.
std::vector<ReportCheck> findings_of(const PreparedData& data, Language language);
std::vector<ReportCheck> decisions_of(const PreparedData& data, Language language);

// A line each: "checked   ! text   aside", the notes indented below it.
std::string to_text(std::span<const ReportCheck> lines);

}  // namespace twotower

#pragma once

#include <string>

#include "cli/language.h"
#include "train/prepared_data.h"

namespace twotower {

// What was read and chosen, for people: a line a matter, "read", "columns", "repeats", "split",
// then one for each decision with its key.
std::string data_summary(const PreparedData& data, Language language);

// What the checks of the data found, a line each: "!" before what is to be looked at, and the flag
// that changes what was done about it.
std::string checks_text(const PreparedData& data, Language language);

// The last of these: what was chosen, why, and the flag that changes it. Empty if nothing was.
std::string decisions_text(const PreparedData& data, Language language);

}  // namespace twotower

#pragma once

#include <string>

#include "base/value.h"
#include "train/prepared_data.h"

namespace twotower {

// What was read and chosen, for people: a line a matter, "read", "columns", "repeats", "split",
// then one for each decision with its key.
std::string data_summary(const PreparedData& data);

// What the checks of the data found, a line each: "!" before what is to be looked at, and the flag
// that changes what was done about it.
std::string checks_text(const PreparedData& data);

// The last of these: what was chosen, why, and the flag that changes it. Empty if nothing was.
std::string decisions_text(const PreparedData& data);

// {interactions, users, items, order, repeat: {share, rule}, checks: [{code, kind: note | warning |
// leak, table, column?, value, text, flag?}], ...} as scripts read it.
Value data_value(const PreparedData& data);

// The options of the split, the rows of each part, and `leaks`: the share of training rows later
// than a test row, of splits that are not by time.
Value split_value(const PreparedData& data);

}  // namespace twotower

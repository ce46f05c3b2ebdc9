#pragma once

#include <string_view>

#include "data/column_profile.h"

namespace twotower {

// Whether nearly all values of a column read as times.
bool reads_as_time(const ColumnProfile& column);

// Whether most have the form of one, read or not: the others are mistakes.
bool has_time_form(const ColumnProfile& column);

// Whether a name says that its values are ids: stock_code, invoice_no.
bool is_named_id(std::string_view name);

}  // namespace twotower

#pragma once

#include "data/time_column.h"

namespace twotower {

// to_times() of texts that are no numbers, with its errors; where no text is a time, the first one
// fails, whatever `rows` would leave out.
Result<Times> times_of_texts(const RawColumn& column, const StringColumn& texts, DateOrder order,
                             const ColumnPlace& place, UsableRows& rows);

// A text that is no time, and what one would be.
Error no_time(const ColumnPlace& place, std::uint64_t row, std::string_view text);

}  // namespace twotower

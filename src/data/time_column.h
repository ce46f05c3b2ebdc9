#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/data_options.h"
#include "data/files/bad_rows.h"
#include "data/files/cell_place.h"
#include "features/raw_column.h"

namespace twotower {

struct Times {
  std::vector<std::int64_t> times;     // [rows] microseconds UTC or kMissingTime
  TimeUnit unit = TimeUnit::kAuto;     // of the column; kAuto only if every time is missing
  DateOrder order = DateOrder::kAuto;  // as given, or as a text decided it
  std::string ordered_by;              // a text that has a reading in `order` alone, or nothing
  std::string pattern;                 // of most texts: "DD/MM/YYYY hh:mm"; none for ISO 8601
  std::uint64_t num_missing = 0;       // those of rows left out may be among them
};

// How times are written, as options say it.
struct TimeReading {
  TimeUnit unit = TimeUnit::kAuto;
  DateOrder order = DateOrder::kAuto;
};

// Reads a column of times. Integers and numbers count `unit` since 1970; kAuto takes the unit that
// puts the first of them between 1995 and tomorrow, or reads digits: YYYYMMDD, YYYYMMDDhhmm,
// YYYYMMDDhhmmss. Texts are ISO 8601 or have one of time_forms.h, UTC where they have no zone.
// Zero, "0", empty, null and NaN are missing. Where day and month could be exchanged, the first
// text that has one reading decides for all; without one it fails with kDataTimeUnit
// (DateOrderUnknown). Fails with kDataTimeUnit for a time outside 1995 to tomorrow (showing what
// the value means in each unit) and with kDataBadRow for a text that is not a time, unless `rows`
// leaves the row out; with kDataTimeUnit for a unit that the column's type has not. Texts most of
// which are numbers are read as these.
Result<Times> to_times(const RawColumn& column, TimeReading reading, const ColumnPlace& place,
                       UsableRows& rows);

}  // namespace twotower

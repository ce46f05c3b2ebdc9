#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/data_options.h"
#include "data/files/bad_rows.h"
#include "data/files/cell_place.h"
#include "data/files/column_builder.h"
#include "features/id_map.h"
#include "features/raw_column.h"

namespace twotower {

// Brings a column of ids, as it was read, to integers or texts: kInt and kString demand one; kAuto
// keeps what the column has, but reads numbers as integers where none has a fraction, as tables
// write ids among which some are missing. kInt reads "00123" and 123.0 as 123. Fails with
// kDataBadRow for a value that is no such id, unless `rows` leaves its row out, and with
// kDataWrongFormat for numbers with fractions with kAuto (ids are not measured) and for lists.
Result<void> to_ids(RawColumn& column, IdType type, const ColumnPlace& place, UsableRows& rows);

// The integer that a whole text is: 00123 is 123.
std::optional<std::int64_t> parse_integer(std::string_view text);

// Whether a column holds numbers, none with a fraction; missing ones and NaN apart.
bool are_whole_numbers(const RawColumn& column);

// Takes the blanks around texts off and says which had some. Texts of CSV files have none.
TrimmedCells trim_texts(RawColumn& column);

// Fails with kDataBadRow if an id is missing, unless `rows` leaves its row out.
Result<void> check_no_id_missing(const RawColumn& ids, const ColumnPlace& place, UsableRows& rows);

// Fails with kDataDuplicateId where an id stands in two rows; missing ones apart.
//   place  with the places of rows
Result<void> check_no_id_twice(const RawColumn& ids, const ColumnPlace& place);

// Appends `count` missing values; to a column of lists, empty lists.
void append_missing(RawColumn& column, std::size_t count);

// The given rows of `column`; its number of rows stands for a missing one.
RawColumn take_or_missing(const RawColumn& column, const std::vector<std::uint64_t>& rows);

// kInt64 if all columns hold integers. They are columns of ids.
IdMap::Type id_type_of(const std::vector<const RawColumn*>& columns);

// The slot of every id, new ones for those not known; kNoSlot for a missing id. Integers are turned
// to texts where the map holds texts.
std::vector<std::uint32_t> add_ids(IdMap& ids, const RawColumn& column);

}  // namespace twotower

#include "data/id_column.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "base/blanks.h"
#include "base/check.h"
#include "base/messages/data_errors.h"
#include "data/interactions.h"

namespace twotower {
namespace {

std::optional<std::int64_t> whole(double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53: above, numbers are no longer every integer
  if (!(std::abs(number) <= kExact) || number != std::floor(number)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::optional<std::int64_t> integer_of(const RawColumn& column, std::size_t row) {
  if (column.missing(row)) return 0;
  if (const auto* texts = std::get_if<StringColumn>(&column.values)) {
    return parse_integer((*texts)[row]);
  }
  return whole(std::get<Array<double>>(column.values)[row]);
}

Result<void> to_integers(RawColumn& column, const ColumnPlace& place, UsableRows& rows) {
  if (column.values.index() == 0) return {};
  std::vector<std::int64_t> ids;
  ids.reserve(column.num_values());
  for (std::size_t row = 0; row < column.num_values(); ++row) {
    const auto id = integer_of(column, row);
    if (!id) {
      TWOTOWER_TRY(rows.leave_out(row, cell_error(ErrorCode::kDataBadRow, place, row,
                                                  text_of(column, row), IdNotInteger())));
      column.is_missing.resize(column.num_values(), 0);
      column.is_missing.edit()[row] = 1;
    }
    ids.push_back(id.value_or(0));
  }
  column.values = std::move(ids);
  return {};
}

// Tables of doubles write a missing id as NaN.
void mark_nan_ids(RawColumn& ids) {
  const auto& numbers = std::get<Array<double>>(ids.values);
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    if (!std::isnan(numbers[row])) continue;
    ids.is_missing.resize(numbers.size(), 0);
    ids.is_missing.edit()[row] = 1;
  }
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t id = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, id);
  return error == std::errc() && rest == end ? std::optional(id) : std::nullopt;
}

bool are_whole_numbers(const RawColumn& column) {
  const auto* numbers = std::get_if<Array<double>>(&column.values);
  if (numbers == nullptr || !column.list_offsets.empty()) return false;
  for (std::size_t row = 0; row < numbers->size(); ++row) {
    if (!column.missing_or_nan(row) && !whole((*numbers)[row])) return false;
  }
  return true;
}

TrimmedCells trim_texts(RawColumn& column) {
  TrimmedCells trimmed;
  const auto* texts = std::get_if<StringColumn>(&column.values);
  if (texts == nullptr) return trimmed;
  const auto bare = [&](std::size_t i) { return without_blanks((*texts)[i]); };
  for (std::size_t i = 0; i < texts->size(); ++i) {
    if (bare(i).size() < (*texts)[i].size()) trimmed.add((*texts)[i]);
  }
  if (trimmed.count == 0) return trimmed;
  StringColumn all;
  for (std::size_t i = 0; i < texts->size(); ++i) all.push_back(bare(i));
  column.values = std::move(all);
  return trimmed;
}

Result<void> to_ids(RawColumn& column, IdType type, const ColumnPlace& place, UsableRows& rows) {
  if (!column.list_offsets.empty()) {
    return Error{ErrorCode::kDataWrongFormat, place.option,
                 IdsAreLists(place.option, place.path, place.column)};
  }
  if (column.values.index() == 1) mark_nan_ids(column);
  if (type == IdType::kInt) return to_integers(column, place, rows);
  if (type == IdType::kString) {
    to_texts(column);
    return {};
  }
  if (column.values.index() != 1) return {};
  if (are_whole_numbers(column)) return to_integers(column, place, rows);
  return Error{ErrorCode::kDataWrongFormat, place.option,
               IdsAreNumbers(place.option, place.path, place.column)};
}

Result<void> check_no_id_missing(const RawColumn& ids, const ColumnPlace& place, UsableRows& rows) {
  std::vector<std::size_t> missing;
  for (std::size_t row = 0; row < ids.is_missing.size(); ++row) {
    if (ids.is_missing[row] != 0 && rows.contains(row)) missing.push_back(row);
  }
  rows.expect(missing.size());
  const double share = static_cast<double>(missing.size()) / static_cast<double>(ids.num_values());
  const Message why = missing.size() > 1 ? Message(IdsMissing(missing.size(), share)) : IdMissing();
  for (const std::size_t row : missing) {
    TWOTOWER_TRY(rows.leave_out(row, cell_error(ErrorCode::kDataBadRow, place, row, "", why)));
  }
  rows.expect(0);
  return {};
}

Result<void> check_no_id_twice(const RawColumn& ids, const ColumnPlace& place) {
  IdMap known(id_type_of({&ids}));
  const auto slots = add_ids(known, ids);
  std::uint32_t next = 0;  // slot of the next id that was not there before
  for (std::size_t row = 0; row < slots.size(); ++row) {
    if (slots[row] == kNoSlot || slots[row] == next) {
      next += slots[row] == next ? 1 : 0;
      continue;
    }
    const auto first = std::ranges::find(slots, slots[row]) - slots.begin();
    const RowPlace there = place.rows->find(static_cast<std::uint64_t>(first));
    return cell_error(ErrorCode::kDataDuplicateId, place, row, text_of(ids, row),
                      IdDuplicate(there.row, there.path));
  }
  return {};
}

void append_missing(RawColumn& column, std::size_t count) {
  if (count == 0) return;
  if (!column.list_offsets.empty()) {
    column.list_offsets.resize(column.list_offsets.size() + count, column.list_offsets.back());
    return;
  }
  column.is_missing.resize(column.num_values(), 0);
  std::visit(
      [&](auto& values) {
        for (std::size_t i = 0; i < count; ++i) values.push_back({});
      },
      column.values);
  column.is_missing.resize(column.num_values(), 1);
}

RawColumn take_or_missing(const RawColumn& column, const std::vector<std::uint64_t>& rows) {
  RawColumn longer = column;
  append_missing(longer, 1);
  return longer.take(rows);
}

IdMap::Type id_type_of(const std::vector<const RawColumn*>& columns) {
  const bool all_integers = std::ranges::all_of(
      columns, [](const RawColumn* column) { return column->values.index() == 0; });
  return all_integers ? IdMap::Type::kInt64 : IdMap::Type::kString;
}

std::vector<std::uint32_t> add_ids(IdMap& ids, const RawColumn& column) {
  std::vector<std::uint32_t> slots;
  slots.reserve(column.num_values());
  const auto* integers = std::get_if<0>(&column.values);
  const auto* texts = std::get_if<StringColumn>(&column.values);
  for (std::size_t row = 0; row < column.num_values(); ++row) {
    if (column.missing(row)) {
      slots.push_back(kNoSlot);
    } else if (texts != nullptr) {
      slots.push_back(ids.add((*texts)[row]));
    } else if (ids.type() == IdMap::Type::kInt64) {
      slots.push_back(ids.add((*integers)[row]));
    } else {
      slots.push_back(ids.add(std::string_view(fmt::format_int((*integers)[row]).c_str())));
    }
  }
  return slots;
}

}  // namespace twotower

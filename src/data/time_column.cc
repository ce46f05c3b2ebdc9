#include "data/time_column.h"

#include <arrow/type_fwd.h>
#include <arrow/util/value_parsing.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/column_messages.h"
#include "data/files/column_builder.h"
#include "data/interactions.h"

namespace twotower {
namespace {

using Days = std::chrono::sys_days;

struct Unit {
  TimeUnit unit;
  std::string_view name;
  double per_second;
};
// One that puts a number into the years allowed puts it a thousandfold out in the others.
constexpr std::array kUnits = {
    Unit{TimeUnit::kSeconds, "s", 1}, Unit{TimeUnit::kMilliseconds, "ms", 1e3},
    Unit{TimeUnit::kMicroseconds, "us", 1e6}, Unit{TimeUnit::kNanoseconds, "ns", 1e9}};

const Unit* find_unit(TimeUnit unit) {
  for (const Unit& known : kUnits) {
    if (known.unit == unit) return &known;
  }
  return nullptr;
}

// From 1995 to the end of tomorrow.
class AllowedTimes {
 public:
  AllowedTimes()
      : first_(microseconds(Days(std::chrono::year(1995) / 1 / 1))),
        end_(microseconds(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()) +
                          std::chrono::days(2))) {}

  bool contains(std::int64_t time) const { return time >= first_ && time < end_; }
  bool contains(double value, const Unit& unit) const {
    const double time = value / unit.per_second * 1e6;
    return time >= static_cast<double>(first_) && time < static_cast<double>(end_);
  }

 private:
  static std::int64_t microseconds(Days day) {
    return std::chrono::duration_cast<std::chrono::microseconds>(day.time_since_epoch()).count();
  }
  std::int64_t first_;
  std::int64_t end_;
};

Message meaning(double value, const Unit& unit) {
  const double days = std::floor(value / unit.per_second / 86400);
  const std::string name(unit.name);
  if (!(std::abs(days) < 3e6)) return NoYearInUnit(name);
  const std::chrono::year_month_day day(Days(std::chrono::days(static_cast<int>(days))));
  return DayInUnit(
      fmt::format("{}-{:02}-{:02}", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())),
      name);
}

Error outside(const ColumnPlace& place, std::uint64_t row, double value, std::string_view shown) {
  std::vector<Message> meanings;
  for (const Unit& unit : kUnits) meanings.push_back(meaning(value, unit));
  return cell_error(ErrorCode::kDataTimeUnit, place, row, shown,
                    NumberTimeOutside(std::move(meanings)));
}

// Exact for integers, to the microsecond for numbers.
std::int64_t microseconds(std::int64_t value, const Unit& unit) {
  if (unit.per_second > 1e6) return value / 1000;
  return value * static_cast<std::int64_t>(1e6 / unit.per_second);
}
std::int64_t microseconds(double value, const Unit& unit) {
  return std::llround(value / unit.per_second * 1e6);
}

const Unit* unit_by_range(double value, const AllowedTimes& allowed) {
  for (const Unit& unit : kUnits) {
    if (allowed.contains(value, unit)) return &unit;
  }
  return nullptr;
}

template <typename T>
Result<Times> from_numbers(const RawColumn& column, const Array<T>& values, TimeUnit wanted,
                           const ColumnPlace& place, UsableRows& rows) {
  const AllowedTimes allowed;
  const Unit* unit = find_unit(wanted);
  Times read;
  read.times.reserve(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    const auto value = static_cast<double>(values[row]);
    if (column.missing(row) || value == 0 || std::isnan(value)) {
      read.times.push_back(kMissingTime);
      ++read.num_missing;
      continue;
    }
    if (unit == nullptr) unit = unit_by_range(value, allowed);
    if (unit == nullptr || !allowed.contains(value, *unit)) {
      TWOTOWER_TRY(rows.leave_out(row, outside(place, row, value, text_of(column, row))));
      read.times.push_back(kMissingTime);
      continue;
    }
    read.times.push_back(microseconds(values[row], *unit));
  }
  if (unit != nullptr) read.unit = unit->unit;
  return read;
}

std::optional<double> number_of(std::string_view text) {
  double number = 0.0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && rest == text.data() + text.size();
  return is_number ? std::optional(number) : std::nullopt;
}

Error no_time(const ColumnPlace& place, std::uint64_t row, std::string_view text) {
  return cell_error(ErrorCode::kDataBadRow, place, row, text, NotATime());
}

bool is_missing(const RawColumn& column, const StringColumn& texts, std::size_t row) {
  return column.missing(row) || texts[row].empty() || is_missing_word(texts[row]);
}

// A column of numbers is read as texts where one cell is none.
bool are_mostly_numbers(const RawColumn& column, const StringColumn& texts) {
  std::size_t num_numbers = 0, num_others = 0;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    if (is_missing(column, texts, row)) continue;
    ++(number_of(texts[row]) ? num_numbers : num_others);
  }
  return num_numbers > num_others;
}

Result<Times> from_number_texts(const RawColumn& column, const StringColumn& texts, TimeUnit unit,
                                const ColumnPlace& place, UsableRows& rows) {
  std::vector<double> numbers(texts.size(), 0.0);  // 0: missing
  for (std::size_t row = 0; row < texts.size(); ++row) {
    if (is_missing(column, texts, row)) continue;
    const std::optional<double> number = number_of(texts[row]);
    if (!number) TWOTOWER_TRY(rows.leave_out(row, no_time(place, row, texts[row])));
    numbers[row] = number.value_or(0.0);
  }
  return from_numbers(column, Array<double>(std::move(numbers)), unit, place, rows);
}

Result<Times> from_texts(const RawColumn& column, const StringColumn& texts,
                         const ColumnPlace& place, UsableRows& rows) {
  const AllowedTimes allowed;
  const auto parser = arrow::TimestampParser::MakeISO8601();
  Times read{.unit = TimeUnit::kIso};
  read.times.reserve(texts.size());
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const std::string_view text = texts[row];
    if (column.missing(row) || text.empty() || text == "0") {
      read.times.push_back(kMissingTime);
      ++read.num_missing;
      continue;
    }
    std::int64_t time = 0;
    bool has_zone = false;  // the parser has subtracted it already
    if (!(*parser)(text.data(), text.size(), arrow::TimeUnit::MICRO, &time, &has_zone)) {
      TWOTOWER_TRY(rows.leave_out(row, no_time(place, row, text)));
      time = kMissingTime;
    } else if (!allowed.contains(time)) {
      TWOTOWER_TRY(rows.leave_out(
          row, cell_error(ErrorCode::kDataTimeUnit, place, row, text, TextTimeOutside())));
      time = kMissingTime;
    }
    read.times.push_back(time);
  }
  return read;
}

// Another unit than the values of the column have, or lists.
Error unfit(const RawColumn& column, TimeUnit unit, const ColumnPlace& place) {
  if (!column.list_offsets.empty()) {
    return {ErrorCode::kDataTimeUnit, place.option,
            TimesAreLists(place.option, place.path, place.column)};
  }
  return {ErrorCode::kDataTimeUnit, place.option,
          TimeUnitUnfit(place.option, place.path, place.column, values_message(column),
                        std::string(option_names(unit)[static_cast<std::size_t>(unit)]))};
}

}  // namespace

Result<Times> to_times(const RawColumn& column, TimeUnit unit, const ColumnPlace& place,
                       UsableRows& rows) {
  const auto* texts = std::get_if<StringColumn>(&column.values);
  const bool is_single = column.list_offsets.empty();
  if (texts != nullptr && is_single && unit != TimeUnit::kIso &&
      are_mostly_numbers(column, *texts)) {
    return from_number_texts(column, *texts, unit, place, rows);
  }
  const bool fits = unit == TimeUnit::kAuto || (texts != nullptr) == (unit == TimeUnit::kIso);
  if (!fits || !is_single) return unfit(column, unit, place);
  if (texts != nullptr) return from_texts(column, *texts, place, rows);
  if (const auto* integers = std::get_if<0>(&column.values)) {
    return from_numbers(column, *integers, unit, place, rows);
  }
  return from_numbers(column, std::get<1>(column.values), unit, place, rows);
}

}  // namespace twotower

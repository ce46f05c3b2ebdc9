#include "data/time_column.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "base/messages/data_errors.h"
#include "base/option_name.h"
#include "data/column_messages.h"
#include "data/files/column_builder.h"
#include "data/interactions.h"
#include "data/moment_range.h"
#include "data/text_times.h"

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

Error outside(const ColumnPlace& place, std::uint64_t row, double value, std::string_view shown,
              const AllowedTimes& allowed) {
  if (auto time = spreadsheet_time(value, allowed)) {
    return cell_error(ErrorCode::kDataTimeUnit, place, row, shown, TimeOfSheet(std::move(*time)));
  }
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
    if (allowed.contains(value, unit.per_second)) return &unit;
  }
  return nullptr;
}

// 20211220, 202112201353 and 20211220135309, in microseconds.
std::optional<std::int64_t> time_of_digits(double value) {
  constexpr double kDay = 1e8, kMinute = 1e12, kSecond = 1e14;  // all that are shorter
  if (!(value >= kDay / 10 && value < kSecond) || value != std::floor(value)) return std::nullopt;
  const bool has_time = value >= kDay;
  if (has_time && value < kMinute / 10) return std::nullopt;
  if (value >= kMinute && value < kSecond / 10) return std::nullopt;
  auto digits = static_cast<std::int64_t>(value);
  if (!has_time) digits *= 10000;
  if (value < kMinute) digits *= 100;
  const auto take_two = [&] {
    return static_cast<unsigned>(std::exchange(digits, digits / 100) % 100);
  };
  const unsigned second = take_two(), minute = take_two(), hour = take_two(), day = take_two(),
                 month = take_two();
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(digits)),
                                         std::chrono::month(month), std::chrono::day(day));
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const std::chrono::seconds since = Days(date).time_since_epoch() + std::chrono::hours(hour) +
                                     std::chrono::minutes(minute) + std::chrono::seconds(second);
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

// What the numbers of a column count, which the first that tells decides where nobody said it.
class NumberReader {
 public:
  explicit NumberReader(TimeUnit wanted) : unit_(wanted) {}

  template <typename T>
  std::optional<std::int64_t> read(T value) {
    const auto number = static_cast<double>(value);
    if (unit_ == TimeUnit::kAuto) choose(number);
    if (unit_ == TimeUnit::kIso) return digits(number);
    const Unit* unit = find_unit(unit_);
    if (unit == nullptr || !allowed_.contains(number, unit->per_second)) return std::nullopt;
    return microseconds(value, *unit);
  }

  TimeUnit unit() const { return unit_; }
  const AllowedTimes& allowed() const { return allowed_; }

 private:
  void choose(double number) {
    if (const Unit* unit = unit_by_range(number, allowed_)) {
      unit_ = unit->unit;
    } else if (digits(number)) {
      unit_ = TimeUnit::kIso;
    }
  }

  std::optional<std::int64_t> digits(double number) const {
    const auto time = time_of_digits(number);
    return time && allowed_.contains(*time) ? time : std::nullopt;
  }

  AllowedTimes allowed_;
  TimeUnit unit_;
};

template <typename T>
bool has_any_time(const Array<T>& values, TimeUnit wanted) {
  NumberReader reader(wanted);
  return std::ranges::any_of(values, [&](T value) { return reader.read(value).has_value(); });
}

template <typename T>
Result<Times> from_numbers(const RawColumn& column, const Array<T>& values, TimeUnit wanted,
                           const ColumnPlace& place, UsableRows& rows) {
  NumberReader reader(wanted);
  Times read;
  bool has_times = false;
  read.times.reserve(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    const auto value = static_cast<double>(values[row]);
    if (column.missing(row) || value == 0 || std::isnan(value)) {
      read.times.push_back(kMissingTime);
      ++read.num_missing;
      continue;
    }
    const std::optional<std::int64_t> time = reader.read(values[row]);
    if (!time) {
      const Error why = outside(place, row, value, text_of(column, row), reader.allowed());
      has_times = has_times || has_any_time(values, wanted);
      if (!has_times) return why;  // the rows to be left out would be all
      TWOTOWER_TRY(rows.leave_out(row, why));
    }
    read.times.push_back(time.value_or(kMissingTime));
  }
  read.unit = reader.unit();
  return read;
}

bool is_missing(const RawColumn& column, const StringColumn& texts, std::size_t row) {
  return column.missing(row) || texts[row].empty() || is_missing_word(texts[row]);
}

// A column of numbers is read as texts where one cell is none.
bool are_mostly_numbers(const RawColumn& column, const StringColumn& texts) {
  std::size_t num_numbers = 0, num_others = 0;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    if (is_missing(column, texts, row)) continue;
    ++(parsed_number(texts[row]) ? num_numbers : num_others);
  }
  return num_numbers > num_others;
}

Result<Times> from_number_texts(const RawColumn& column, const StringColumn& texts, TimeUnit unit,
                                const ColumnPlace& place, UsableRows& rows) {
  std::vector<double> numbers(texts.size(), 0.0);  // 0: missing
  for (std::size_t row = 0; row < texts.size(); ++row) {
    if (is_missing(column, texts, row)) continue;
    const std::optional<double> number = parsed_number(texts[row]);
    if (!number) TWOTOWER_TRY(rows.leave_out(row, no_time(place, row, texts[row])));
    numbers[row] = number.value_or(0.0);
  }
  return from_numbers(column, Array<double>(std::move(numbers)), unit, place, rows);
}

// Another unit than the values of the column have, or lists.
Error unfit(const RawColumn& column, TimeUnit unit, const ColumnPlace& place) {
  if (!column.list_offsets.empty()) {
    return {ErrorCode::kDataTimeUnit, place.option,
            TimesAreLists(place.option, place.path, place.column)};
  }
  return {ErrorCode::kDataTimeUnit, place.option,
          TimeUnitUnfit(place.option, place.path, place.column, values_message(column),
                        std::string(option_name(unit)))};
}

}  // namespace

Result<Times> to_times(const RawColumn& column, TimeReading reading, const ColumnPlace& place,
                       UsableRows& rows) {
  const TimeUnit unit = reading.unit;
  const auto* texts = std::get_if<StringColumn>(&column.values);
  const bool is_single = column.list_offsets.empty();
  if (texts != nullptr && is_single && are_mostly_numbers(column, *texts)) {
    return from_number_texts(column, *texts, unit, place, rows);
  }
  const bool fits = unit == TimeUnit::kAuto || unit == TimeUnit::kIso || texts == nullptr;
  if (!fits || !is_single) return unfit(column, unit, place);
  if (texts != nullptr) return times_of_texts(column, *texts, reading.order, place, rows);
  if (const auto* integers = std::get_if<0>(&column.values)) {
    return from_numbers(column, *integers, unit, place, rows);
  }
  return from_numbers(column, std::get<1>(column.values), unit, place, rows);
}

}  // namespace twotower

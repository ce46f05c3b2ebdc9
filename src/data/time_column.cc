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
#include "base/time_forms.h"
#include "base/timestamp.h"
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

// 1970-01-01 in the days that spreadsheets count.
constexpr double kSheetDay1970 = 25569;

// What a number would be that spreadsheets write for a moment; nothing for one of other years.
std::optional<std::string> sheet_time(double value, const AllowedTimes& allowed) {
  const double seconds = std::round((value - kSheetDay1970) * 86400);
  if (!allowed.contains(seconds, kUnits[0])) return std::nullopt;
  return to_string(Timestamp{static_cast<std::int64_t>(seconds) * 1'000'000});
}

Error outside(const ColumnPlace& place, std::uint64_t row, double value, std::string_view shown,
              const AllowedTimes& allowed) {
  if (auto time = sheet_time(value, allowed)) {
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
    if (allowed.contains(value, unit)) return &unit;
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
    if (unit == nullptr || !allowed_.contains(number, *unit)) return std::nullopt;
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
Result<Times> from_numbers(const RawColumn& column, const Array<T>& values, TimeUnit wanted,
                           const ColumnPlace& place, UsableRows& rows) {
  NumberReader reader(wanted);
  Times read;
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
      TWOTOWER_TRY(
          rows.leave_out(row, outside(place, row, value, text_of(column, row), reader.allowed())));
    }
    read.times.push_back(time.value_or(kMissingTime));
  }
  read.unit = reader.unit();
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

bool is_missing_time(const RawColumn& column, const StringColumn& texts, std::size_t row) {
  return column.missing(row) || texts[row].empty() || texts[row] == "0";
}

// Reads texts of a column, each first in the form of the one before.
class TextReader {
 public:
  explicit TextReader(DateOrder order) : order_(order) {}

  // Absent for what is not a time, or one of a form that needs an order where there is none yet.
  std::optional<std::int64_t> read(std::string_view text) {
    if (last_ != nullptr) {
      if (const auto time = last_->read(text)) return time->microseconds;
    }
    if (const auto time = read_iso(text)) return time;
    for (const DateTimeForm& form : time_forms_like(text)) {
      if (form.order != DateOrder::kAuto && form.order != order_) continue;
      if (const auto time = form.read(text)) {
        last_ = &form;
        return time->microseconds;
      }
    }
    return std::nullopt;
  }

  DateOrder order() const { return order_; }
  void set_order(DateOrder order) { order_ = order; }
  const DateTimeForm* last() const { return last_; }

 private:
  std::optional<std::int64_t> read_iso(std::string_view text) const {
    std::int64_t time = 0;
    bool has_zone = false;  // the parser has subtracted it already
    const bool is_one = (*iso_)(text.data(), text.size(), arrow::TimeUnit::MICRO, &time, &has_zone);
    return is_one ? std::optional(time) : std::nullopt;
  }

  std::shared_ptr<arrow::TimestampParser> iso_ = arrow::TimestampParser::MakeISO8601();
  const DateTimeForm* last_ = nullptr;
  DateOrder order_;
};

std::optional<std::int64_t> read_in(DateOrder order, std::string_view text) {
  for (const DateTimeForm& form : time_forms_like(text)) {
    if (form.order != order) continue;
    if (const auto time = form.read(text)) return time->microseconds;
  }
  return std::nullopt;
}

// What a column tells of the order of its dates.
struct FoundOrder {
  DateOrder order = DateOrder::kAuto;
  std::string_view by;  // the text that has one reading
};

// Looks from `row` on. Where no text tells and some have two readings, kAuto; `by` is the first
// one.
FoundOrder find_order(const RawColumn& column, const StringColumn& texts, std::size_t row) {
  std::string_view unclear;
  for (; row < texts.size(); ++row) {
    if (is_missing_time(column, texts, row)) continue;
    const auto by_day = read_in(DateOrder::kDayFirst, texts[row]);
    const auto by_month = read_in(DateOrder::kMonthFirst, texts[row]);
    if (by_day && !by_month) return {DateOrder::kDayFirst, texts[row]};
    if (by_month && !by_day) return {DateOrder::kMonthFirst, texts[row]};
    if (by_day != by_month && unclear.empty()) unclear = texts[row];
  }
  return {unclear.empty() ? DateOrder::kDayFirst : DateOrder::kAuto, unclear};
}

std::string day_of(std::int64_t time) {
  constexpr std::size_t kDay = std::string_view("2021-12-20").size();
  return to_string(Timestamp{time}).substr(0, kDay);
}

Error order_unknown(const ColumnPlace& place, std::string_view text) {
  const std::string day_first = day_of(read_in(DateOrder::kDayFirst, text).value_or(0));
  const std::string month_first = day_of(read_in(DateOrder::kMonthFirst, text).value_or(0));
  return {ErrorCode::kDataTimeUnit, place.option,
          DateOrderUnknown(place.option, place.path, place.column, shown_value(text), day_first,
                           month_first)};
}

bool has_order(std::string_view text) {
  return read_in(DateOrder::kDayFirst, text) || read_in(DateOrder::kMonthFirst, text);
}

// Why a text is none of the times of its column.
Error unread(const ColumnPlace& place, std::uint64_t row, std::string_view text,
             const Times& read) {
  if (read.order == DateOrder::kAuto || !has_order(text)) return no_time(place, row, text);
  const auto name = option_names(read.order)[static_cast<std::size_t>(read.order)];
  const std::string by = read.ordered_by.empty() ? "data.interactions.date_order" : read.ordered_by;
  return cell_error(ErrorCode::kDataBadRow, place, row, text,
                    DateOfOtherOrder(std::string(name), by));
}

Result<Times> from_texts(const RawColumn& column, const StringColumn& texts, DateOrder order,
                         const ColumnPlace& place, UsableRows& rows) {
  const AllowedTimes allowed;
  TextReader reader(order);
  Times read{.unit = TimeUnit::kIso};
  read.times.reserve(texts.size());
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const std::string_view text = texts[row];
    if (is_missing_time(column, texts, row)) {
      read.times.push_back(kMissingTime);
      ++read.num_missing;
      continue;
    }
    std::optional<std::int64_t> time = reader.read(text);
    if (!time && reader.order() == DateOrder::kAuto && has_order(text)) {
      const FoundOrder found = find_order(column, texts, row);
      if (found.order == DateOrder::kAuto) return order_unknown(place, found.by);
      reader.set_order(found.order);
      read.ordered_by = shown_value(found.by);
      time = reader.read(text);
    }
    if (reader.last() != nullptr && reader.last()->order != DateOrder::kAuto)
      read.order = reader.order();
    if (!time) {
      TWOTOWER_TRY(rows.leave_out(row, unread(place, row, text, read)));
    } else if (!allowed.contains(*time)) {
      TWOTOWER_TRY(rows.leave_out(
          row, cell_error(ErrorCode::kDataTimeUnit, place, row, text, TextTimeOutside())));
      time.reset();
    }
    read.times.push_back(time.value_or(kMissingTime));
  }
  if (reader.last() != nullptr) read.pattern = reader.last()->pattern();
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
  if (texts != nullptr) return from_texts(column, *texts, reading.order, place, rows);
  if (const auto* integers = std::get_if<0>(&column.values)) {
    return from_numbers(column, *integers, unit, place, rows);
  }
  return from_numbers(column, std::get<1>(column.values), unit, place, rows);
}

}  // namespace twotower

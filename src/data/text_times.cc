#include "data/text_times.h"

#include <arrow/type_fwd.h>
#include <arrow/util/value_parsing.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/messages/data_errors.h"
#include "base/option_name.h"
#include "base/time_forms.h"
#include "base/timestamp.h"
#include "data/interactions.h"
#include "data/moment_range.h"

namespace twotower {
namespace {

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

// Looks at rows from all over a column for one that is a time.
bool has_any_time(const RawColumn& column, const StringColumn& texts) {
  constexpr std::size_t kLookedAt = 1000;
  TextReader reader(DateOrder::kDayFirst);
  const std::size_t step = std::max<std::size_t>(1, texts.size() / kLookedAt);
  for (std::size_t row = 0; row < texts.size(); row += step) {
    if (is_missing_time(column, texts, row)) continue;
    if (reader.read(texts[row]) || read_in(DateOrder::kMonthFirst, texts[row])) return true;
  }
  return false;
}

bool has_order(std::string_view text) {
  return read_in(DateOrder::kDayFirst, text) || read_in(DateOrder::kMonthFirst, text);
}

// Reads a column, and what becomes of texts that are no times.
class TextColumnReader {
 public:
  TextColumnReader(const RawColumn& column, const StringColumn& texts, DateOrder order,
                   const ColumnPlace& place, UsableRows& rows)
      : column_(column), texts_(texts), place_(place), rows_(rows), reader_(order), order_(order) {}

  Result<Times> run() && {
    read_.times.reserve(texts_.size());
    for (std::size_t row = 0; row < texts_.size(); ++row) {
      if (is_missing_time(column_, texts_, row)) {
        read_.times.push_back(kMissingTime);
        ++read_.num_missing;
        continue;
      }
      TWOTOWER_ASSIGN(const std::int64_t time, read_row(row));
      read_.times.push_back(time);
    }
    const DateTimeForm* last = reader_.last();
    if (last != nullptr) read_.pattern = last->pattern();
    read_.order = order_;
    return std::move(read_);
  }

 private:
  Result<std::int64_t> read_row(std::size_t row) {
    const std::string_view text = texts_[row];
    std::optional<std::int64_t> time = reader_.read(text);
    if (!time && reader_.order() == DateOrder::kAuto && has_order(text)) {
      TWOTOWER_TRY(decide_order(row));
      time = reader_.read(text);
    }
    has_times_ = has_times_ || time.has_value();
    if (!time) {
      TWOTOWER_TRY(leave_out(row));
    } else if (!allowed_.contains(*time)) {
      TWOTOWER_TRY(rows_.leave_out(
          row, cell_error(ErrorCode::kDataTimeUnit, place_, row, text, TextTimeOutside())));
      time.reset();
    }
    return time.value_or(kMissingTime);
  }

  Result<void> decide_order(std::size_t row) {
    const FoundOrder found = find_order(column_, texts_, row);
    if (found.order == DateOrder::kAuto) return order_unknown(place_, found.by);
    reader_.set_order(found.order);
    read_.ordered_by = shown_value(found.by);
    // 05/05/2026 and no other dates: nothing was decided for later rows.
    if (!found.by.empty()) order_ = found.order;
    return {};
  }

  Result<void> leave_out(std::size_t row) {
    Error why = unread(row);
    has_times_ = has_times_ || has_any_time(column_, texts_);
    if (!has_times_) return why;  // the rows to be left out would be all
    return rows_.leave_out(row, why);
  }

  Error unread(std::size_t row) const {
    const DateOrder order = reader_.order();
    if (order == DateOrder::kAuto || !has_order(texts_[row])) {
      return no_time(place_, row, texts_[row]);
    }
    const std::string by =
        read_.ordered_by.empty() ? "data.interactions.date_order" : read_.ordered_by;
    const std::string name(option_name(order));
    return cell_error(ErrorCode::kDataBadRow, place_, row, texts_[row], DateOfOtherOrder(name, by));
  }

  const RawColumn& column_;
  const StringColumn& texts_;
  const ColumnPlace& place_;
  UsableRows& rows_;
  AllowedTimes allowed_;
  TextReader reader_;
  DateOrder order_;  // that was given or decided
  bool has_times_ = false;
  Times read_{.unit = TimeUnit::kIso};
};

}  // namespace

Result<Times> times_of_texts(const RawColumn& column, const StringColumn& texts, DateOrder order,
                             const ColumnPlace& place, UsableRows& rows) {
  return TextColumnReader(column, texts, order, place, rows).run();
}

Error no_time(const ColumnPlace& place, std::uint64_t row, std::string_view text) {
  if (auto time = spreadsheet_time(text, AllowedTimes())) {
    return cell_error(ErrorCode::kDataTimeUnit, place, row, text, TimeOfSheet(std::move(*time)));
  }
  return cell_error(ErrorCode::kDataBadRow, place, row, text, NotATime());
}

}  // namespace twotower

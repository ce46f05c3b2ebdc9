#include "features/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/blanks.h"
#include "base/parse_number.h"

namespace twotower {
namespace {

// Longer ones first.
constexpr std::array<std::string_view, 31> kUnits = {
    "US$", "HK$", "NT$", "USD", "EUR", "GBP", "CNY", "RMB", "JPY", "CHF", "INR",
    "HKD", "TWD", "KRW", "R$",  "A$",  "C$",  "kr",  "zł",  "$",   "€",   "£",
    "¥",   "￥",  "₹",   "₽",   "₩",   "元",  "円",  "%",   "％"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes a unit off the start of `text`, or off its end.
std::string_view take_unit(std::string_view& text, bool from_end) {
  for (const std::string_view unit : kUnits) {
    if (!(from_end ? text.ends_with(unit) : text.starts_with(unit))) continue;
    from_end ? text.remove_suffix(unit.size()) : text.remove_prefix(unit.size());
    text = without_blanks(text);
    return unit;
  }
  return "";
}

// Takes a plus or minus off the start of `text`; 0: there is none.
char take_sign(std::string_view& text) {
  if (!text.starts_with('-') && !text.starts_with('+')) return 0;
  const char sign = text.front();
  text.remove_prefix(1);
  return sign;
}

// Length of a sign that parts thousands at the start of `text`, beside `other` one; 0: none.
std::size_t gap_at(std::string_view text, char other) {
  constexpr std::array<std::string_view, 5> kGaps = {"'", "’", " ", "\xC2\xA0", "\xE2\x80\xAF"};
  if (text.starts_with(other)) return 1;
  for (const std::string_view gap : kGaps) {
    if (text.starts_with(gap)) return gap.size();
  }
  return 0;
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
}

// Digits in groups of three, then decimals, as a number of C.
struct Body {
  std::string digits;
  std::size_t num_gaps = 0;
  bool has_blank_gap = false;
  std::size_t num_decimals = 0;
  bool starts_with_zero = false;
};

std::optional<Body> read_body(std::string_view text, char decimal_mark, char thousands) {
  constexpr std::size_t kGroup = 3, kExactDigits = 15;
  Body body;
  std::size_t length = count_digits(text);
  if (length == 0) return std::nullopt;
  body.starts_with_zero = text[0] == '0';
  if (body.starts_with_zero && length > 1) return std::nullopt;  // a code
  const std::size_t first_length = length;
  std::string_view gap;
  while (true) {
    body.digits += text.substr(0, length);
    text.remove_prefix(length);
    const std::size_t gap_length = gap_at(text, thousands);
    if (gap_length == 0) break;
    const std::string_view this_gap = text.substr(0, gap_length);
    if (body.num_gaps++ > 0 && this_gap != gap) return std::nullopt;
    gap = this_gap;
    text.remove_prefix(gap_length);
    length = count_digits(text);
    if (length != kGroup || first_length > kGroup || body.starts_with_zero) return std::nullopt;
  }
  body.has_blank_gap =
      body.num_gaps > 0 && gap != std::string_view(&thousands, 1) && gap != "'" && gap != "’";
  if (body.digits.size() > kExactDigits) return std::nullopt;
  if (text.empty()) return body;
  if (text[0] != decimal_mark) return std::nullopt;
  body.num_decimals = count_digits(text.substr(1));
  if (body.num_decimals == 0 || body.num_decimals + 1 != text.size()) return std::nullopt;
  body.digits += '.';
  body.digits += text.substr(1);
  return body;
}

// What a value with `unit` is under one decimal mark.
std::optional<double> value_of(const std::optional<Body>& body, bool has_unit, bool is_negative) {
  if (!body.has_value()) return std::nullopt;
  if (body->has_blank_gap && body->num_decimals == 0 && !has_unit) return std::nullopt;
  const auto value = parse_number(body->digits);
  return value.has_value() && is_negative ? std::optional(-*value) : value;
}

// 1.5e3 and the like, which programs write and people do not.
bool is_scientific(std::string_view text) {
  return text.find_first_of("eE") != std::string_view::npos && is_digit(text.front());
}

}  // namespace

bool is_missing_word(std::string_view cell) {
  constexpr std::string_view kWords[] = {"NaN",  "nan",  "NAN",  "NA", "N/A",
                                         "null", "NULL", "None", "\\N"};
  return cell.size() <= 4 && std::ranges::find(kWords, cell) != std::end(kWords);
}

bool is_missing_number(std::string_view cell) {
  constexpr std::array<std::string_view, 5> kMarks = {"-", "--", "–", "—", "?"};
  return is_missing_word(cell) || std::ranges::find(kMarks, without_blanks(cell)) != kMarks.end();
}

std::optional<NumberText> read_number_text(std::string_view text) {
  text = without_blanks(text);
  NumberText read;
  char sign = take_sign(text);
  read.unit = take_unit(text, false);
  if (sign == 0) sign = take_sign(text);  // $-5; one sign is enough
  const bool is_negative = sign == '-';
  if (read.unit.empty()) read.unit = take_unit(text, true);
  if (text.empty()) return std::nullopt;
  if (is_scientific(text)) {
    read.by_point = parse_number(text);
    if (read.by_point.has_value() && is_negative) read.by_point = -*read.by_point;
    return read.by_point.has_value() ? std::optional(read) : std::nullopt;
  }
  const auto point = read_body(text, '.', ','), comma = read_body(text, ',', '.');
  read.by_point = value_of(point, !read.unit.empty(), is_negative);
  read.by_comma = value_of(comma, !read.unit.empty(), is_negative);
  if (!read.by_point && !read.by_comma) return std::nullopt;
  read.is_plain = read.unit.empty() && point && point->num_gaps == 0 && point->num_decimals == 0;
  if (read.by_point && read.by_comma && *read.by_point != *read.by_comma) {
    read.mark = point->num_gaps > 0 ? ',' : '.';
  }
  if (read.by_comma && comma->num_decimals > 0) {
    const std::string_view decimals =
        std::string_view(comma->digits).substr(comma->digits.size() - comma->num_decimals);
    read.num_decimals_by_comma = static_cast<std::uint8_t>(
        std::min<std::size_t>(comma->num_decimals, std::numeric_limits<std::uint8_t>::max()));
    read.has_decimals_by_comma = is_negative || comma->num_gaps > 0 || comma->starts_with_zero ||
                                 !read.unit.empty() || (decimals.size() > 1 && decimals[0] == '0');
  }
  return read;
}

std::optional<double> number_in(std::string_view text, DecimalMark decimal) {
  const auto read = read_number_text(text);
  if (!read.has_value()) return std::nullopt;
  const bool is_comma = decimal == DecimalMark::kComma;
  const std::optional<double>& first = is_comma ? read->by_comma : read->by_point;
  return first.has_value() ? first : is_comma ? read->by_point : read->by_comma;
}

namespace {

// What the values of a column have in common.
class Writing {
 public:
  // False for what is no number.
  bool add(std::string_view text) {
    const auto read = read_number_text(text);
    if (!read.has_value()) return false;
    by_point_ = by_point_ && read->by_point.has_value();
    by_comma_ = by_comma_ && read->by_comma.has_value();
    if (!read->unit.empty()) {
      is_mixed_ = is_mixed_ || (!unit_.empty() && unit_ != read->unit);
      unit_ = read->unit;
    }
    are_plain_ = are_plain_ && read->is_plain;
    if (by_point_ && by_comma_) add_mark(*read);
    add_decimals(*read);
    return true;
  }

  WrittenNumbers result() const {
    if (are_plain_) return {};
    if (is_mixed_) return {NumberWriting::kMixed};
    if (by_point_ && by_comma_) return {of_both()};
    if (by_point_) return {NumberWriting::kPoint};
    if (!by_comma_) return {NumberWriting::kNone};
    // Integers parted by a comma differ in length; prices have two decimals each.
    const bool is_even = num_decimals_ > 1 && !has_other_decimals_;
    return {NumberWriting::kComma, !has_decimals_ && !is_even};
  }

 private:
  // Of a number that both marks can read.
  void add_mark(const NumberText& read) {
    constexpr double kThousand = 1000.0;
    if (read.mark == 0) {
      ++num_unmarked_;
      has_whole_thousands_ = has_whole_thousands_ || std::abs(*read.by_point) >= kThousand;
      return;
    }
    has_both_marks_ = has_both_marks_ || (mark_ != 0 && mark_ != read.mark);
    mark_ = read.mark;
  }

  void add_decimals(const NumberText& read) {
    has_decimals_ = has_decimals_ || read.has_decimals_by_comma;
    if (read.num_decimals_by_comma == 0) return;
    has_other_decimals_ =
        has_other_decimals_ || (num_decimals_ > 0 && num_decimals_ != read.num_decimals_by_comma);
    num_decimals_ = read.num_decimals_by_comma;
  }

  // Numbers below a thousand beside 1,234 say that it is no decimal: those have decimals, too. One
  // of 1500 says that it is: it would have the mark, too.
  NumberWriting of_both() const {
    if (mark_ == 0) return NumberWriting::kPoint;
    if (num_unmarked_ == 0 || has_both_marks_) return NumberWriting::kAmbiguous;
    const bool is_point = (mark_ == '.') == has_whole_thousands_;
    return is_point ? NumberWriting::kPoint : NumberWriting::kComma;
  }

  bool by_point_ = true, by_comma_ = true, are_plain_ = true, is_mixed_ = false;
  std::string_view unit_;
  char mark_ = 0;
  bool has_both_marks_ = false;  // 1,234 and 1.234
  std::uint64_t num_unmarked_ = 0;
  bool has_whole_thousands_ = false;  // 1500
  bool has_decimals_ = false, has_other_decimals_ = false;
  std::uint8_t num_decimals_ = 0;
};

}  // namespace

WrittenNumbers numbers_written_in(const RawColumn& column) {
  const auto* texts = std::get_if<StringColumn>(&column.values);
  if (texts == nullptr || !column.list_offsets.empty()) return {};
  Writing writing;
  std::size_t num_values = 0;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    if (column.missing(i) || is_missing_number((*texts)[i])) continue;
    if (!writing.add((*texts)[i])) return {};
    ++num_values;
  }
  return num_values == 0 ? WrittenNumbers() : writing.result();
}

std::optional<RawColumn> as_numbers(const RawColumn& texts, DecimalMark decimal) {
  const auto& values = std::get<StringColumn>(texts.values);
  RawColumn numbers{.is_missing = texts.is_missing};
  auto& read = numbers.values.emplace<Array<double>>();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool is_missing = texts.missing(i) || is_missing_number(values[i]);
    const auto number = is_missing ? std::optional(0.0) : number_in(values[i], decimal);
    if (!number.has_value()) return std::nullopt;
    read.push_back(*number);
    if (!is_missing || texts.missing(i)) continue;
    numbers.is_missing.resize(values.size(), 0);
    numbers.is_missing.edit()[i] = 1;
  }
  return numbers;
}

}  // namespace twotower

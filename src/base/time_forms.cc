#include "base/time_forms.h"

#include <absl/time/time.h>

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "base/replace_all.h"

namespace twotower {
namespace {

constexpr std::size_t kMaxTime =
    64;  // bytes; "Wednesday, 20 September 2021 13:53:09.123456789 +0000"

using Texts = std::span<const std::string_view>;

// What stands between a date and a time of day.
constexpr std::string_view kBlank[] = {" "};
constexpr std::string_view kIso[] = {" ", "T"};
constexpr std::string_view kWritten[] = {" ", ", "};  // 12/20/2021, 1:53:09 PM
constexpr std::string_view kLogged[] = {":", " "};    // 20/Dec/2021:13:53:09 +0000

struct DateForm {
  std::string_view format;
  DateOrder order;
  Texts joiners;
};
constexpr DateOrder kSelf = DateOrder::kAuto;
constexpr DateOrder kDay = DateOrder::kDayFirst;
constexpr DateOrder kMonth = DateOrder::kMonthFirst;
// Dates, which any of kClocks may follow.
constexpr DateForm kDates[] = {
    {"%E4Y-%m-%d", kSelf, kIso},          {"%E4Y/%m/%d", kSelf, kIso},
    {"%E4Y.%m.%d", kSelf, kBlank},        {"%E4Y%m%d", kSelf, kIso},
    {"%E4Y年%m月%d日", kSelf, kBlank},    {"%d/%m/%E4Y", kDay, kWritten},
    {"%m/%d/%E4Y", kMonth, kWritten},     {"%d-%m-%E4Y", kDay, kWritten},
    {"%m-%d-%E4Y", kMonth, kWritten},     {"%d.%m.%E4Y", kDay, kWritten},
    {"%m.%d.%E4Y", kMonth, kWritten},     {"%m %d, %E4Y", kSelf, kWritten},
    {"%d %b %E4Y", kSelf, kWritten},      {"%a, %d %b %E4Y", kSelf, kWritten},
    {"%b %d, %E4Y", kSelf, kWritten},     {"%b %d %E4Y", kSelf, kWritten},
    {"%a, %b %d, %E4Y", kSelf, kWritten}, {"%a %b %d %E4Y", kSelf, kWritten},
    {"%d-%b-%E4Y", kSelf, kLogged},       {"%d/%b/%E4Y", kSelf, kLogged},
    {"%E4Y-%b-%d", kSelf, kBlank}};

constexpr std::string_view kClocks[] = {"%H:%M",         "%H:%M:%E*S", "%H:%M:%S,%E*f", "%I:%M %p",
                                        "%I:%M:%E*S %p", "%H时%M分",   "%H时%M分%E*S秒"};

// The last, +01:00, stands for +0100, +01 and Z, too.
constexpr std::string_view kZones[] = {"", " UTC", " GMT", " %Ez"};

// Those in which a time of day is no end of its own.
constexpr std::string_view kWhole[] = {"%E4Y%m%d%H%M",
                                       "%E4Y%m%d%H%M%E*S",
                                       "%E4Y%m%dT%H%M%E*S%Ez",
                                       "%E4Y%m%dT%H%M%E*S",
                                       "%a %b %d %H:%M:%E*S %E4Y",
                                       "%a %b %d %H:%M:%E*S %Ez %E4Y",
                                       "%a %b %d %H:%M:%E*S UTC %E4Y",
                                       "%a %b %d %H:%M:%E*S GMT %E4Y"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The signs of a text: letters are one `a`, digits one 0, blanks nothing. More than four digits
// stay as many, since YYYYMMDD is told by its length alone; not those of a fraction.
std::string shape_of(std::string_view text) {
  constexpr std::size_t kYear = 4;
  std::string shape;
  for (std::size_t i = 0; i < text.size();) {
    const auto end_of = [&](auto&& is_part) {
      std::size_t end = i;
      while (end < text.size() && is_part(text[end])) ++end;
      return end;
    };
    if (is_digit(text[i])) {
      const std::size_t end = end_of(is_digit);
      const bool is_fraction = shape.ends_with('.') || shape.ends_with(',');
      shape.append(end - i <= kYear || is_fraction ? 1 : end - i, '0');
      i = end;
    } else if (is_letter(text[i])) {
      i = end_of(is_letter);
      shape += 'a';
    } else {
      if (text[i] != ' ') shape += text[i];
      ++i;
    }
  }
  return shape;
}

std::string with(std::string format,
                 std::span<const std::pair<std::string_view, std::string_view>> parts) {
  for (const auto& [part, text] : parts) replace_all(format, part, text);
  return format;
}

// A text that is written like this; a seconds' fraction and a zone have several shapes.
std::vector<std::string> examples_of(const std::string& format) {
  constexpr std::pair<std::string_view, std::string_view> kExamples[] = {
      {"%E4Y", "2021"}, {"%m", "12"},  {"%d", "20"}, {"%H", "13"},  {"%I", "01"}, {"%M", "53"},
      {"%S", "09"},     {"%E*f", "1"}, {"%p", "PM"}, {"%a", "Mon"}, {"%b", "Dec"}};
  std::vector<std::string> examples;
  for (const std::string_view second : {"09", "09.25"}) {
    if (second.size() > 2 && format.find("%E*S") == std::string::npos) continue;
    for (const std::string_view zone : {"Z", "+01:00", "-01:00", "+0100", "-0100"}) {
      if (zone.size() > 1 && format.find("%Ez") == std::string::npos) continue;
      std::string example = with(format, kExamples);
      replace_all(example, "%E*S", second);
      replace_all(example, "%Ez", zone);
      examples.push_back(std::move(example));
    }
  }
  return examples;
}

using FormsByShape = std::map<std::string, std::vector<DateTimeForm>, std::less<>>;

void add_form(const std::string& format, DateOrder order, FormsByShape& forms) {
  for (const std::string& example : examples_of(format)) {
    std::vector<DateTimeForm>& alike = forms[shape_of(example)];
    if (alike.empty() || alike.back().format != format) alike.push_back({format, order});
  }
}

FormsByShape make_forms() {
  FormsByShape forms;
  for (const DateForm& date : kDates) {
    add_form(std::string(date.format), date.order, forms);
    for (const std::string_view joiner : date.joiners) {
      for (const std::string_view clock : kClocks) {
        for (const std::string_view zone : kZones) {
          std::string format(date.format);
          add_form(format.append(joiner).append(clock).append(zone), date.order, forms);
        }
      }
    }
  }
  for (const std::string_view format : kWhole) add_form(std::string(format), kSelf, forms);
  return forms;
}

std::size_t num_digits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
}

// Four digits, no more, that are a year of our time.
bool has_year(std::string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const std::string_view four = text.substr(i, 4);
    const bool is_alone = (i == 0 || !is_digit(text[i - 1])) &&
                          (i + 4 == text.size() || !is_digit(text[i + 4])) && num_digits(four) == 4;
    if (is_alone && (four.starts_with("19") || four.starts_with("20"))) return true;
  }
  return false;
}

// 20/12/21
bool has_short_year(std::string_view text) {
  constexpr std::string_view kShort = "00/00/00";
  if (text.size() < kShort.size()) return false;
  return std::ranges::equal(
             text.substr(0, kShort.size()), kShort,
             [](char c, char sign) { return sign == '0' ? is_digit(c) : c == sign; }) &&
         (text.size() == kShort.size() || text[kShort.size()] == ' ');
}

}  // namespace

std::optional<Timestamp> DateTimeForm::read(std::string_view text) const {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(format, {text.data(), text.size()}, &time, &error)) return std::nullopt;
  return Timestamp{absl::ToUnixMicros(time)};
}

std::string DateTimeForm::pattern() const {
  constexpr std::pair<std::string_view, std::string_view> kPatterns[] = {
      {"%E4Y", "YYYY"}, {"%m", "MM"},  {"%d", "DD"},     {"%H", "hh"},    {"%I", "hh"},
      {"%M", "mm"},     {"%S", "ss"},  {"%E*S", "ss"},   {"%E*f", "fff"}, {"%p", "AM"},
      {"%a", "Mon"},    {"%b", "Dec"}, {"%Ez", "+00:00"}};
  return with(format, kPatterns);
}

const std::vector<DateTimeForm>& time_forms_like(std::string_view text) {
  static const FormsByShape kForms = make_forms();
  static const std::vector<DateTimeForm> kNone;
  if (text.size() > kMaxTime || num_digits(text) < 4) return kNone;
  const auto found = kForms.find(shape_of(text));
  return found == kForms.end() ? kNone : found->second;
}

bool has_form_of_time(std::string_view text) {
  if (!has_year(text) && !has_short_year(text)) return false;
  return !time_forms_like(text).empty();
}

}  // namespace twotower

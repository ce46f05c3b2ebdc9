#include "cli/count_flag.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <regex>
#include <utility>

#include "base/messages/cli_errors.h"

namespace twotower {
namespace {

constexpr std::pair<std::string_view, double> kUnits[] = {
    {"", 1.0},  {"k", 1e3},    {"K", 1e3},  {"千", 1e3},   {"万", 1e4},
    {"m", 1e6}, {"M", 1e6},    {"g", 1e9},  {"G", 1e9},    {"b", 1e9},
    {"B", 1e9}, {"百万", 1e6}, {"亿", 1e8}, {"千万", 1e7}, {"万亿", 1e12}};

std::optional<double> unit_of(std::string_view text) {
  for (const auto& [name, value] : kUnits) {
    if (name == text) return value;
  }
  return std::nullopt;
}

// Number and unit; nothing: it is no number.
std::optional<double> parsed(const std::string& text) {
  static const std::regex kForm(
      R"((\d+|\d{1,3}(?:[,_]\d{3})+)(\.\d+)?([eE]\+?\d{1,2})?([^\d.,_eE]*))");
  std::smatch found;
  if (!std::regex_match(text, found, kForm)) return std::nullopt;
  const std::optional<double> unit = unit_of(found[4].str());
  if (!unit.has_value()) return std::nullopt;
  std::string digits = found[1].str() + found[2].str() + found[3].str();
  std::erase_if(digits, [](char c) { return c == ',' || c == '_' || c == '+'; });
  double number = 0.0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number * *unit;
}

// What somebody meant who put a comma elsewhere: 1,5M is 1.5M, and 1,0000 is 10000.
std::string without_commas(const std::string& text) {
  const std::size_t comma = text.find(',');
  std::string changed = text;
  const bool has_unit = !text.empty() && (text.back() < '0' || text.back() > '9');
  if (has_unit && text.find(',', comma + 1) == std::string::npos) {
    changed[comma] = '.';
  } else {
    std::erase(changed, ',');
  }
  return changed;
}

Error wrong(const NumberFlag& flag, Message problem) {
  return {ErrorCode::kUsageWrong, std::string(flag.flag), std::move(problem)};
}

Error unread(const NumberFlag& flag, const std::string& text) {
  const std::string name(flag.flag);
  if (text.find(',') != std::string::npos) {
    const std::string meant = without_commas(text);
    if (parsed(meant).has_value()) return wrong(flag, CommaBetweenDigits(name, text, meant));
  }
  return wrong(flag, CountUnread(name, text, std::string(flag.example)));
}

}  // namespace

Result<double> read_number(const NumberFlag& flag, const std::string& text) {
  const std::optional<double> number = parsed(text);
  if (!number.has_value()) return unread(flag, text);
  if (*number >= flag.min && *number <= flag.max) return *number;
  return wrong(flag, FlagOutOfRange(std::string(flag.flag), text, fmt::format("{}", flag.min),
                                    fmt::format("{}", flag.max)));
}

Result<std::int64_t> read_count(const NumberFlag& flag, const std::string& text) {
  const std::optional<double> number = parsed(text);
  if (!number.has_value()) return unread(flag, text);
  constexpr double kRounding = 1e-6;  // 1.1M is 1100000.0000000001
  const double whole = std::round(*number);
  if (std::abs(*number - whole) > kRounding) {
    return wrong(flag, FlagNotWhole(std::string(flag.flag), text));
  }
  TWOTOWER_TRY(read_number(flag, text));
  return static_cast<std::int64_t>(whole);
}

}  // namespace twotower

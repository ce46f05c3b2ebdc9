#include "cli/flag_values.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "cli/loose_map.h"

namespace twotower {
namespace {

// Of Chinese keyboards, and what they stand for.
constexpr std::array<std::pair<std::string_view, char>, 14> kFullWidth = {{{"，", ','},
                                                                           {"＝", '='},
                                                                           {"＜", '<'},
                                                                           {"＞", '>'},
                                                                           {"、", ','},
                                                                           {"；", ';'},
                                                                           {"：", ':'},
                                                                           {"｛", '{'},
                                                                           {"｝", '}'},
                                                                           {"［", '['},
                                                                           {"］", ']'},
                                                                           {"＂", '"'},
                                                                           {"＇", '\''},
                                                                           {"\u3000", ' '}}};
constexpr std::array<std::string_view, 4> kCurvedQuotes = {"“", "”", "‘", "’"};

// The bytes of the curved quote that a text starts with; 0: it starts with none.
std::size_t curved_quote_at(std::string_view text) {
  for (const std::string_view quote : kCurvedQuotes) {
    if (text.starts_with(quote)) return quote.size();
  }
  return 0;
}

// Takes the text between quotes that `text` starts with, which are of ASCII or curved: as JSON. A
// quote that nothing closes is a character like others.
std::string take_quoted(std::string_view& text) {
  const std::string_view all = text;
  const std::size_t open = curved_quote_at(text);
  std::string taken = "\"";
  for (text.remove_prefix(std::max<std::size_t>(open, 1)); !text.empty();) {
    const std::size_t close = open > 0 ? curved_quote_at(text) : (text[0] == '"' ? 1 : 0);
    if (close > 0) {
      text.remove_prefix(close);
      return taken + "\"";
    }
    const std::size_t length = text[0] == '\\' && text.size() > 1 ? 2 : 1;
    if (open > 0 && text[0] == '"') taken += '\\';
    taken += text.substr(0, length);
    text.remove_prefix(length);
  }
  return std::string(all);
}

}  // namespace

std::string with_ascii_punctuation(std::string_view text) {
  std::string written;
  while (!text.empty()) {
    if (text[0] == '"' || curved_quote_at(text) > 0) {
      written += take_quoted(text);
      continue;
    }
    const auto wide = std::ranges::find_if(
        kFullWidth, [&](const auto& entry) { return text.starts_with(entry.first); });
    written += wide == kFullWidth.end() ? text[0] : wide->second;
    text.remove_prefix(wide == kFullWidth.end() ? 1 : wide->first.size());
  }
  return written;
}

Result<Value> parse_json_flag(const std::string& flag, const std::string& given,
                              const Repair& repair) {
  Result<Value> value = parse_json(given, flag);
  if (value.ok()) return value;
  const std::string text = with_ascii_punctuation(given);
  if (auto written = parse_json(text, flag); written.ok()) return written;
  return advised(value.error(), flag, repair(guess_map(text)));
}

}  // namespace twotower

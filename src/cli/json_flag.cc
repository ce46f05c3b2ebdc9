#include "cli/flag_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/messages/error_messages.h"
#include "base/shell_word.h"
#include "config/yaml_value.h"

namespace twotower {
namespace {

// "age=31, city=Rome", in braces or not; none if a part has no "=".
std::optional<Value> read_pairs(std::string_view text) {
  constexpr std::string_view kAround = " \t\n{}";
  text = stripped(text, kAround);
  const std::string_view separator = text.find(',') != std::string_view::npos ? "," : " ";
  Value::Map map;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view pair = stripped(text.substr(0, end), kAround);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    if (equals == 0 || equals == std::string_view::npos) return std::nullopt;
    const std::string given(stripped(pair.substr(equals + 1), kAround));
    auto value = parse_yaml(given, "", Lines::kDropped);
    map.push_back({std::string(stripped(pair.substr(0, equals), kAround)),
                   value.ok() ? std::move(value).value() : Value(given)});
  }
  return Value(std::move(map));
}

// What people write who think of a shell, YAML or Python; none if it is nothing of that.
std::optional<Value> guess_map(const std::string& text) {
  if (text.find(':') == std::string::npos) return read_pairs(text);
  auto value = parse_yaml(text, "", Lines::kDropped);
  if (!value.ok() || value.value().as<Value::Map>() == nullptr) return std::nullopt;
  return std::move(value).value();
}

// {"age": 31}; none for a map that is empty or nests.
std::optional<std::string> json_line(const Value& value) {
  const auto* map = value.as<Value::Map>();
  if (map == nullptr || map->empty()) return std::nullopt;
  std::string text;
  for (const auto& [key, entry] : *map) {
    if (entry.as<Value::Map>() != nullptr) return std::nullopt;
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", to_json(Value(key)), to_json(entry));
  }
  return "{" + text + "}";
}

// Of Chinese keyboards, and what they stand for.
constexpr std::array<std::pair<std::string_view, char>, 12> kFullWidth = {{{"，", ','},
                                                                           {"＝", '='},
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

Result<Value> parse_json_flag(const std::string& flag, const std::string& given) {
  Result<Value> value = parse_json(given, flag);
  if (value.ok()) return value;
  const std::string text = with_ascii_punctuation(given);
  if (auto written = parse_json(text, flag); written.ok()) return written;
  const std::optional<Value> guess = guess_map(text);
  const std::optional<std::string> line = guess ? json_line(*guess) : std::nullopt;
  Error error = value.error();
  if (line) {
    error.message = WriteJson(std::move(error.message), flag, shell_word(*line));
  } else {
    error.message = WriteJsonAs(std::move(error.message), flag, shell_word("{\"age\": 31}"));
  }
  return error;
}

}  // namespace twotower

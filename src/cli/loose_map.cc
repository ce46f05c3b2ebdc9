#include "cli/loose_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "cli/flag_values.h"
#include "config/yaml_value.h"

namespace twotower {
namespace {

// What stands between a name and its value, longer ones first, and the test of a condition that it
// is; no test: equal to it.
struct Sign {
  std::string_view text, test;
};
constexpr std::array<Sign, 9> kSigns = {{{"<=", "max"},
                                         {">=", "min"},
                                         {"!=", "none"},
                                         {"==", ""},
                                         {"<", "below"},
                                         {">", "above"},
                                         {"=", ""},
                                         {":", ""},
                                         {" is ", ""}}};

// Between pairs, those that values have least likely inside first.
constexpr std::array<std::string_view, 6> kSeparators = {",", " and ", " AND ", "&&", ";", " "};

// What stands alone, as YAML reads it: a number, true, a text with quotes or without.
Value scalar_of(std::string_view text) {
  auto value = parse_yaml(std::string(text), "", Lines::kDropped);
  const bool is_scalar = value.ok() && value.value().as<Value::Map>() == nullptr &&
                         value.value().as<Value::List>() == nullptr && !value.value().is_null();
  return is_scalar ? std::move(value).value() : Value(std::string(stripped(text, "\"'")));
}

std::string name_of(std::string_view text) {
  const Value value = scalar_of(text);
  const auto* name = value.as<std::string>();
  return name == nullptr ? std::string(text) : *name;
}

// "price<10"; nothing where there is no sign, or nothing on one of its sides.
std::optional<Value::Entry> read_pair(std::string_view pair) {
  constexpr std::string_view kBlanks = " \t\n";
  std::size_t place = std::string_view::npos;
  Sign found;
  for (const Sign& sign : kSigns) {
    const std::size_t at = pair.find(sign.text);
    if (at >= place) continue;  // the first one; of several there, the longest
    place = at;
    found = sign;
  }
  if (place == std::string_view::npos) return std::nullopt;
  const std::string_view name = stripped(pair.substr(0, place), kBlanks);
  const std::string_view text = stripped(pair.substr(place + found.text.size()), kBlanks);
  if (name.empty() || text.empty()) return std::nullopt;
  Value value = scalar_of(text);
  if (found.test == "none") value = Value(Value::List{std::move(value)});
  if (!found.test.empty()) value = Value(Value::Map{{std::string(found.test), std::move(value)}});
  return Value::Entry{name_of(name), std::move(value)};
}

// "age=31, city=Rome", in braces or not; nothing where a part is no pair.
std::optional<Value> read_pairs(std::string_view text, std::string_view separator) {
  constexpr std::string_view kAround = " \t\n{}";
  Value::Map map;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view pair = stripped(text.substr(0, end), kAround);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
    if (pair.empty()) continue;
    auto entry = read_pair(pair);
    if (!entry) return std::nullopt;
    map.push_back(*std::move(entry));
  }
  return map.empty() ? std::nullopt : std::optional(Value(std::move(map)));
}

// YAML wants a blank behind the colon: of {age:31} it makes the key "age:31" without a value.
bool has_key_without_value(const Value::Map& map) {
  return std::ranges::any_of(map, [](const Value::Entry& entry) { return entry.value.is_null(); });
}

}  // namespace

std::optional<Value> guess_map(const std::string& text) {
  auto value = parse_yaml(text, "", Lines::kDropped);
  const auto* map = value.ok() ? value.value().as<Value::Map>() : nullptr;
  if (map != nullptr && !map->empty() && !has_key_without_value(*map)) {
    return std::move(value).value();
  }
  for (const std::string_view separator : kSeparators) {
    if (text.find(separator) == std::string::npos) continue;
    if (auto pairs = read_pairs(text, separator)) return pairs;
  }
  return read_pairs(text, ",");  // one
}

std::string json_line(const Value& value) {
  std::string text;
  const auto add = [&](std::string part) { text += (text.empty() ? "" : ", ") + std::move(part); };
  if (const auto* map = value.as<Value::Map>()) {
    for (const auto& [key, entry] : *map) {
      add(fmt::format("{}: {}", to_json(Value(key)), json_line(entry)));
    }
    return "{" + text + "}";
  }
  if (const auto* list = value.as<Value::List>()) {
    for (const Value& element : *list) add(json_line(element));
    return "[" + text + "]";
  }
  return to_json(value);
}

}  // namespace twotower

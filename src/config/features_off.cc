#include "config/features_off.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages/config_errors.h"
#include "base/option_tree.h"

namespace twotower {
namespace {

constexpr std::string_view kFeatures = "features", kSwitchedOff = "switched_off";
constexpr std::string_view kSides[] = {"user", "item", "context"};

// Older YAML has `off` for false, and so have programs that write it.
bool is_off(const Value& value) {
  const auto* text = value.as<std::string>();
  const auto* flag = value.as<bool>();
  return value.is_null() || (text != nullptr && *text == "off") || (flag != nullptr && !*flag);
}

// The last entry of this key; null where there is none or `parent` is no map.
Value* entry_of(Value* parent, std::string_view key) {
  return parent == nullptr ? nullptr : const_cast<Value*>(parent->find(key));
}

Value::Map* map_of(Value* value) {
  return value == nullptr ? nullptr : std::get_if<Value::Map>(&value->data());
}

// Names in features.switched_off of a side; null where none are.
Value::List* names_off(Value& config, std::string_view side) {
  Value* names = entry_of(entry_of(entry_of(&config, kFeatures), kSwitchedOff), side);
  return names == nullptr ? nullptr : std::get_if<Value::List>(&names->data());
}

bool is_name(const Value& value, std::string_view name) {
  const auto* text = value.as<std::string>();
  return text != nullptr && *text == name;
}

void add_name_off(Value& config, std::string_view side, const std::string& name) {
  Value::List* names = names_off(config, side);
  if (names == nullptr) {
    set_at_path(config, fmt::format("{}.{}.{}", kFeatures, kSwitchedOff, side),
                Value(Value::List()));
    names = names_off(config, side);
  }
  const auto is_it = [&](const Value& value) { return is_name(value, name); };
  if (std::ranges::none_of(*names, is_it)) names->push_back(Value(name));
}

// What the side's map switches off leaves it.
std::vector<std::string> take_off(Value& config, std::string_view side) {
  std::vector<std::string> names;
  Value::Map* features = map_of(entry_of(entry_of(&config, kFeatures), side));
  if (features == nullptr) return names;
  for (const Value::Entry& feature : *features) {
    if (is_off(feature.value)) names.push_back(feature.key);
  }
  std::erase_if(*features, [](const Value::Entry& feature) { return is_off(feature.value); });
  return names;
}

// Leaves open what the side's features are.
void open_side(Value& config, std::string_view side) {
  Value* features = entry_of(entry_of(&config, kFeatures), side);
  if (features != nullptr) *features = Value();
}

bool is_empty(Value& config, std::string_view side) {
  const Value::Map* features = map_of(entry_of(entry_of(&config, kFeatures), side));
  return features != nullptr && features->empty();
}

// `context: off` is a context of no features. Null leaves it open.
void close_context(Value& config) {
  Value* context = entry_of(entry_of(&config, kFeatures), "context");
  if (context != nullptr && !context->is_null() && is_off(*context)) *context = Value(Value::Map());
}

void move_side_off(Value& config, std::string_view side) {
  const std::vector<std::string> names = take_off(config, side);
  for (const std::string& name : names) add_name_off(config, side, name);
  if (!names.empty() && is_empty(config, side)) open_side(config, side);
}

// "item" and "price" of features.item.price.buckets.
struct FeaturePath {
  std::string_view side;
  std::string name;
  bool is_whole = false;  // nothing follows the name
};

std::optional<FeaturePath> feature_path(const std::string& path) {
  for (const std::string_view side : kSides) {
    const std::string start = fmt::format("{}.{}.", kFeatures, side);
    if (!path.starts_with(start)) continue;
    const std::string rest = path.substr(start.size());
    const std::size_t end = std::min(rest.find('.'), rest.size());
    return FeaturePath{side, rest.substr(0, end), end == rest.size()};
  }
  return std::nullopt;
}

Error not_there(const std::string& path, const FeaturePath& feature, const Value::Map& features) {
  std::vector<std::string> known;
  for (const Value::Entry& entry : features) known.push_back(entry.key);
  return {ErrorCode::kConfigUnknownName, path,
          NoFeatureToSwitchOff(path, suggestion(feature.name, known))};
}

Result<void> switch_off(Value& config, const std::string& path, const FeaturePath& feature) {
  Value::Map* features = map_of(entry_of(entry_of(&config, kFeatures), feature.side));
  if (features != nullptr) {
    const auto is_it = [&](const Value::Entry& entry) { return entry.key == feature.name; };
    const Value::List* off = names_off(config, feature.side);
    const bool was_off = off != nullptr && std::ranges::any_of(*off, [&](const Value& value) {
                           return is_name(value, feature.name);
                         });
    if (std::ranges::none_of(*features, is_it) && !was_off) {
      return not_there(path, feature, *features);
    }
    std::erase_if(*features, is_it);
  }
  add_name_off(config, feature.side, feature.name);
  return {};
}

}  // namespace

void move_features_off(Value& config) {
  close_context(config);
  for (const std::string_view side : kSides) move_side_off(config, side);
}

Result<void> set_option(Value& config, const std::string& path, Value value) {
  const std::optional<FeaturePath> feature = feature_path(path);
  if (feature.has_value() && feature->is_whole && is_off(value)) {
    return switch_off(config, path, *feature);
  }
  if (feature.has_value()) {
    if (Value::List* off = names_off(config, feature->side)) {
      std::erase_if(*off, [&](const Value& name) { return is_name(name, feature->name); });
    }
  }
  set_at_path(config, path, std::move(value));
  move_features_off(config);
  return {};
}

bool changes_open_feature(const Value& config, const std::string& path) {
  const auto feature = feature_path(path);
  if (!feature.has_value() || feature->is_whole || path.ends_with(".kind")) return false;
  const Value* features = config.find(kFeatures);
  const Value* side = features == nullptr ? nullptr : features->find(feature->side);
  return side == nullptr || side->is_null();
}

}  // namespace twotower

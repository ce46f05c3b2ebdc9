#include "config/load_config.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages/base_errors.h"
#include "base/messages/cli_errors.h"
#include "base/messages/config_errors.h"
#include "base/options.h"
#include "config/features_off.h"
#include "config/meant_key.h"
#include "config/yaml_value.h"
#include "data/files/encoding.h"

namespace twotower {
namespace {

bool is_config(const std::string& path) {
  return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
}

// A file that ends in .json is taken for a config, so data of that name is told how to be read.
Result<Value> read_config(const std::string& path) {
  Result<Value> text = read_yaml_file(path);
  const bool is_config = text.ok() && text.value().as<Value::Map>() != nullptr;
  const bool is_there = text.ok() || text.error().code != ErrorCode::kFileUnreadable;
  if (is_config || !is_there || !path.ends_with(".json")) return text;
  return Error{ErrorCode::kDataWrongFormat, path, ConfigNotAMap(path)};
}

// Where a table is expected.
Result<void> check_table(const std::string& flag, const std::string& path) {
  if (!path.ends_with(".yaml") && !path.ends_with(".yml")) return {};
  return Error{ErrorCode::kDataWrongFormat, flag, ConfigForTable(flag, path)};
}

// Where a column is expected: --item titles.csv.
Result<void> check_column(const std::string& flag, const std::string& name,
                          const std::string& table_flag) {
  constexpr std::string_view kEndings[] = {".csv",    ".tsv",    ".parquet", ".jsonl",
                                           ".ndjson", ".csv.gz", ".csv.zst"};
  const bool is_file = std::ranges::any_of(
      kEndings, [&](std::string_view ending) { return name.ends_with(ending); });
  if (!is_file) return {};
  return Error{ErrorCode::kConfigOutOfRange, flag, FileForColumn(flag, name, table_flag)};
}

// Of "train.epochs: 5" and "train.epochs 5" with how it is written.
Error without_value(const std::string& text) {
  Message message = OverrideWithoutValue(text);
  const std::size_t end = text.find_first_of(": ");
  const std::size_t begin = text.find_first_not_of(": ", end);
  if (end != std::string::npos && begin != std::string::npos) {
    message = UsageNear(std::move(message), set_flag(text.substr(0, end), text.substr(begin)));
  }
  return {ErrorCode::kConfigSyntax, text, std::move(message)};
}

// "train.batch_size=128" as a path and a value.
Result<std::pair<std::string, Value>> read_override(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return without_value(text);
  TWOTOWER_ASSIGN(Value value, parse_yaml(text.substr(equals + 1), "--set", Lines::kDropped));
  return std::pair(text.substr(0, equals), std::move(value));
}

// "logs" of logs/dt=*/*.parquet, "clicks" of clicks.csv.zst: the last part of the path that is no
// pattern and no partition, without its endings.
std::string name_of_data(const std::string& path) {
  std::string name;
  for (const std::filesystem::path& part : std::filesystem::path(path).lexically_normal()) {
    const std::string text = part.string();
    const std::string stem = text.substr(0, text.find('.', 1));
    const bool is_name = text.find_first_of("*?[{=/") == std::string::npos && text != "..";
    if (is_name && !stem.empty() && stem != ".") name = stem;
  }
  return name.empty() ? Config().name : name;
}

Result<void> check_text(std::string_view text, const std::string& field) {
  const bool has_zero = text.find('\0') != std::string_view::npos;
  if (!has_zero && is_utf8(text)) return {};
  Message place = field.empty() ? Message(ConfigKey()) : ConfigPath(field);
  return Error{
      ErrorCode::kConfigSyntax, field,
      has_zero ? Message(ConfigZeroByte(std::move(place))) : ConfigNotUtf8(std::move(place))};
}

// Every text and key below `value`, which is at `field`.
Result<void> check_texts(const Value& value, const std::string& field) {
  if (const auto* text = value.as<std::string>()) return check_text(*text, field);
  const auto* list = value.as<Value::List>();
  for (const Value& element : list == nullptr ? Value::List() : *list) {
    TWOTOWER_TRY(check_texts(element, field));
  }
  const auto* map = value.as<Value::Map>();
  for (const auto& [key, entry] : map == nullptr ? Value::Map() : *map) {
    TWOTOWER_TRY(check_text(key, field));
    TWOTOWER_TRY(check_texts(entry, field.empty() ? key : field + "." + key));
  }
  return {};
}

void set_columns(const ConfigSource& source, Value& text) {
  const std::pair<std::string_view, const std::string&> flags[] = {
      {"data.users.path", source.users},       {"data.users.id", source.users_id},
      {"data.items.path", source.items},       {"data.items.id", source.items_id},
      {"data.interactions.item", source.item}, {"data.interactions.type.column", source.type}};
  for (const auto& [path, value] : flags) {
    if (!value.empty()) set_at_path(text, path, Value(value));
  }
  const std::pair<std::string_view, const std::optional<std::string>&> may_be_none[] = {
      {"data.interactions.user", source.user},
      {"data.interactions.time", source.time},
      {"data.interactions.session", source.session}};
  for (const auto& [path, value] : may_be_none) {
    if (value) set_at_path(text, path, Value(*value));
  }
}

// What is written but for options of features, which tell nothing of whether these are open.
Result<Value> written_without_options_of_features(ConfigSource source) {
  std::erase_if(source.overrides, [](const std::string& text) {
    return changes_open_feature(Value(), text.substr(0, text.find('=')));
  });
  return written_config(source);
}

// Takes those out that change a feature which will be chosen: whether it will is known once all
// others are read.
Result<std::vector<FeatureChange>> take_changes(ConfigSource& source) {
  TWOTOWER_ASSIGN(const Value text, written_without_options_of_features(source));
  std::vector<FeatureChange> changes;
  std::vector<std::string> others;
  for (const std::string& text_of_override : source.overrides) {
    TWOTOWER_ASSIGN(auto override, read_override(text_of_override));
    if (changes_open_feature(text, override.first)) {
      changes.push_back({override.first, std::move(override.second)});
    } else {
      others.push_back(text_of_override);
    }
  }
  source.overrides = std::move(others);
  return changes;
}

// An unknown key of --set with the one that was meant.
Error with_meant_key(Error error, const std::vector<std::string>& overrides) {
  if (error.code != ErrorCode::kConfigUnknownKey) return error;
  for (const std::string& text : overrides) {
    const std::string path = text.substr(0, text.find('='));
    const std::string key = meant_key(path);
    const bool is_it = path == error.field || path.starts_with(error.field + ".");
    if (!is_it || key.empty()) continue;
    error.message =
        NotAnOption(error.field, DidYouMean(set_flag(key, text.substr(text.find('=') + 1))));
  }
  return error;
}

}  // namespace

Result<void> apply_override(const std::string& text, Value& config) {
  TWOTOWER_ASSIGN(auto override, read_override(text));
  return set_option(config, override.first, std::move(override.second));
}

Result<Value> written_config(const ConfigSource& source) {
  TWOTOWER_TRY(check_table("--users", source.users));
  TWOTOWER_TRY(check_table("--items", source.items));
  TWOTOWER_TRY(check_column("--user", source.user.value_or(""), "--users"));
  TWOTOWER_TRY(check_column("--item", source.item, "--items"));
  Value text = source.base;
  if (!text.is_null()) {
    // The path names a bundle, whose config this is.
  } else if (is_config(source.path)) {
    TWOTOWER_ASSIGN(text, read_config(source.path));
  } else if (!source.path.empty()) {
    TWOTOWER_TRY(check_text(source.path, "data.interactions.path"));  // before its part, the name
    set_at_path(text, "name", Value(name_of_data(source.path)));
    set_at_path(text, "data.interactions.path", Value(source.path));
  }
  set_columns(source, text);
  if (!source.fit.empty()) set_at_path(text, "train.fit", Value(source.fit));
  move_features_off(text);
  if (source.keeps_heavy) set_at_path(text, "data.interactions.heavy", Value(std::string("keep")));
  for (const std::string& override_text : source.overrides) {
    TWOTOWER_TRY(apply_override(override_text, text));
  }
  TWOTOWER_TRY(check_texts(text, ""));
  return text;
}

Result<Config> load_config(const ConfigSource& source) {
  ConfigSource others = source;
  TWOTOWER_ASSIGN(const std::vector<FeatureChange> changes, take_changes(others));
  TWOTOWER_ASSIGN(const Value text, written_config(others));
  auto read = read_options<Config>(text, source.path);
  if (!read.ok()) return with_meant_key(read.error(), source.overrides);
  Config config = std::move(read).value();
  config.features.changes = changes;
  return config;
}

}  // namespace twotower

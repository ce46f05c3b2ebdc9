#include "bundle/manifest.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <span>
#include <utility>

#include "base/checksum.h"
#include "base/json.h"
#include "base/messages/bundle_errors.h"
#include "base/messages/error_messages.h"

namespace twotower {
namespace {

constexpr std::string_view kFormatKey = "format_version", kChecksumKey = "checksum";
constexpr std::array<std::string_view, 2> kIdTypes = {"int64", "string"};

// The text of `map` with its checksum as the last entry, as it stands in the file.
std::string with_checksum(const Value& map) {
  std::string text = to_json(map);
  const std::string checksum = to_hex(checksum_of(std::as_bytes(std::span(text))));
  text.resize(text.size() - std::string_view("\n}").size());
  return fmt::format("{},\n  \"{}\": \"{}\"\n}}\n", text, kChecksumKey, checksum);
}

Value text_value(std::string_view text) {
  return Value(std::string(text));
}

Value to_value(const Manifest::File& file) {
  Value::List blocks;
  for (const std::uint64_t block : file.blocks) blocks.push_back(text_value(to_hex(block)));
  return Value(Value::Map{{"bytes", Value(static_cast<std::int64_t>(file.bytes))},
                          {"checksum", text_value(to_hex(file.checksum))},
                          {"blocks", Value(std::move(blocks))}});
}

template <typename T>
Value value_or_null(const std::optional<T>& optional) {
  return optional.has_value() ? Value(*optional) : Value();
}

Value to_value(const RepeatTerm& repeats) {
  return Value(
      Value::Map{{"weight", Value(repeats.weight)}, {"half_life", Value(repeats.half_life)}});
}

Value::Map to_map(const Manifest& manifest) {
  Value::Map files;
  for (const auto& [name, file] : manifest.files) files.push_back({name, to_value(file)});
  const Value ids(
      Value::Map{{"user", text_value(kIdTypes[static_cast<std::size_t>(manifest.user_ids)])},
                 {"item", text_value(kIdTypes[static_cast<std::size_t>(manifest.item_ids)])}});
  const auto repeats = option_names(RepeatRule{});
  Value::Map positions;
  for (const auto& [log, position] : manifest.log_positions)
    positions.push_back({log, Value(position)});
  Value::Map map = {{std::string(kFormatKey), Value(Manifest::kFormatVersion)},
                    {"twotower", text_value(manifest.twotower)},
                    {"created", text_value(manifest.created)},
                    {"generation", text_value(manifest.generation)},
                    {"parent", value_or_null(manifest.parent)},
                    {"data_key", text_value(manifest.data_key)},
                    {"model", text_value(manifest.model)},
                    {"history_until", value_or_null(manifest.history_until)},
                    {"data_read", value_or_null(manifest.data_read)},
                    {"log_positions", Value(std::move(positions))},
                    {"id_types", ids},
                    {"repeat", text_value(repeats[static_cast<std::size_t>(manifest.repeat)])},
                    {"similarity", text_value(manifest.similarity)},
                    {"temperature", Value(manifest.temperature)},
                    {"precision", text_value(manifest.precision)},
                    {"seed", Value(manifest.seed)},
                    {"metrics", manifest.metrics},
                    {"config", manifest.config},
                    {"files", Value(std::move(files))}};
  if (manifest.repeats.is_on()) {
    const auto similarity = std::ranges::find(map, "similarity", &Value::Entry::key);
    map.insert(similarity, {"repeats", to_value(manifest.repeats)});
  }
  return map;
}

// Takes the parts of a manifest out of its map; the first that is not there or has another form is
// remembered.
class ManifestReader {
 public:
  explicit ManifestReader(const Value& map) : map_(map) {}

  bool has(std::string_view key) const { return map_.find(key) != nullptr; }
  const Value& any(std::string_view key) {
    static const Value kNull;
    const Value* value = map_.find(key);
    if (value == nullptr) fail(key);
    return value == nullptr ? kNull : *value;
  }
  template <typename T>
  T get(std::string_view key) {
    const T* value = any(key).as<T>();
    if (value == nullptr) fail(key);
    return value == nullptr ? T() : *value;
  }
  template <typename T>
  std::optional<T> get_optional(std::string_view key) {
    return any(key).is_null() ? std::nullopt : std::optional(get<T>(key));
  }
  double number(std::string_view key) {
    const Value& value = any(key);
    if (!value.is_number()) fail(key);
    return value.is_number() ? value.to_number() : 0.0;
  }
  // The place of a text among names.
  std::size_t choice(std::string_view key, std::span<const std::string_view> names) {
    const std::string text = get<std::string>(key);
    const auto name = std::ranges::find(names, text);
    if (name == names.end()) fail(key);
    return name == names.end() ? 0 : static_cast<std::size_t>(name - names.begin());
  }
  std::uint64_t hex(std::string_view key) {
    const auto checksum = from_hex(get<std::string>(key));
    if (!checksum.has_value()) fail(key);
    return checksum.value_or(0);
  }
  void fail(std::string_view key) {
    if (problem_.empty()) problem_ = key;
  }
  // The first wrong key; empty: none.
  const std::string& problem() const { return problem_; }

 private:
  const Value& map_;
  std::string problem_;
};

Manifest::File read_file(const Value& value, ManifestReader& manifest) {
  ManifestReader reader(value);
  Manifest::File file;
  const auto bytes = reader.get<std::int64_t>("bytes");
  if (bytes < 0) reader.fail("bytes");
  file.bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(bytes, 0));
  file.checksum = reader.hex("checksum");
  const auto* blocks = reader.any("blocks").as<Value::List>();
  if (blocks == nullptr) reader.fail("blocks");
  for (const Value& block : blocks == nullptr ? Value::List() : *blocks) {
    const auto* text = block.as<std::string>();
    const auto checksum = text == nullptr ? std::nullopt : from_hex(*text);
    if (!checksum.has_value()) reader.fail("blocks");
    file.blocks.push_back(checksum.value_or(0));
  }
  const std::uint64_t num_blocks =
      file.bytes / kChecksumBlockBytes + (file.bytes % kChecksumBlockBytes > 0 ? 1 : 0);
  if (file.blocks.size() != num_blocks) reader.fail("blocks");
  if (!reader.problem().empty()) manifest.fail("files");
  return file;
}

// Whether it names something in the folder itself, nothing above or below.
bool is_plain_name(const std::string& name) {
  const bool is_special = name.empty() || name == "." || name == "..";
  return !is_special && name.find_first_of(std::string_view("/\0", 2)) == std::string::npos;
}

void read_files(ManifestReader& reader, std::map<std::string, Manifest::File>& files) {
  const auto* map = reader.any("files").as<Value::Map>();
  if (map == nullptr) return reader.fail("files");
  for (const auto& [name, value] : *map) {
    if (!is_plain_name(name)) reader.fail("files");
    files[name] = read_file(value, reader);
  }
}

void read_id_types(ManifestReader& reader, Manifest& manifest) {
  ManifestReader types(reader.any("id_types"));
  manifest.user_ids = static_cast<IdMap::Type>(types.choice("user", kIdTypes));
  manifest.item_ids = static_cast<IdMap::Type>(types.choice("item", kIdTypes));
  if (!types.problem().empty()) reader.fail("id_types");
}

void read_log_positions(ManifestReader& reader, Manifest& manifest) {
  constexpr const char* kKey = "log_positions";
  const auto* map = reader.any(kKey).as<Value::Map>();
  if (map == nullptr) return reader.fail(kKey);
  for (const auto& [log, value] : *map) {
    const auto* position = value.as<std::int64_t>();
    if (position == nullptr || *position < 0) return reader.fail(kKey);
    manifest.log_positions[log] = *position;
  }
}

// Only bundles whose scores have the term say it.
void read_repeats(ManifestReader& reader, Manifest& manifest) {
  constexpr const char* kKey = "repeats";
  if (!reader.has(kKey)) return;
  ManifestReader term(reader.any(kKey));
  manifest.repeats = {term.number("weight"), term.number("half_life")};
  const auto is_valid = [](double number) { return std::isfinite(number) && number >= 0.0; };
  const bool are_valid = is_valid(manifest.repeats.weight) && is_valid(manifest.repeats.half_life);
  if (!term.problem().empty() || !are_valid) reader.fail(kKey);
}

void read_all(ManifestReader& reader, Manifest& manifest) {
  manifest.twotower = reader.get<std::string>("twotower");
  manifest.created = reader.get<std::string>("created");
  manifest.generation = reader.get<std::string>("generation");
  manifest.parent = reader.get_optional<std::string>("parent");
  manifest.data_key = reader.get<std::string>("data_key");
  manifest.model = reader.get<std::string>("model");
  manifest.history_until = reader.get_optional<std::int64_t>("history_until");
  manifest.data_read = reader.get_optional<std::int64_t>("data_read");
  read_log_positions(reader, manifest);
  read_id_types(reader, manifest);
  manifest.repeat = static_cast<RepeatRule>(reader.choice("repeat", option_names(RepeatRule{})));
  if (manifest.repeat == RepeatRule::kAuto) reader.fail("repeat");
  read_repeats(reader, manifest);
  manifest.similarity = reader.get<std::string>("similarity");
  manifest.temperature = reader.number("temperature");
  manifest.precision = reader.get<std::string>("precision");
  manifest.seed = reader.get<std::int64_t>("seed");
  manifest.metrics = reader.any("metrics");
  manifest.config = reader.any("config");
  if (manifest.config.as<Value::Map>() == nullptr) reader.fail("config");
  read_files(reader, manifest.files);
}

Error corrupt(const std::string& source, Message problem) {
  return {ErrorCode::kBundleCorrupt, source, FileDamaged(source, std::move(problem))};
}

Result<void> check_format(const Value& value, const std::string& source) {
  const Value* format = value.find(kFormatKey);
  const auto* version = format == nullptr ? nullptr : format->as<std::int64_t>();
  if (version == nullptr) {
    return corrupt(source, ManifestWithoutFormat());
  }
  if (*version > Manifest::kFormatVersion) {
    return Error{ErrorCode::kBundleNewer, source,
                 ManifestNewer(source, *version, Manifest::kFormatVersion)};
  }
  if (*version < 1) return corrupt(source, ManifestFormatWrong(*version));
  if (*version < Manifest::kFormatVersion) {
    return Error{ErrorCode::kBundleOlder, source,
                 ManifestOlder(source, *version, Manifest::kFormatVersion)};
  }
  return {};
}

// Takes the manifest's own checksum off and holds that the text is what is written for the rest.
// Comparing texts leaves no bit free: 1e-05 and 1E-05 are one number, and so are two texts beyond
// the digits of a double.
Result<void> check_text(Value& value, std::string_view text, const std::string& source) {
  std::erase_if(std::get<Value::Map>(value.data()),
                [](const Value::Entry& entry) { return entry.key == kChecksumKey; });
  if (with_checksum(value) == text) return {};
  return corrupt(source, ManifestChanged());
}

}  // namespace

std::string utc_now() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

const Value* option_at(const Manifest& manifest, std::initializer_list<std::string_view> path) {
  const Value* at = &manifest.config;
  for (const std::string_view key : path) {
    if (at != nullptr) at = at->find(key);
  }
  return at;
}

std::string generation_of(const std::map<std::string, Manifest::File>& files,
                          const RepeatTerm& repeats) {
  std::string text;
  for (const auto& [name, file] : files) text += name + ' ' + to_hex(file.checksum) + '\n';
  if (repeats.is_on()) text += to_json(to_value(repeats));
  return to_hex(checksum_of(std::as_bytes(std::span(text))));
}

std::string to_json(const Manifest& manifest) {
  return with_checksum(Value(to_map(manifest)));
}

Result<Manifest> parse_manifest(std::string_view text, const std::string& source) {
  auto parsed = parse_json(text, source);
  if (!parsed.ok()) return corrupt(source, parsed.error().message);
  Value value = std::move(parsed).value();
  TWOTOWER_TRY(check_format(value, source));
  TWOTOWER_TRY(check_text(value, text, source));
  Manifest manifest;
  ManifestReader reader(value);
  read_all(reader, manifest);
  if (reader.problem().empty()) return manifest;
  return corrupt(source, ManifestKeyWrong(reader.problem()));
}

}  // namespace twotower

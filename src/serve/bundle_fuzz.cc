#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/checksum.h"
#include "base/json.h"
#include "base/tensor_info.h"
#include "bundle/bundle.h"
#include "messages/said.h"
#include "serve/recommender.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxPartBytes = std::size_t{1} << 16;

// The text up to `end`, which is taken off with it.
std::string_view take_until(std::string_view& text, std::string_view end) {
  const std::string_view taken = text.substr(0, text.find(end));
  text.remove_prefix(std::min(text.size(), taken.size() + end.size()));
  return taken;
}

Value::List sizes_of(std::string_view text, std::uint64_t& elements) {
  Value::List sizes;
  elements = 1;
  while (!text.empty()) {
    const std::string_view digits = take_until(text, ",");
    std::uint32_t size = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), size);
    elements = std::min<std::uint64_t>(elements * size, kMaxPartBytes);
    sizes.emplace_back(std::int64_t{size});
  }
  return sizes;
}

// A tensor file from lines "F32 2,3 NAME" and "@ KEY TEXT", an empty line and bytes; zeros fill up.
// Its header is well-formed: other ones are for tensor_file_fuzz.
std::string tensor_file_of(std::string_view section) {
  Value::Map header, metadata;
  std::uint64_t end = 0;
  for (auto line = take_until(section, "\n"); !line.empty(); line = take_until(section, "\n")) {
    const std::string type(take_until(line, " ")), second(take_until(line, " "));
    const std::string rest(line);
    if (type == "@") {
      metadata.push_back({second, Value(rest)});
      continue;
    }
    std::uint64_t elements = 0;
    Value shape(sizes_of(second, elements));
    const auto dtype = dtype_named(type);
    const std::uint64_t bytes = elements * (dtype.has_value() ? bytes_of(*dtype) : 1);
    const Value offsets(Value::List{Value(static_cast<std::int64_t>(end)),
                                    Value(static_cast<std::int64_t>(end + bytes))});
    header.push_back(
        {rest,
         Value(Value::Map{{"dtype", Value(type)}, {"shape", shape}, {"data_offsets", offsets}})});
    end = std::min<std::uint64_t>(end + bytes, kMaxPartBytes);
  }
  if (!metadata.empty()) header.push_back({"__metadata__", Value(std::move(metadata))});
  std::string text = to_json(Value(std::move(header)));
  text.append((64 - (text.size() + 8) % 64) % 64, ' ');
  std::string bytes(section);
  bytes.resize(end, '\0');
  const std::uint64_t length = text.size();
  return std::string(reinterpret_cast<const char*>(&length), sizeof(length)) + text + bytes;
}

std::span<const std::byte> bytes_of_text(const std::string& text) {
  return std::as_bytes(std::span(text));
}

Value file_entry(const std::string& bytes) {
  Value::List blocks;
  for (const std::uint64_t block : block_checksums_of(bytes_of_text(bytes))) {
    blocks.emplace_back(to_hex(block));
  }
  return Value(Value::Map{{"bytes", Value(static_cast<std::int64_t>(bytes.size()))},
                          {"checksum", Value(to_hex(checksum_of(bytes_of_text(bytes))))},
                          {"blocks", Value(std::move(blocks))}});
}

// With files and checksums, which no fuzzer guesses; what is not a map stays as it is.
std::string manifest_of(std::string_view section, Value::Map files) {
  auto parsed = parse_json(section, "fuzz");
  if (!parsed.ok()) return std::string(section);
  Value value = std::move(parsed).value();
  auto* map = std::get_if<Value::Map>(&value.data());
  if (map == nullptr) return std::string(section);
  std::erase_if(*map, [](const Value::Entry& entry) {
    return entry.key == "checksum" || entry.key == "files";
  });
  map->push_back({"files", Value(std::move(files))});
  const std::string covered = to_json(value);
  map = std::get_if<Value::Map>(&value.data());
  map->push_back({"checksum", Value(to_hex(checksum_of(bytes_of_text(covered))))});
  return to_json(value) + "\n";
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

void write_parts(const fs::path& folder, std::string_view input) {
  constexpr std::string_view kEnd = "\n%\n";
  const std::string_view manifest = take_until(input, kEnd);
  Value::Map files;
  for (const std::string_view name :
       {kModelFile, kFeaturesFile, kCatalogFile, kIndexFile, kUsersFile}) {
    const std::string bytes = tensor_file_of(take_until(input, kEnd));
    write_text(folder / name, bytes);
    files.push_back({std::string(name), file_entry(bytes)});
  }
  write_text(folder / Manifest::kFileName, manifest_of(manifest, std::move(files)));
}

Id owned(const IdView& id) {
  if (const auto* integer = std::get_if<std::int64_t>(&id)) return *integer;
  return std::string(std::get<std::string_view>(id));
}

// An answer, or an error of the request.
template <typename Answer>
void check(const Result<Answer>& answer) {
  if (answer.ok()) return;
  if (!forms_of(answer.error().code).name.starts_with("request.")) std::abort();
}

// What opens can be served from.
void serve_from(Bundle opened) {
  const Recommender recommender(std::move(opened));
  const auto bundle = recommender.bundle();
  RecommendRequest request{.k = 3};
  check(recommender.recommend(request));
  for (std::uint32_t user = 0; user < std::min<std::size_t>(bundle->users->ids.size(), 4); ++user) {
    request.user_id = owned(bundle->users->ids.id(user));
    check(recommender.recommend(request));
  }
  request.diversity = 0.5;
  std::vector<Id> items = {Id(std::int64_t{1}), Id(std::string("a"))};
  if (bundle->catalog.size() > 0) {
    items.push_back(owned(bundle->catalog.id(0)));
    check(recommender.similar({.item_id = items.back(), .k = 3}));
  }
  for (const ItemColumn& item : bundle->catalog.rows().raw) {
    for (const ConditionTest test : {ConditionTest::kMin, ConditionTest::kNone}) {
      FieldTest of_column = {.field = item.name, .test = test};
      of_column.operand = std::vector<Value>{Value(std::string("3"))};
      request.filter = {};
      request.filter.tests.push_back(std::move(of_column));
      check(recommender.recommend(request));
    }
  }
  request.filter = {};
  request.history.emplace(items.begin(), items.end());
  check(recommender.recommend(request));
  check(recommender.score(request, items));
}

}  // namespace
}  // namespace twotower

// Any bytes as a whole bundle, sections between lines of %: refused, or one that answers requests.
// The name is libFuzzer's. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace twotower;  // NOLINT(google-build-using-namespace)
  const fs::path folder = fs::temp_directory_path() / ("bundle_fuzz." + std::to_string(::getpid()));
  fs::create_directory(folder);
  write_parts(folder, {reinterpret_cast<const char*>(data), size});
  auto bundle = open_bundle(folder.string());
  if (bundle.ok()) {
    serve_from(std::move(bundle).value());
  } else {
    const ErrorCode code = bundle.error().code;
    const bool is_other = code == ErrorCode::kBundleNewer || code == ErrorCode::kBundleOlder;
    if (code != ErrorCode::kBundleCorrupt && !is_other) std::abort();
    if (english(bundle.error().message).find(folder.string()) == std::string::npos) std::abort();
  }
  fs::remove_all(folder);
  return 0;
}

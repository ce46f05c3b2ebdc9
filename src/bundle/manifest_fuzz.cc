#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/checksum.h"
#include "base/json.h"
#include "bundle/manifest.h"

namespace twotower {
namespace {

// Refused, or a manifest whose text says the same again.
void check(std::string_view text) {
  const auto manifest = parse_manifest(text, "fuzz");
  if (!manifest.ok()) {
    const ErrorCode code = manifest.error().code;
    const bool is_other = code == ErrorCode::kBundleNewer || code == ErrorCode::kBundleOlder;
    if (code != ErrorCode::kBundleCorrupt && !is_other) std::abort();
    return;
  }
  for (const auto& [name, file] : manifest.value().files) {
    if (file.blocks.size() > file.bytes / kChecksumBlockBytes + 1) std::abort();
  }
  const std::string again = to_json(manifest.value());
  const auto read = parse_manifest(again, "fuzz");
  if (!read.ok() || to_json(read.value()) != again) std::abort();
}

// The same text with the checksum that it should have, or nothing: no fuzzer guesses it.
std::string with_checksum(std::string_view text) {
  auto parsed = parse_json(text, "fuzz");
  if (!parsed.ok()) return {};
  Value value = std::move(parsed).value();
  auto* map = std::get_if<Value::Map>(&value.data());
  if (map == nullptr) return {};
  std::erase_if(*map, [](const Value::Entry& entry) { return entry.key == "checksum"; });
  const std::string covered = to_json(value);
  const std::uint64_t checksum = checksum_of(std::as_bytes(std::span(covered)));
  map->push_back({"checksum", Value(to_hex(checksum))});
  return to_json(value) + "\n";
}

}  // namespace
}  // namespace twotower

// Any bytes as a manifest. The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  twotower::check(text);
  twotower::check(twotower::with_checksum(text));
  return 0;
}

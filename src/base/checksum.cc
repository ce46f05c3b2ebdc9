#include "base/checksum.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace twotower {

std::uint64_t checksum_of(std::span<const std::byte> bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::vector<std::uint64_t> block_checksums_of(std::span<const std::byte> bytes) {
  std::vector<std::uint64_t> checksums;
  checksums.reserve((bytes.size() + kChecksumBlockBytes - 1) / kChecksumBlockBytes);
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), kChecksumBlockBytes);
    checksums.push_back(checksum_of(bytes.first(size)));
    bytes = bytes.subspan(size);
  }
  return checksums;
}

std::string to_hex(std::uint64_t checksum) {
  return fmt::format("{:016x}", checksum);
}

std::optional<std::uint64_t> from_hex(std::string_view text) {
  std::uint64_t checksum = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, checksum, 16);
  const bool is_whole = error == std::errc() && rest == end && text.size() == 16;
  return is_whole ? std::optional(checksum) : std::nullopt;
}

}  // namespace twotower

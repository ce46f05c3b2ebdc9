#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twotower {

// XXH3 with 64 bits: finds damage, not forgery. The same on every machine.
std::uint64_t checksum_of(std::span<const std::byte> bytes);

inline constexpr std::size_t kChecksumBlockBytes = std::size_t{1} << 20;

// The checksum of each block of kChecksumBlockBytes, the last one may be shorter: a part of a large
// file can be checked when it is first touched.
std::vector<std::uint64_t> block_checksums_of(std::span<const std::byte> bytes);

// 16 hexadecimal digits and back: JSON has no integer that holds every checksum. Nothing if `text`
// has another form.
std::string to_hex(std::uint64_t checksum);
std::optional<std::uint64_t> from_hex(std::string_view text);

}  // namespace twotower

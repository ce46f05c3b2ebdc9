#include "base/checksum.h"

#include <gtest/gtest.h>

#include <string>

namespace twotower {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

TEST(ChecksumTest, IsXxh3) {  // figures of `xxhsum -H3`
  EXPECT_EQ(to_hex(checksum_of(bytes_of(""))), "2d06800538d394c2");
  EXPECT_NE(checksum_of(bytes_of("a")), checksum_of(bytes_of("b")));
}

TEST(ChecksumTest, CoversEveryBlockAlone) {
  std::string text(2 * kChecksumBlockBytes + 1, 'x');
  const auto before = block_checksums_of(bytes_of(text));
  ASSERT_EQ(before.size(), 3U);
  EXPECT_EQ(before[0], before[1]);
  EXPECT_EQ(before[2], checksum_of(bytes_of("x")));
  text[kChecksumBlockBytes] = 'y';
  const auto after = block_checksums_of(bytes_of(text));
  EXPECT_EQ(after[0], before[0]);
  EXPECT_NE(after[1], before[1]);
  EXPECT_TRUE(block_checksums_of({}).empty());
}

TEST(ChecksumTest, IsWrittenAsHexAndReadBack) {
  for (const std::uint64_t checksum : {std::uint64_t{0}, std::uint64_t{10}, ~std::uint64_t{0}}) {
    EXPECT_EQ(from_hex(to_hex(checksum)), checksum);
  }
  for (const char* text : {"", "a", "000000000000000g", "0x00000000000000", "00000000000000000"}) {
    EXPECT_EQ(from_hex(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace twotower

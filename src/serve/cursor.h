#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "serve/recommendations.h"

namespace twotower {

// The most items of a list that is read page by page: a cursor carries those that were given.
inline constexpr std::size_t kMaxPagedItems = 1000;

// Makes cursors, and reads those alone that it made: they are signed (HMAC-SHA512-256, truncated to
// 256 bits) by a key that nobody else has, so nothing is kept of a list between its pages. Slots
// keep their meaning as long as the key lives. Const, so thread-safe.
class CursorKey {
 public:
  // A new random key.
  CursorKey();

  // The cursor of what follows `given`, ascending slots, at most kMaxPagedItems: about 3 characters
  // a slot.
  std::string seal(const RecommendRequest& request, const std::vector<std::uint32_t>& given) const;

  // The slots that were given on the pages before. Fails with kCursorExpired for a cursor of
  // another key, and with kRequestOutOfRange for what is none, or one of another request: all of it
  // but k, `why` and the deadline must be the same.
  Result<std::vector<std::uint32_t>> open(const RecommendRequest& request) const;

 private:
  static constexpr std::size_t kKeyBytes = 32;
  std::array<unsigned char, kKeyBytes> key_;
};

}  // namespace twotower

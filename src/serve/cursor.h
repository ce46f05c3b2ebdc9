#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/id_map.h"
#include "serve/recommendations.h"

namespace twotower {

// The most items of a list that is read page by page: a cursor carries those that were given.
inline constexpr std::size_t kMaxPagedItems = 1000;

// Makes cursors, and reads those of the same generation: they are signed (HMAC-SHA512-256), so
// nothing is kept of a list between its pages. The key follows from the generation's name: every
// server of one bundle has the same, also after it was started again, and a cursor opens nothing
// that a request could not say itself. Items of the bundle have the same slots everywhere; those
// that were added have them as long as a server has the bundle, and may get others when it takes it
// again: a cursor has a checksum of their ids. Const, so thread-safe.
class CursorKey {
 public:
  // The id of a slot.
  using SlotNames = std::function<IdView(std::uint32_t slot)>;

  explicit CursorKey(std::string_view generation);

  // The cursor of what follows `given`, ascending slots, at most kMaxPagedItems: about 3 characters
  // a slot.
  std::string seal(const RecommendRequest& request, const std::vector<std::uint32_t>& given,
                   const SlotNames& names) const;

  // The slots that were given on the pages before, ascending and below num_slots. Fails with
  // kCursorExpired for a cursor of another key, or one whose slots had other items, and with
  // kRequestOutOfRange for what is none, or one of another request: all of it but k, `why` and the
  // deadline must be the same.
  Result<std::vector<std::uint32_t>> open(const RecommendRequest& request, std::size_t num_slots,
                                          const SlotNames& names) const;

 private:
  static constexpr std::size_t kKeyBytes = 32;
  std::array<unsigned char, kKeyBytes> key_;
};

}  // namespace twotower

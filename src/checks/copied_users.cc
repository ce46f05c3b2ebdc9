#include "checks/each_check.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/checksum.h"
#include "base/messages/finding_messages.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

using Key = std::uint64_t;

Key key_of(std::uint64_t first, std::uint64_t second) {
  const std::array parts = {first, second};
  return checksum_of(std::as_bytes(std::span(parts)));
}

// The beginnings of a sequence, longer and longer.
class Beginning {
 public:
  void add(std::uint32_t item) {
    in_order_ = key_of(in_order_, item);
    in_any_order_ += key_of(0, item);  // a sum does not ask for the order
    items_.insert(item);
    ++rows_;
  }

  bool is_long() const { return items_.size() >= CopiedUsersThresholds::kMinInOrder; }

  // Calls act(key) with what equal ones share; of those that are too short with nothing.
  void with_keys(auto&& act) const {
    if (items_.size() >= CopiedUsersThresholds::kMinInOrder) act(key_of(in_order_, rows_));
    if (items_.size() >= CopiedUsersThresholds::kMinInAnyOrder) act(key_of(in_any_order_, rows_));
  }

 private:
  Key in_order_ = 1;
  Key in_any_order_ = 0;
  std::uint64_t rows_ = 0;
  absl::flat_hash_set<std::uint32_t> items_;
};

class CopyFinder {
 public:
  explicit CopyFinder(const Interactions& log) : log_(log), is_copied_(log.num_sequences()) {
    for (std::uint32_t s = 0; s < log.num_sequences(); ++s) {
      Beginning whole;
      for (const std::uint32_t item : items_of(s)) whole.add(item);
      num_long_ += whole.is_long() ? 1 : 0;
      whole.with_keys([&](Key key) { add_whole(key, s); });
    }
    for (std::uint32_t s = 0; s < log.num_sequences(); ++s) {
      Beginning beginning;
      const auto items = items_of(s);
      for (std::size_t i = 0; i + 1 < items.size(); ++i) {
        beginning.add(items[i]);
        beginning.with_keys([&](Key key) { mark_both(key, s); });
      }
    }
  }

  std::size_t num_long() const { return num_long_; }
  std::size_t num_copied() const {
    return static_cast<std::size_t>(std::ranges::count(is_copied_, true));
  }

 private:
  std::span<const std::uint32_t> items_of(std::uint32_t s) const {
    return std::span(log_.item_slots)
        .subspan(log_.sequence_offsets[s], log_.sequence_offsets[s + 1] - log_.sequence_offsets[s]);
  }

  void add_whole(Key key, std::uint32_t s) {
    const auto [whole, is_new] = wholes_.try_emplace(key, s);
    if (!is_new) is_copied_[s] = is_copied_[whole->second] = true;
  }

  void mark_both(Key key, std::uint32_t s) {
    const auto whole = wholes_.find(key);
    if (whole != wholes_.end()) is_copied_[s] = is_copied_[whole->second] = true;
  }

  const Interactions& log_;
  absl::flat_hash_map<Key, std::uint32_t> wholes_;  // the first sequence that is this as a whole
  std::vector<bool> is_copied_;
  std::size_t num_long_ = 0;
};

}  // namespace

std::optional<Finding> check_copied_users(const Interactions& log) {
  if (log.order == OrderSource::kNone) return std::nullopt;
  const CopyFinder finder(log);
  const auto copied = static_cast<double>(finder.num_copied());
  if (copied < CopiedUsersThresholds::kMinCopies ||
      copied < CopiedUsersThresholds::kMinShare * static_cast<double>(finder.num_long())) {
    return std::nullopt;
  }
  const double share = copied / static_cast<double>(finder.num_long());
  return Finding{.code = "data.copied_users",
                 .kind = FindingKind::kLeak,
                 .message = CopiedUsers{share, CopiedUsersThresholds::kMinInOrder},
                 .value = share};
}

}  // namespace twotower

#include "data/dislikes.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace twotower {
namespace {

void add_dislike(const RowsWithDislikes& rows, std::uint64_t row, std::uint64_t next_row,
                 Dislikes& dislikes) {
  dislikes.user_slots.push_back(rows.user_slots.empty() ? kNoSlot : rows.user_slots[row]);
  dislikes.item_slots.push_back(rows.item_slots[row]);
  if (!rows.times.empty()) dislikes.times.push_back(rows.times[row]);
  dislikes.next_rows.push_back(next_row);
}

void append(Dislikes&& more, Dislikes& dislikes) {
  const auto append_all = [](const auto& from, auto& to) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append_all(more.user_slots, dislikes.user_slots);
  append_all(more.item_slots, dislikes.item_slots);
  append_all(more.times, dislikes.times);
  append_all(more.next_rows, dislikes.next_rows);
}

using UserItem = std::pair<std::uint32_t, std::uint32_t>;

// When a user took an item for the last time, of the items that are asked about: the time, or the
// row where there are no times.
class LastTaken {
 public:
  explicit LastTaken(const Interactions& log) : log_(log) {
    for (std::size_t i = 0; i < log.dislikes.size(); ++i) {
      last_.try_emplace({log.dislikes.user_slots[i], log.dislikes.item_slots[i]}, std::nullopt);
    }
    for (std::uint64_t row = 0; row < log.size(); ++row) {
      if (!log.is_positive(row)) continue;
      const auto known = last_.find(UserItem{log.user_slots[row], log.item_slots[row]});
      if (known != last_.end())
        known->second = std::max(known->second, std::optional(moment_of(row)));
    }
  }

  bool is_after(std::size_t dislike) const {
    const Dislikes& dislikes = log_.dislikes;
    const std::optional<std::int64_t> last =
        last_.at({dislikes.user_slots[dislike], dislikes.item_slots[dislike]});
    if (!last.has_value()) return false;
    if (log_.order == OrderSource::kNone) return true;
    return is_by_time() ? *last > dislikes.times[dislike]
                        : *last >= static_cast<std::int64_t>(dislikes.next_rows[dislike]);
  }

 private:
  bool is_by_time() const {
    return log_.order == OrderSource::kTime && !log_.dislikes.times.empty();
  }
  // A missing time (kMissingTime) is before all others.
  std::int64_t moment_of(std::uint64_t row) const {
    return is_by_time() ? log_.times[row] : static_cast<std::int64_t>(row);
  }

  const Interactions& log_;
  absl::flat_hash_map<UserItem, std::optional<std::int64_t>> last_;  // nothing: never
};

}  // namespace

Dislikes find_dislikes(const RowsWithDislikes& rows) {
  Dislikes dislikes;
  if (rows.is_dislike.empty()) return dislikes;
  Dislikes alone;  // of sequences without an interaction
  dislikes.offsets = {0};
  std::uint64_t next_row = 0;
  for (std::size_t s = 0; s + 1 < rows.ordered.offsets.size(); ++s) {
    Dislikes here;
    const std::uint64_t first_row = next_row;
    for (std::uint64_t i = rows.ordered.offsets[s]; i < rows.ordered.offsets[s + 1]; ++i) {
      const std::uint64_t row = rows.ordered.rows[i];
      if (rows.is_dislike[row] != 0) {
        add_dislike(rows, row, next_row, here);
      } else {
        next_row += rows.is_out[row] != 0 ? 0 : 1;
      }
    }
    const bool is_left = next_row > first_row;
    append(std::move(here), is_left ? dislikes : alone);
    if (is_left) dislikes.offsets.push_back(dislikes.size());
  }
  append(std::move(alone), dislikes);
  return dislikes;
}

Lists<std::uint32_t> disliked_items(const Interactions& interactions) {
  const Dislikes& dislikes = interactions.dislikes;
  Lists<std::uint32_t> items;
  if (dislikes.size() == 0) return items;
  const LastTaken last_taken(interactions);
  std::vector<UserItem> disliked;
  for (std::size_t i = 0; i < dislikes.size(); ++i) {
    if (dislikes.user_slots[i] == kNoSlot || last_taken.is_after(i)) continue;
    disliked.emplace_back(dislikes.user_slots[i], dislikes.item_slots[i]);
  }
  std::ranges::sort(disliked);
  disliked.erase(std::unique(disliked.begin(), disliked.end()), disliked.end());
  std::size_t next = 0;
  for (std::uint32_t user = 0; user < interactions.users.size(); ++user) {
    for (; next < disliked.size() && disliked[next].first == user; ++next) {
      items.values.push_back(disliked[next].second);
    }
    items.close_list();
  }
  return items;
}

}  // namespace twotower

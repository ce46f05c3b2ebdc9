#include "data/queries.h"

#include <algorithm>
#include <unordered_set>

#include "base/check.h"

namespace twotower {
namespace {

// Appends the items of `target` rows in [begin, end), each once, in order.
void append_targets(const Interactions& interactions, const Split& split, Part target,
                    std::size_t begin, std::size_t end, std::unordered_set<std::uint32_t>& known,
                    std::vector<std::uint32_t>& targets) {
  known.clear();
  for (std::size_t row = begin; row < end; ++row) {
    const std::uint32_t item = interactions.item_slots[row];
    if (split.parts[row] != target || !interactions.is_positive(row)) continue;
    if (known.insert(item).second) targets.push_back(item);
  }
}

// Appends the items of history rows that are no target, sorted, each once.
void append_removed(const Interactions& interactions, std::span<const std::uint64_t> history,
                    const std::unordered_set<std::uint32_t>& targets,
                    std::vector<std::uint32_t>& removed) {
  const auto begin = static_cast<std::ptrdiff_t>(removed.size());
  for (const std::uint64_t row : history) {
    const std::uint32_t item = interactions.item_slots[row];
    if (!targets.contains(item)) removed.push_back(item);
  }
  std::sort(removed.begin() + begin, removed.end());
  removed.erase(std::unique(removed.begin() + begin, removed.end()), removed.end());
}

}  // namespace

Queries make_queries(const Interactions& interactions, const Split& split, const Parts& history,
                     Part target, RepeatRule repeat) {
  TWOTOWER_CHECK(repeat != RepeatRule::kAuto);
  TWOTOWER_CHECK(!history.contains(target));
  Queries queries;
  std::unordered_set<std::uint32_t> known;
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    const std::size_t begin = interactions.sequence_offsets[s];
    const std::size_t end = interactions.sequence_offsets[s + 1];
    const auto first = std::find(split.parts.begin() + static_cast<std::ptrdiff_t>(begin),
                                 split.parts.begin() + static_cast<std::ptrdiff_t>(end), target);
    const auto first_target = static_cast<std::size_t>(first - split.parts.begin());
    if (first_target == end) continue;

    queries.sequences.push_back(static_cast<std::uint32_t>(s));
    queries.user_slots.push_back(interactions.user_slots[first_target]);
    queries.context_rows.push_back(first_target);
    append_targets(interactions, split, target, first_target, end, known, queries.targets.values);
    for (std::size_t row = begin; row < end; ++row) {
      if (history.contains(split.parts[row])) queries.histories.values.push_back(row);
    }
    queries.targets.close_list();
    queries.histories.close_list();
    if (repeat == RepeatRule::kExclude) {
      append_removed(interactions, queries.histories[queries.size() - 1], known,
                     queries.removed.values);
    }
    queries.removed.close_list();
  }
  return queries;
}

}  // namespace twotower

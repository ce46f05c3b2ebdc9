#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace twotower {

// The histories that one sequence feature reads, packed one after the other. Any number of states
// may look at one history, from different positions.
struct PackedHistories {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kAll = kNone - 1;

  std::vector<std::uint64_t> offsets = {0};  // [histories + 1] first token of each
  std::vector<std::uint32_t> items;          // [tokens] item slots, oldest first
  std::vector<std::uint32_t> event_types;    // [tokens] rows of their vocabulary; empty: not read
  std::vector<std::uint32_t> time_gaps;      // [tokens] rows, see time_gap.h; empty: not read
  std::vector<std::uint32_t> of_state;       // [states] history of each, 0, 1, 2, ... ascending
  // [states] token of the state's own history. kNone: there is none. kAll, for kAllButWanted alone:
  // the whole of it.
  std::vector<std::uint32_t> wanted;

  std::size_t size() const { return offsets.size() - 1; }
  std::size_t num_tokens() const { return items.size(); }

  // A state whose history is the one that close() ends next.
  void add_state(std::uint32_t wanted_token) {
    of_state.push_back(static_cast<std::uint32_t>(size()));
    wanted.push_back(wanted_token);
  }
  // Ends the history of everything that was added since the last one.
  void close() { offsets.push_back(items.size()); }

  void clear() {
    offsets.assign(1, 0);
    for (auto* values : {&items, &event_types, &time_gaps, &of_state, &wanted}) values->clear();
  }
};

// User states that the user tower is to turn into vectors: a user, the context of a request and
// histories up to a moment.
struct UserStates {
  std::vector<std::uint32_t> user_slots;    // [states] the number of users: an unknown one
  std::vector<std::uint64_t> context_rows;  // [states] rows of the encoded context columns
  // [states] 0, 1, 2, ... ascending: states of a group are computed together, and histories are of
  // states of one group.
  std::vector<std::uint32_t> groups;
  std::vector<PackedHistories> histories;  // one a sequence feature

  // What the history of a state is: up to the wanted token, that included; or all of it but the
  // wanted token (the rule `others` while training).
  enum class Use { kUpToWanted, kAllButWanted };
  Use use = Use::kUpToWanted;

  std::size_t size() const { return user_slots.size(); }
  std::size_t num_groups() const { return groups.empty() ? 0 : groups.back() + std::size_t{1}; }
  // Keeps the number of sequence features, and memory.
  void clear() {
    user_slots.clear();
    context_rows.clear();
    groups.clear();
    for (PackedHistories& packed : histories) packed.clear();
  }
};

}  // namespace twotower

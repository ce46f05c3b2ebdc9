#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace twotower {

// User states that the user tower is to turn into vectors: a user, the context of a request and a
// history up to a moment. Histories are packed one after the other; any number of states may look
// at one history from different positions.
struct UserStates {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::vector<std::uint32_t> user_slots;    // [states] kNone: unknown
  std::vector<std::uint64_t> context_rows;  // [states] rows of the encoded context columns
  std::vector<std::uint32_t>
      sequences;                      // [states] ascending: states of one sequence stand together
  std::vector<std::uint32_t> wanted;  // [states] token of the packed histories, kNone: no history
  std::vector<std::uint64_t> offsets = {0};  // [sequences + 1] first token of each
  std::vector<std::uint32_t> tokens;         // item slots, oldest first

  // What the history of a state is: its sequence up to the wanted token, that included; or all of
  // the sequence but the wanted token (the rule `others` while training).
  enum class Use { kUpToWanted, kAllButWanted };
  Use use = Use::kUpToWanted;

  std::size_t size() const { return user_slots.size(); }
  std::size_t num_sequences() const { return offsets.size() - 1; }
  void clear() { *this = UserStates{.offsets = {0}, .use = use}; }
};

}  // namespace twotower

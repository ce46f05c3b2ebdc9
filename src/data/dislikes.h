#pragma once

#include <cstdint>
#include <vector>

#include "base/lists.h"
#include "data/interactions.h"
#include "data/ordered_rows.h"

namespace twotower {

// All rows of a log, dislikes among them.
struct RowsWithDislikes {
  const OrderedRows& ordered;                    // by sequence, in order
  const std::vector<std::uint32_t>& user_slots;  // [rows]; empty without users
  const std::vector<std::uint32_t>& item_slots;  // [rows]
  const std::vector<std::int64_t>& times;        // [rows], or empty: none, or they order nothing
  const std::vector<std::uint8_t>& is_dislike;   // [rows]; empty: none is
  const std::vector<std::uint8_t>& is_out;       // [rows] no interaction, as are all dislikes
};

// The dislikes of each sequence that without_rows() leaves. A dislike of a heavy user is one, too.
Dislikes find_dislikes(const RowsWithDislikes& rows);

// By user, the items that the user's last word of is a dislike: none of the user's rows behind it
// took the item (see Interactions::is_positive()). Ascending, each once. Where nothing is ordered,
// a row that took the item outweighs it. Empty: nobody disliked anything.
Lists<std::uint32_t> disliked_items(const Interactions& interactions);

}  // namespace twotower

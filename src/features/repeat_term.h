#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace twotower {

// What a score gains where the user took the item before:
//   score(user, item) + weight * log(1 + count),
//   count = sum over the rows of the item that the user took of 2^(-age / half_life)
// The newest row has age 0, the one before it 1. The weight is in the unit of the model's scores as
// answers have them, before any temperature.
struct RepeatTerm {
  double weight = 0.0;     // 0: there is none
  double half_life = 0.0;  // in rows; 0: rows do not age

  bool is_on() const { return weight > 0.0; }
  bool operator==(const RepeatTerm&) const = default;
};

// An item that was taken, with log(1 + count).
struct TakenItem {
  std::uint32_t item = 0;  // slot
  double log_count = 0.0;
};

// Of the items that a user took, oldest first; each once, ascending.
std::vector<TakenItem> count_taken(std::span<const std::uint32_t> taken, double half_life);

// What the score of such an item gains.
float repeat_gain(double weight, double log_count);

}  // namespace twotower

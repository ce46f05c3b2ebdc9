#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "data/files/table.h"

namespace twotower {

// A generated world: the tables that a company would have, and the truth behind every row of its
// log. Immutable once it is made, so reading is thread-safe.
class World {
 public:
  virtual ~World() = default;

  // Made anew by each call. Row i of items() is item i.
  virtual Table users() const = 0;
  virtual Table items() const = 0;
  virtual Table interactions() const = 0;
  virtual Table options_row() const = 0;  // one row: what makes the same world again

  virtual std::size_t num_items() const = 0;
  virtual std::size_t num_rows() const = 0;                 // of interactions()
  virtual std::uint32_t chosen(std::size_t row) const = 0;  // the item of that row

  // The best scores that any ranking of the items can have for that row: the probability of each,
  // given the true state of the user and all that came before. The row was drawn from them.
  //   scores  [num_items]  sum to 1
  virtual void optimal_scores(std::size_t row, std::span<double> scores) const = 0;

 protected:
  World() = default;
  World(const World&) = default;
  World(World&&) = default;
  World& operator=(const World&) = default;
  World& operator=(World&&) = default;
};

}  // namespace twotower

#pragma once

#include <optional>

#include "base/messages/finding.h"
#include "checks/narrowing_pairs.h"
#include "data/interactions.h"
#include "features/raw_column.h"

namespace twotower {

// What a column of the interactions goes with, as pairs of rows show it: by how much less two such
// rows differ in it than any two rows do; 0 they differ as much, 1 they are equal.
struct Narrowing {
  double by_item = 0.0;     // two rows of one item, of different sequences
  double by_context = 0.0;  // two rows of different items, next to each other in a sequence or at
                            // one moment: the more alike of the two
  double error = 0.0;       // standard error of the difference

  double excess() const { return by_item - by_context; }

  // A quarter or more goes with the item alone.
  bool is_of_item() const;

  // That, beyond chance.
  bool is_leak() const;
};

// Tells a column that describes the item that is taken (its price, its shelf, the district of its
// courier) from one that describes the request (device, city, hour). The latter, too, tells
// something of the item, since who asks, where and when decide what is taken. But it stays while
// the user takes another item in the same visit, or others take other items at the same moment;
// the former changes with every item. Const after it is made, so thread-safe.
class NarrowingLeak {
 public:
  // `log` must outlive this. Cost: see NarrowingPairs.
  explicit NarrowingLeak(const Interactions& log) : log_(log), pairs_(log) {}

  // By equal values or, of numbers, by ranks: what shows more. From the pairs of visits where there
  // are enough. Nothing for lists, nor where too few rows can be compared. Looks at some 50,000
  // rows and dozens for each.
  std::optional<Narrowing> narrowing_of(const RawColumn& column) const;

  // data.narrows_item: see Narrowing::is_leak().
  std::optional<Finding> check(const RawColumn& column) const;

 private:
  const Interactions& log_;
  NarrowingPairs pairs_;
};

}  // namespace twotower

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "data/interactions.h"
#include "features/raw_column.h"

namespace twotower {

// Rows that are compared with a row, all with a value of the column.
struct NarrowingPartners {
  std::uint64_t same_item = 0;  // of its item and another sequence
  // Of other items: next to that one in its sequence; at its time, of another sequence; anywhere.
  std::uint64_t same_sequence = 0;
  std::uint64_t same_time = 0;  // as `any` where there are no times
  std::uint64_t any = 0;
  bool is_visit = false;  // `same_sequence` is within an hour
};

// Finds rows of the same item, the same user, the same moment. Const after it is made, so
// thread-safe.
class NarrowingPairs {
 public:
  // `log` must outlive this. One pass over its rows. Memory: 512 bytes an item at most.
  explicit NarrowingPairs(const Interactions& log);

  // That are looked at: every step-th, 50,000 at most.
  const std::vector<std::uint64_t>& rows() const { return rows_; }

  // Of rows()[place]. Nothing where it has no value, or no other row is found to compare it with.
  // The same at every call. Looks at some dozens of rows.
  std::optional<NarrowingPartners> partners_of(std::size_t place, const RawColumn& column) const;

 private:
  std::size_t sequence_of(std::uint64_t row) const;
  std::int64_t time_between(std::uint64_t a, std::uint64_t b) const;
  std::optional<std::uint64_t> next_to(std::uint64_t row, const RawColumn& column) const;
  std::optional<std::uint64_t> at_time_of(std::uint64_t row, const RawColumn& column) const;
  std::optional<std::uint64_t> anywhere(std::size_t place, const RawColumn& column) const;

  const Interactions& log_;
  std::vector<std::uint64_t> rows_;
  std::vector<std::uint64_t> rows_by_time_;  // the same, oldest first; empty without times
  std::vector<std::uint64_t> item_offsets_;  // [items + 1] of item_rows_
  std::vector<std::uint64_t> item_rows_;     // some of each item, from all over the log
};

}  // namespace twotower

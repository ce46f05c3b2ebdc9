#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twotower {

// The distinct rows of one embedding table that a step or a request uses, numbered 0, 1, 2, ... in
// the order met. A sparse set, so there is nothing to clear: an entry counts only if the list of
// rows has it, too. Briggs and Torczon, "An efficient representation for sparse sets", 1993. Not
// thread-safe.
class StepRows {
 public:
  // Where a row's number is found; the numbers are the same.
  enum class Lookup {
    kArray,  // at the row: 4 bytes a row of the table, for the many rows of a training step
    kHash,   // by open addressing: 16 to 40 bytes a row of the largest step so far, for requests
  };

  explicit StepRows(std::size_t table_rows, Lookup lookup = Lookup::kArray);

  std::uint32_t number(std::uint32_t row) {
    if (lookup_ == Lookup::kHash) return number_by_hash(row);
    return number_by_array(row);
  }
  // Replaces table rows by their numbers, in order.
  void number_all(std::span<std::uint32_t> rows);

  const std::vector<std::uint32_t>& rows() const { return rows_; }
  void clear() { rows_.clear(), slots_.clear(); }
  std::size_t bytes() const;

 private:
  std::uint32_t number_by_array(std::uint32_t row) {
    const std::uint32_t place = places_[row];
    if (place < rows_.size() && rows_[place] == row) return place;
    places_[row] = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back(row);
    return places_[row];
  }
  std::uint32_t number_by_hash(std::uint32_t row);
  std::uint32_t slot_of(std::uint32_t row) const;
  void grow();

  Lookup lookup_;
  std::vector<std::uint32_t> rows_;    // [distinct] rows of the table
  std::vector<std::uint32_t> slots_;   // [distinct] of kHash: where in places_ each stands
  std::vector<std::uint32_t> places_;  // [table rows], or [a power of two]: where in rows_ a row
                                       // is, if it is there
};

}  // namespace twotower

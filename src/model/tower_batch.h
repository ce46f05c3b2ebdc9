#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "base/matrix_view.h"
#include "features/columns.h"
#include "features/user_states.h"

namespace twotower {

// Histories of one step, packed one after the other.
struct SequenceBatch {
  std::vector<std::uint64_t> offsets = {0};      // [sequences + 1] first token of each
  std::vector<std::uint32_t> rows;               // [tokens] rows of the step's table rows
  std::vector<std::uint32_t> wanted;             // [states] token, UserStates::kNone: no history
  std::vector<std::uint64_t> row_offsets = {0};  // [sequences + 1] first tower row of each
  std::vector<RowRange> slice_sequences;         // [slices] the sequences of each slice
  UserStates::Use use = UserStates::Use::kUpToWanted;
};

// Bags of the rows of a tower, as Segments of kernels/segment_sum.h.
struct BagBatch {
  std::vector<std::uint32_t> offsets = {0};  // [rows + 1]
  std::vector<std::uint32_t> rows;           // rows of the step's table rows
  std::vector<float> weights;                // 1 / size of the bag
};

// What one feature gives to the rows of a tower. Table rows are numbered as in StepRows.
using FeatureBatch = std::variant<RowColumn, BagBatch, DenseColumn, SequenceBatch>;

// The rows that one tower computes in a step.
struct TowerBatch {
  std::size_t num_rows = 0;
  std::vector<RowRange> slices;  // cover all rows in order; a sequence's rows are in one slice
  std::vector<FeatureBatch> features;  // one an encoder of the tower
};

// The distinct rows of one embedding table that a step uses, numbered 0, 1, 2, ... in the order
// met. A sparse set: 4 bytes a row of the table, nothing to clear. Not thread-safe. Briggs and
// Torczon, "An efficient representation for sparse sets", 1993.
class StepRows {
 public:
  explicit StepRows(std::size_t table_rows) : places_(table_rows, 0) {}

  std::uint32_t number(std::uint32_t row) {
    const std::uint32_t place = places_[row];
    if (place < rows_.size() && rows_[place] == row) return place;
    places_[row] = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back(row);
    return places_[row];
  }
  // Replaces table rows by their numbers, in order.
  void number_all(std::span<std::uint32_t> rows) {
    constexpr std::size_t kAhead = 16;  // places_ of a large table lies in memory, not in a cache
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i + kAhead < rows.size()) __builtin_prefetch(&places_[rows[i + kAhead]]);
      rows[i] = number(rows[i]);
    }
  }
  const std::vector<std::uint32_t>& rows() const { return rows_; }
  void clear() { rows_.clear(); }

 private:
  std::vector<std::uint32_t> rows_;    // [distinct] rows of the table
  std::vector<std::uint32_t> places_;  // [table rows] where in rows_ a row is, if it is there
};

// Everything that the model reads in one step.
struct ModelBatch {
  TowerBatch user;
  TowerBatch item;
  std::vector<StepRows> tables;  // one a table of the model
};

}  // namespace twotower

#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "base/matrix_view.h"
#include "features/columns.h"
#include "features/user_states.h"
#include "model/unique_rows.h"

namespace twotower {

// Histories of one step that one encoder reads, packed one after the other: PackedHistories whose
// items are numbered for the step.
struct SequenceBatch {
  std::vector<std::uint64_t> offsets = {0};      // [sequences + 1] first token of each
  std::vector<std::uint32_t> rows;               // [tokens] rows of the step's table rows
  std::vector<std::uint32_t> event_types;        // [tokens]; empty: not read
  std::vector<std::uint32_t> time_gaps;          // [tokens]; empty: not read
  std::vector<std::uint32_t> wanted;             // [states] token, or kNone or kAll
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

// What one feature gives to the rows of a tower. Table rows are numbered as in UniqueRows.
using FeatureBatch = std::variant<RowColumn, BagBatch, DenseColumn, SequenceBatch>;

// The rows that one tower computes in a step.
struct TowerBatch {
  std::size_t num_rows = 0;
  std::vector<RowRange> slices;  // cover all rows in order; a sequence's rows are in one slice
  std::vector<FeatureBatch> features;  // one an encoder of the tower
};

// Everything that the model reads in one step.
struct ModelBatch {
  TowerBatch user;
  TowerBatch item;
  std::vector<UniqueRows> tables;  // one a table of the model
};

}  // namespace twotower

#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "base/array.h"

namespace twotower {

// The layouts of encoded features. A model knows these and no feature kind; n is the number of
// users, items or contexts that a column describes. (Sequences are not columns: a history is a
// range of interactions, see Queries and the batches of train.)

// One row of an embedding table for each.
struct RowColumn {
  Array<std::uint32_t> rows;  // [n]
  bool operator==(const RowColumn&) const = default;
};

// Any number of rows, at least one, whose mean is taken.
struct BagColumn {
  Array<std::uint64_t> offsets = {0};  // [n + 1]
  Array<std::uint32_t> rows;
  bool operator==(const BagColumn&) const = default;
};

// A vector of numbers for each.
struct DenseColumn {
  std::size_t dim = 1;
  Array<float> values;  // [n, dim]
  bool operator==(const DenseColumn&) const = default;
};

using EncodedColumn = std::variant<RowColumn, BagColumn, DenseColumn>;

// A column of the same layout without rows.
EncodedColumn empty_like(const EncodedColumn& column);

// Adds a row of `from`, another column of the same layout.
void append_row(EncodedColumn& column, const EncodedColumn& from, std::size_t row);

// One row of a column, as a column.
EncodedColumn row_of(const EncodedColumn& column, std::size_t row);

// What a model must know to read the columns of a feature.
struct ColumnForm {
  enum class Layout { kRow, kBag, kDense };
  Layout layout = Layout::kRow;
  std::size_t table_rows = 0;  // kRow, kBag: rows that the embedding table needs
  std::size_t table_dim = 0;   // kRow, kBag: its width, an option of the feature
  std::size_t dense_dim = 0;   // kDense
};

}  // namespace twotower

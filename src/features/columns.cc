#include "features/columns.h"

#include <span>

namespace twotower {
namespace {

void append(RowColumn& column, const RowColumn& from, std::size_t row) {
  column.rows.push_back(from.rows[row]);
}

void append(BagColumn& column, const BagColumn& from, std::size_t row) {
  const auto bag =
      from.rows.view().subspan(from.offsets[row], from.offsets[row + 1] - from.offsets[row]);
  column.rows.append(bag.begin(), bag.end());
  column.offsets.push_back(column.rows.size());
}

void append(DenseColumn& column, const DenseColumn& from, std::size_t row) {
  const auto values = from.values.view().subspan(row * from.dim, from.dim);
  column.values.append(values.begin(), values.end());
}

}  // namespace

EncodedColumn empty_like(const EncodedColumn& column) {
  if (std::holds_alternative<RowColumn>(column)) return RowColumn();
  if (std::holds_alternative<BagColumn>(column)) return BagColumn();
  return DenseColumn{.dim = std::get<DenseColumn>(column).dim, .values = {}};
}

void append_row(EncodedColumn& column, const EncodedColumn& from, std::size_t row) {
  std::visit([&](auto& same) { append(same, std::get<std::decay_t<decltype(same)>>(from), row); },
             column);
}

EncodedColumn row_of(const EncodedColumn& column, std::size_t row) {
  EncodedColumn one = empty_like(column);
  append_row(one, column, row);
  return one;
}

}  // namespace twotower

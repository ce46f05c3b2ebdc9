#include "kernels/gather_rows.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "kernels/prefetch.h"

namespace twotower {
namespace {

constexpr std::size_t kSliceRows = 256;

}  // namespace

// memcpy has its own code for every instruction set, so this needs none.
void gather_rows(Exec& exec, MatrixView<const float> table, std::span<const std::uint32_t> rows,
                 MatrixView<float> out) {
  assert(out.rows() == rows.size() && out.cols() == table.cols());
  exec.parallel_rows(rows.size(), kSliceRows, [&](Exec&, RowRange slice) {
    const std::size_t end = slice.first + slice.count;
    for (std::size_t i = slice.first; i < end; ++i) {
      if (i + kPrefetchRows < end) prefetch_row(table, rows[i + kPrefetchRows]);
      std::copy_n(table.row(rows[i]), table.cols(), out.row(i));
    }
  });
}

}  // namespace twotower

#pragma once

#include <cstdint>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"

namespace twotower {

// Which items of its sequence the mean at position p takes.
enum class PoolRule {
  kBefore,  // those before p: p of them, p <= length
  kOthers,  // all but the one at p; p = length leaves out none
  kAll,     // all; p says nothing
};

// Packed sequences and the positions whose means are wanted.
struct PoolPositions {
  std::span<const std::uint32_t> offsets;         // [sequences + 1]: tokens of each sequence
  std::span<const std::uint32_t> wanted_offsets;  // [sequences + 1]: its wanted positions
  std::span<const std::uint32_t> positions;       // [wanted], from 0 on in the sequence; ascending
                                                  // within a sequence, but for what may stand
                                                  // anywhere: 0 under kBefore, the mean of
                                                  // nothing, and length under kOthers; kAll
                                                  // reads none
};

// Means of histories: row w is the mean of those rows of x that the rule gives position w, or 0 if
// it gives none. O(tokens + wanted), by running sums.
//   x    [tokens, dim]
//   out  [wanted, dim]  must not overlap x
// Needs dim floats (rounded up to 16) of scratch() on each thread. Thread-safe for distinct
// outputs. Allocates nothing.
void mean_pool(Exec& exec, PoolRule rule, const PoolPositions& where, MatrixView<const float> x,
               MatrixView<float> out);

// Gradient of mean_pool(), in O(tokens + wanted), too, with the same scratch.
//   grad_out  [wanted, dim]
//   grad_x    [tokens, dim]  overwritten for the tokens of all sequences; must not overlap grad_out
// Each sequence is one task with one order of its sums: the same bits on any number of threads.
// Thread-safe for distinct outputs. Allocates nothing.
void mean_pool_backward(Exec& exec, PoolRule rule, const PoolPositions& where,
                        MatrixView<const float> grad_out, MatrixView<float> grad_x);

}  // namespace twotower

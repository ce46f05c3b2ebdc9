#pragma once

#include <cstdint>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"

namespace twotower {

// Which elements are dropped: a function of these and of row id and column alone, whatever the
// threads and slices. So no mask is kept; the backward pass draws it again.
struct Dropout {
  double probability;  // [0, 1), rounded to a multiple of 2^-16; what is kept is scaled for that
                       // rounded value, so its mean is exact
  std::uint64_t seed;
  std::uint64_t step;
  std::uint64_t site;  // below 2^16: tells the places of a model apart
};

// Sets each element to 0 with the given probability and divides the others by 1 - probability.
// Srivastava et al., "Dropout", JMLR 2014; scaled in training, so that serving does nothing.
//   first_id  row r has the id first_id + r, below 2^48; or
//   ids       [rows]  its id, below 2^48
//   x         [rows, dim]
//   y         [rows, dim]  output; may be the same buffer as x
// Its own backward pass: grad_x is what it makes of grad_y with the same Dropout and ids.
// Thread-safe for distinct outputs. Allocates nothing. Costs 16 random bits an element.
void dropout(Exec& exec, const Dropout& options, std::uint64_t first_id, MatrixView<const float> x,
             MatrixView<float> y);
void dropout(Exec& exec, const Dropout& options, std::span<const std::uint64_t> ids,
             MatrixView<const float> x, MatrixView<float> y);

}  // namespace twotower

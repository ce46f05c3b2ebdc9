#pragma once

#include "kernels/gemm.h"

namespace twotower {

// The same product as gemm(), by loops of our own: for factors so small that a call to oneDNN costs
// more than the product. Takes a * b, a * transposed(b) and transposed(a) * b.
// Runs on the calling thread. Thread-safe for distinct outputs. Allocates nothing.
void small_gemm(Exec& exec, const Factor& a, const Factor& b, GemmOutput output,
                MatrixView<float> c);

}  // namespace twotower

#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "base/random.h"
#include "kernels/dropout.h"

namespace twotower::reference {

// The definition for one row: column i has bits 16 * (i % 4) and on of number i / 4 of the sequence
// (seed, kDropout, step, site * 2^48 + id) and is dropped if they are below probability * 2^16.
template <typename T>
void dropout(const Dropout& options, std::uint64_t id, const T* x, std::size_t dim, T* y) {
  const double dropped = std::round(options.probability * 65536.0);
  RandomSequence random({.seed = options.seed,
                         .purpose = RandomPurpose::kDropout,
                         .step = options.step,
                         .example = (options.site << 48) + id});
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < dim; ++i) {
    number = i % 4 == 0 ? random.next_bits() : number >> 16;
    const bool is_kept = static_cast<double>(number % 65536) >= dropped;
    y[i] = is_kept ? x[i] * T(65536.0 / (65536.0 - dropped)) : T{};
  }
}

}  // namespace twotower::reference

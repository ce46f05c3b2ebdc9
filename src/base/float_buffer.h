#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "base/aligned_buffer.h"
#include "base/array.h"

namespace twotower {

// A fixed number of floats that are read far more often than written: an AlignedBuffer, or those of
// a mapped file, which edit() copies first. Movable. Thread-safe while nobody calls edit().
class FloatBuffer {
 public:
  // All zero.
  explicit FloatBuffer(std::size_t size) : own_(size) {}
  explicit FloatBuffer(Array<float> kept) : own_(0), kept_(std::move(kept)) {}

  std::size_t size() const { return kept_.empty() ? own_.size() : kept_.size(); }
  const float* data() const { return kept_.empty() ? own_.data() : kept_.data(); }
  std::span<const float> span() const { return {data(), size()}; }

  std::span<float> edit() {
    if (!kept_.empty()) {
      own_ = AlignedBuffer(kept_.size());
      std::copy(kept_.begin(), kept_.end(), own_.data());
      kept_.clear();
    }
    return own_.span();
  }

 private:
  AlignedBuffer own_;  // where kept_ is empty
  Array<float> kept_;
};

}  // namespace twotower

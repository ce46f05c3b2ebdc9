#include "index/vector_codes.h"

#include <algorithm>
#include <span>
#include <utility>

namespace twotower {

VectorCodes::VectorCodes(std::size_t dim) : dim_(dim), codes_(0) {}

VectorCodes VectorCodes::copy() const {
  VectorCodes copy(dim_);
  copy.grow(num_blocks_);
  std::copy_n(codes_.data(), num_blocks_ * block_codes() / sizeof(float), copy.codes_.data());
  copy.scales_ = scales_;
  copy.errors_ = errors_;
  copy.norms_ = norms_;
  return copy;
}

// Doubles, so that n additions of one copy each code O(1) times.
void VectorCodes::grow(std::size_t num_blocks) {
  if (num_blocks <= num_blocks_) return;
  const std::size_t floats = num_blocks * block_codes() / sizeof(float);
  if (floats > codes_.size()) {
    AlignedBuffer larger(std::max(floats, 2 * codes_.size()));
    std::copy_n(codes_.data(), num_blocks_ * block_codes() / sizeof(float), larger.data());
    codes_ = std::move(larger);
  }
  scales_.resize(num_blocks * kCodeBlock);
  errors_.resize(num_blocks * kCodeBlock);
  norms_.resize(num_blocks);
  num_blocks_ = num_blocks;
}

void VectorCodes::set(MatrixView<const float> vectors, RowRange slots) {
  grow(code_blocks(vectors.rows()));
  auto* bytes = reinterpret_cast<std::int8_t*>(codes_.data());
  const std::size_t end = code_blocks(slots.first + slots.count);
  for (std::size_t block = slots.first / kCodeBlock; block < end; ++block) {
    const std::size_t first = block * kCodeBlock;
    const std::size_t count = std::min(kCodeBlock, vectors.rows() - first);
    code_vectors(
        vectors.slice({first, count}),
        {std::span(bytes + block * block_codes(), block_codes()),
         std::span(scales_).subspan(first, kCodeBlock),
         std::span(errors_).subspan(first, kCodeBlock), std::span(norms_).subspan(block, 1)});
  }
}

CodedVectors VectorCodes::view() const {
  const auto* bytes = reinterpret_cast<const std::int8_t*>(codes_.data());
  return {std::span(bytes, num_blocks_ * block_codes()), scales_, errors_, norms_};
}

}  // namespace twotower

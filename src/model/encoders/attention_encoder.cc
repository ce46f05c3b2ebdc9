#include "model/encoders/attention_encoder.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <variant>

#include "base/check.h"
#include "base/random.h"
#include "kernels/dropout.h"
#include "kernels/gather_rows.h"
#include "model/encoders/table_gradient.h"

namespace twotower {
namespace {

std::vector<AttentionBlock> make_blocks(const std::string& name,
                                        const AttentionEncoderOptions& options, std::size_t dim,
                                        float deviation, std::uint64_t first_site,
                                        TensorLayout& layout) {
  constexpr std::uint64_t kSitesOfBlock = 3;
  std::vector<AttentionBlock> blocks;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(options.blocks); ++i) {
    blocks.emplace_back(name + ".block" + std::to_string(i), options, dim, deviation,
                        first_site + kSitesOfBlock * i, layout);
  }
  return blocks;
}

}  // namespace

// The tokens of one slice.
struct AttentionEncoder::SliceTokens {
  const SequenceBatch& batch;
  std::size_t first;                   // token of the step
  std::vector<std::uint32_t> offsets;  // [sequences + 1], from 0

  std::size_t count() const { return offsets.back(); }
  // Whether all wanted tokens are the last ones of their sequences.
  bool are_last(std::span<const std::uint32_t> wanted) const {
    return std::ranges::all_of(wanted, [&](std::uint32_t token) {
      return token == PackedHistories::kNone ||
             std::ranges::binary_search(offsets, token + 1 - first);
    });
  }
};

// A block adds more tensors than it has dropouts, so sites counted from the layout are no other's.
AttentionEncoder::AttentionEncoder(const std::string& name, const AttentionEncoderOptions& options,
                                   const StepForm& form, std::size_t length, TensorLayout& layout)
    : dim_(form.dim),
      length_(length),
      deviation_(form.deviation),
      dropout_(options.dropout),
      site_(layout.tensors().size()),
      positions_(layout.add(name + ".positions", length, dim_)),
      blocks_(make_blocks(name, options, dim_, deviation_, site_ + 1, layout)),
      norm_(name + ".norm", dim_, layout),
      steps_(name, form, layout) {}

// Input of every block and of the last norm, what blocks save, statistics of the norm.
std::size_t AttentionEncoder::saved_dim() const {
  return (blocks_.size() + 1) * dim_ + blocks_.size() * blocks_[0].saved_dim() + norm_.saved_dim();
}

std::size_t AttentionEncoder::scratch_floats(std::size_t max_slice_tokens) const {
  return blocks_[0].scratch_floats(max_slice_tokens) + max_slice_tokens * dim_ + 16;
}

void AttentionEncoder::initialize(Parameters& parameters, std::uint64_t seed) const {
  const MatrixView<float> positions = parameters[positions_];
  RandomSequence random({.seed = seed,
                         .purpose = RandomPurpose::kInitialWeights,
                         .step = static_cast<std::uint64_t>(positions_),
                         .example = 0});
  for (std::size_t i = 0; i < length_ * dim_; ++i) {
    positions.data()[i] = deviation_ * random.next_normal();
  }
  for (const AttentionBlock& block : blocks_) block.initialize(parameters, seed);
  norm_.initialize(parameters, seed);
  steps_.initialize(parameters, seed);
}

AttentionEncoder::SliceTokens AttentionEncoder::tokens_of(const EncoderPass& pass,
                                                          const TowerSlice& slice) {
  const auto& batch = std::get<SequenceBatch>(pass.feature);
  const RowRange sequences = batch.slice_sequences[slice.index];
  SliceTokens tokens = {batch, batch.offsets[sequences.first], {}};
  for (std::size_t i = 0; i <= sequences.count; ++i) {
    tokens.offsets.push_back(
        static_cast<std::uint32_t>(batch.offsets[sequences.first + i] - tokens.first));
  }
  return tokens;
}

// A slice's part of `saved` is cut into matrices of its own, one after the other.
MatrixView<float> AttentionEncoder::input_of_block(const EncoderPass& pass,
                                                   const SliceTokens& tokens,
                                                   std::size_t block) const {
  float* memory = pass.saved.data() + tokens.first * saved_dim();
  return {memory + block * tokens.count() * dim_, tokens.count(), dim_};
}

float* AttentionEncoder::saved_of_block(const EncoderPass& pass, const SliceTokens& tokens,
                                        std::size_t block) const {
  const std::size_t before = (blocks_.size() + 1) * dim_ + block * blocks_[0].saved_dim();
  return pass.saved.data() + tokens.first * saved_dim() + before * tokens.count();
}

MatrixView<float> AttentionEncoder::norm_stats(const EncoderPass& pass,
                                               const SliceTokens& tokens) const {
  return {saved_of_block(pass, tokens, blocks_.size()), tokens.count(), norm_.saved_dim()};
}

std::size_t AttentionEncoder::first_position(std::size_t num_tokens) const {
  TWOTOWER_CHECK(num_tokens <= length_);
  return length_ - num_tokens;
}

void AttentionEncoder::drop(Exec& exec, const EncoderPass& pass, const SliceTokens& tokens,
                            MatrixView<float> x) const {
  if (pass.training == nullptr || dropout_ <= 0.0) return;
  dropout(exec, {dropout_, pass.training->seed, pass.training->step, site_}, tokens.first, x, x);
}

void AttentionEncoder::embed(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                             const SliceTokens& tokens, MatrixView<float> x) const {
  const float scale = std::sqrt(static_cast<float>(dim_));
  gather_rows(exec, pass.table, std::span(tokens.batch.rows).subspan(tokens.first, tokens.count()),
              x);
  for (std::size_t s = 0; s + 1 < tokens.offsets.size(); ++s) {
    const std::size_t begin = tokens.offsets[s], end = tokens.offsets[s + 1];
    const std::size_t first = first_position(end - begin);
    for (std::size_t t = begin; t < end; ++t) {
      const float* position = parameters[positions_].row(first + t - begin);
      float* row = x.row(t);
      for (std::size_t i = 0; i < dim_; ++i) row[i] = scale * row[i] + position[i];
    }
  }
  steps_.add(parameters, tokens.batch, tokens.first, x);
  drop(exec, pass, tokens, x);
}

// States at all tokens.
void AttentionEncoder::forward_all(Exec& exec, const Parameters& parameters,
                                   const EncoderPass& pass, const SliceTokens& tokens,
                                   MatrixView<float> states) const {
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    blocks_[i].forward(exec, parameters, {tokens.offsets, tokens.first, pass.training},
                       input_of_block(pass, tokens, i), saved_of_block(pass, tokens, i),
                       input_of_block(pass, tokens, i + 1));
  }
  norm_.forward(exec, parameters,
                {input_of_block(pass, tokens, blocks_.size()), states, norm_stats(pass, tokens)});
}

// States at the last tokens, and nothing at all others.
void AttentionEncoder::forward_last(Exec& exec, const Parameters& parameters,
                                    const EncoderPass& pass, const SliceTokens& tokens,
                                    MatrixView<float> states) const {
  const std::size_t last = blocks_.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    blocks_[i].forward(exec, parameters, {tokens.offsets, tokens.first, nullptr},
                       input_of_block(pass, tokens, i), saved_of_block(pass, tokens, i),
                       input_of_block(pass, tokens, i + 1));
  }
  std::vector<std::uint32_t> offsets = tokens.offsets;
  offsets.erase(std::ranges::unique(offsets).begin(), offsets.end());  // those that have tokens
  const RowRange sequences{0, offsets.size() - 1};
  const MatrixView<float> out = input_of_block(pass, tokens, blocks_.size()).slice(sequences);
  blocks_[last].forward_last(exec, parameters, offsets, input_of_block(pass, tokens, last),
                             saved_of_block(pass, tokens, last), out);
  const MatrixView<float> normed = input_of_block(pass, tokens, 0).slice(sequences);
  norm_.forward(exec, parameters, {out, normed, norm_stats(pass, tokens).slice(sequences)});
  for (std::size_t s = 0; s < sequences.count; ++s) {
    std::copy_n(normed.row(s), dim_, states.row(offsets[s + 1] - 1));
  }
}

void AttentionEncoder::forward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                               const TowerSlice& slice, MatrixView<float> out) const {
  const SliceTokens tokens = tokens_of(pass, slice);
  const auto wanted = std::span(tokens.batch.wanted).subspan(slice.rows.first, slice.rows.count);
  const ScratchArena::Scope scope(exec.scratch());
  const MatrixView<float> states = exec.scratch().matrix(tokens.count(), dim_);
  if (tokens.count() > 0) {
    embed(exec, parameters, pass, tokens, input_of_block(pass, tokens, 0));
    if (pass.training == nullptr && tokens.are_last(wanted)) {
      forward_last(exec, parameters, pass, tokens, states);
    } else {
      forward_all(exec, parameters, pass, tokens, states);
    }
  }
  for (std::size_t r = 0; r < slice.rows.count; ++r) {
    if (wanted[r] == PackedHistories::kNone) {
      std::fill_n(out.row(r), dim_, 0.0F);
    } else {
      std::copy_n(states.row(wanted[r] - tokens.first), dim_, out.row(r));
    }
  }
}

void AttentionEncoder::backward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                                const TowerSlice& slice, MatrixView<const float> grad_out,
                                Gradients& gradients) const {
  const SliceTokens tokens = tokens_of(pass, slice);
  if (tokens.count() == 0) return;
  const MatrixView<float> grad = pass.grad_tokens.slice({tokens.first, tokens.count()});
  std::fill_n(grad.data(), tokens.count() * dim_, 0.0F);
  for (std::size_t r = 0; r < slice.rows.count; ++r) {
    const std::uint32_t wanted = tokens.batch.wanted[slice.rows.first + r];
    if (wanted == PackedHistories::kNone) continue;
    float* row = grad.row(wanted - tokens.first);
    for (std::size_t i = 0; i < dim_; ++i) row[i] += grad_out.row(r)[i];
  }
  norm_.backward(exec, parameters,
                 {input_of_block(pass, tokens, blocks_.size()), grad, norm_stats(pass, tokens)},
                 grad, grad, gradients);
  for (std::size_t i = blocks_.size(); i-- > 0;) {
    blocks_[i].backward(exec, parameters, {tokens.offsets, tokens.first, pass.training},
                        input_of_block(pass, tokens, i), saved_of_block(pass, tokens, i), grad,
                        gradients);
  }
  drop(exec, pass, tokens, grad);
  steps_.backward(tokens.batch, tokens.first, grad, gradients);
  const MatrixView<float> grad_positions = gradients[positions_];
  for (std::size_t s = 0; s + 1 < tokens.offsets.size(); ++s) {
    const std::size_t begin = tokens.offsets[s], end = tokens.offsets[s + 1];
    const std::size_t first = first_position(end - begin);
    for (std::size_t t = begin; t < end; ++t) {
      float* sum = grad_positions.row(first + t - begin);
      for (std::size_t i = 0; i < dim_; ++i) sum[i] += grad.row(t)[i];
    }
  }
}

void AttentionEncoder::add_table_gradient(Exec& exec, const EncoderPass& pass,
                                          MatrixView<const float> /*grad_out*/,
                                          MatrixView<float> grad_table) const {
  const auto& rows = std::get<SequenceBatch>(pass.feature).rows;
  const std::vector<float> scales(rows.size(), std::sqrt(static_cast<float>(dim_)));
  add_to_table_rows(exec, {.table_rows = rows, .weights = scales},
                    pass.grad_tokens.slice({0, rows.size()}), grad_table);
}

}  // namespace twotower

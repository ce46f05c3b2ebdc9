#include "model/encoders/mean_history_encoder.h"

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "kernels/gather_rows.h"
#include "kernels/mean_pool.h"
#include "model/encoders/table_gradient.h"

namespace twotower {
namespace {

// The sequences of one slice in the form of mean_pool(), counted from the slice's first token.
struct SlicePositions {
  std::vector<std::uint32_t> offsets, wanted_offsets, positions;
  std::size_t first_token = 0;
  PoolRule rule = PoolRule::kBefore;

  PoolPositions view() const { return {offsets, wanted_offsets, positions}; }
  std::size_t num_tokens() const { return offsets.back(); }
};

// "Up to the wanted token" is "before the one after it"; no history is before the first.
std::uint32_t position_of(const SequenceBatch& batch, std::size_t sequence, std::uint32_t wanted) {
  const std::uint64_t begin = batch.offsets[sequence], end = batch.offsets[sequence + 1];
  if (wanted == PackedHistories::kNone) return 0;
  if (wanted == PackedHistories::kAll) return static_cast<std::uint32_t>(end - begin);
  const bool is_causal = batch.use == UserStates::Use::kUpToWanted;
  return static_cast<std::uint32_t>(wanted - begin) + (is_causal ? 1 : 0);
}

SlicePositions positions_of(const SequenceBatch& batch, const TowerSlice& slice) {
  const RowRange sequences = batch.slice_sequences[slice.index];
  SlicePositions slice_positions = {.first_token = batch.offsets[sequences.first]};
  const bool is_causal = batch.use == UserStates::Use::kUpToWanted;
  slice_positions.rule = is_causal ? PoolRule::kBefore : PoolRule::kOthers;
  for (std::size_t s = sequences.first; s <= sequences.first + sequences.count; ++s) {
    slice_positions.offsets.push_back(
        static_cast<std::uint32_t>(batch.offsets[s] - slice_positions.first_token));
    slice_positions.wanted_offsets.push_back(
        static_cast<std::uint32_t>(batch.row_offsets[s] - slice.rows.first));
  }
  for (std::size_t s = sequences.first; s < sequences.first + sequences.count; ++s) {
    for (std::uint64_t row = batch.row_offsets[s]; row < batch.row_offsets[s + 1]; ++row) {
      slice_positions.positions.push_back(position_of(batch, s, batch.wanted[row]));
    }
  }
  return slice_positions;
}

}  // namespace

std::size_t MeanHistoryEncoder::scratch_floats(std::size_t max_slice_tokens) const {
  return max_slice_tokens * dim_ + dim_ + std::size_t{2} * 16;
}

void MeanHistoryEncoder::forward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                                 const TowerSlice& slice, MatrixView<float> out) const {
  const auto& batch = std::get<SequenceBatch>(pass.feature);
  const SlicePositions positions = positions_of(batch, slice);
  const ScratchArena::Scope scope(exec.scratch());
  const MatrixView<float> tokens = exec.scratch().matrix(positions.num_tokens(), dim_);
  gather_rows(exec, pass.table,
              std::span(batch.rows).subspan(positions.first_token, positions.num_tokens()), tokens);
  steps_.add(parameters, batch, positions.first_token, tokens);
  mean_pool(exec, positions.rule, positions.view(), tokens, out);
}

void MeanHistoryEncoder::backward(Exec& exec, const Parameters& /*parameters*/,
                                  const EncoderPass& pass, const TowerSlice& slice,
                                  MatrixView<const float> grad_out, Gradients& gradients) const {
  const auto& batch = std::get<SequenceBatch>(pass.feature);
  const SlicePositions positions = positions_of(batch, slice);
  const MatrixView<float> grad_tokens =
      pass.grad_tokens.slice({positions.first_token, positions.num_tokens()});
  mean_pool_backward(exec, positions.rule, positions.view(), grad_out, grad_tokens);
  steps_.backward(batch, positions.first_token, grad_tokens, gradients);
}

void MeanHistoryEncoder::add_table_gradient(Exec& exec, const EncoderPass& pass,
                                            MatrixView<const float> /*grad_out*/,
                                            MatrixView<float> grad_table) const {
  const auto& rows = std::get<SequenceBatch>(pass.feature).rows;
  add_to_table_rows(exec, {.table_rows = rows}, pass.grad_tokens.slice({0, rows.size()}),
                    grad_table);
}

}  // namespace twotower

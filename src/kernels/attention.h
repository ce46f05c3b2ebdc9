#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/matrix_view.h"
#include "kernels/dropout.h"
#include "kernels/exec.h"

namespace twotower {

// Dropout of attention probabilities: token t, head h has the row id h * 2^40 + first_token + t,
// a key its distance from the sequence's first token as column.
struct AttentionDropout {
  Dropout options;
  std::uint64_t first_token;  // id of row 0, so that masks do not depend on slices; below 2^40
};

// Packed sequences, one after the other, projected to queries, keys and values.
struct AttentionInput {
  MatrixView<const float> q, k, v;         // [tokens, dim], dim = num_heads * head_dim: head h has
                                           // columns h * head_dim on
  std::span<const std::uint32_t> offsets;  // [sequences + 1]: sequence s is tokens offsets[s] to
                                           // offsets[s + 1] - 1; they cover all tokens
  std::size_t num_heads;
  std::optional<AttentionDropout> dropout = std::nullopt;
};

// Floats of scratch() that the calls below need for sequences up to max_length, on each thread.
std::size_t attention_scratch_floats(std::size_t max_length);

// Causal self-attention: position i of a sequence sees positions 0 to i of it. For each head
//   p[i, j] = softmax over j <= i of dot(q[i], k[j]) / sqrt(head_dim)
//   out[i]  = sum over j of p[i, j] * v[j]
// Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.2. Probabilities are made a
// block of 64 queries at a time and never kept: memory is 64 * length, not length^2.
//   out          [tokens, dim]  must not overlap the input
//   log_sum_exp  [tokens, num_heads]  of the scaled dot products; all that backward needs
// Thread-safe for distinct outputs. May allocate, as gemm() does.
void attention(Exec& exec, const AttentionInput& input, MatrixView<float> out,
               MatrixView<float> log_sum_exp);

// Gradients of attention().
//   out, log_sum_exp        what attention() gave
//   grad_out                [tokens, dim]
//   grad_q, grad_k, grad_v  [tokens, dim]  overwritten; must not overlap anything else
// Each sequence is one task with one order of its sums: the same bits on any number of threads.
// Thread-safe for distinct outputs. May allocate, as gemm() does.
void attention_backward(Exec& exec, const AttentionInput& input, MatrixView<const float> out,
                        MatrixView<const float> log_sum_exp, MatrixView<const float> grad_out,
                        MatrixView<float> grad_q, MatrixView<float> grad_k,
                        MatrixView<float> grad_v);

// attention() of the last position of each sequence only, for serving: O(length), not O(length^2).
//   input.q  [sequences, dim]  the queries of those positions; no dropout
//   out      [sequences, dim]  0 for a sequence without tokens
// Thread-safe for distinct outputs. Allocates nothing.
void last_attention(Exec& exec, const AttentionInput& input, MatrixView<float> out);

}  // namespace twotower

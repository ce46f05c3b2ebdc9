#include "kernels/attention.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "kernels/small_gemm.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/attention.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include "kernels/vector_loops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

float largest(const float* x, std::size_t size) {
  const hn::ScalableTag<float> d;
  float result = -std::numeric_limits<float>::infinity();
  auto vector = hn::Set(d, result);
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= size; i += hn::Lanes(d)) vector = hn::Max(vector, hn::LoadU(d, x + i));
  if (i > 0) result = hn::GetLane(hn::MaxOfLanes(d, vector));
  for (; i < size; ++i) result = std::max(result, x[i]);
  return result;
}

// x[j] = exp(scale * x[j] - shift)
void exponentiate(float scale, float shift, std::size_t size, float* x) {
  for_each_vector(size, [&](auto d, std::size_t i) HWY_ATTR {
    const auto power = hn::MulSub(hn::Set(d, scale), hn::LoadU(d, x + i), hn::Set(d, shift));
    hn::StoreU(hn::Exp(d, power), d, x + i);
  });
}

void scale_row(float factor, std::size_t size, float* x) {
  for_each_vector(size, [&](auto d, std::size_t i) HWY_ATTR {
    hn::StoreU(hn::Mul(hn::Set(d, factor), hn::LoadU(d, x + i)), d, x + i);
  });
}

// Dot products of one row become probabilities times their sum, which it gives; shift is what was
// subtracted before exp.
struct RowSum {
  float sum;
  float shift;
};
RowSum exponentiate_row(float scale, std::size_t size, float* x) {
  const float shift = scale * largest(x, size);
  exponentiate(scale, shift, size, x);
  const float sum =
      sum_of_vectors(size, [&](auto d, std::size_t i) HWY_ATTR { return hn::LoadU(d, x + i); });
  return {sum, shift};
}

// Row i of a block sees the first num_visible + i columns; the others become 0.
void softmax_block(float scale, std::size_t num_visible, MatrixView<float> scores,
                   float* log_sum_exp, std::size_t stride) {
  for (std::size_t i = 0; i < scores.rows(); ++i) {
    float* row = scores.row(i);
    const RowSum at = exponentiate_row(scale, num_visible + i, row);
    scale_row(1.0F / at.sum, num_visible + i, row);
    std::fill(row + num_visible + i, row + scores.cols(), 0.0F);
    log_sum_exp[i * stride] = at.shift + std::log(at.sum);
  }
}

// The same probabilities again, by their saved log-sum-exp.
void recompute_block(float scale, std::size_t num_visible, const float* log_sum_exp,
                     std::size_t stride, MatrixView<float> scores) {
  for (std::size_t i = 0; i < scores.rows(); ++i) {
    float* row = scores.row(i);
    exponentiate(scale, log_sum_exp[i * stride], num_visible + i, row);
    std::fill(row + num_visible + i, row + scores.cols(), 0.0F);
  }
}

// grad = probability * (grad - dot(out, grad_out)) * scale: the derivative of softmax, where the
// sum of probability * grad over a row is that dot product.
void softmax_block_backward(float scale, MatrixView<const float> probabilities,
                            MatrixView<const float> out, MatrixView<const float> grad_out,
                            MatrixView<float> grad) {
  for (std::size_t i = 0; i < grad.rows(); ++i) {
    const float *out_row = out.row(i), *grad_out_row = grad_out.row(i);
    const float mean = sum_of_vectors(out.cols(), [&](auto d, std::size_t c) HWY_ATTR {
      return hn::Mul(hn::LoadU(d, out_row + c), hn::LoadU(d, grad_out_row + c));
    });
    const float* p = probabilities.row(i);
    float* g = grad.row(i);
    for_each_vector(grad.cols(), [&](auto d, std::size_t j) HWY_ATTR {
      const auto centered = hn::Sub(hn::LoadU(d, g + j), hn::Set(d, mean));
      const auto scaled = hn::Mul(hn::Set(d, scale), hn::LoadU(d, p + j));
      hn::StoreU(hn::Mul(scaled, centered), d, g + j);
    });
  }
}

// One query against all keys of one head; scores [keys] is scratch.
void attend_one(float scale, const float* q, MatrixView<const float> k, MatrixView<const float> v,
                float* scores, float* out) {
  for (std::size_t j = 0; j < k.rows(); ++j) {
    const float* key = k.row(j);
    scores[j] = sum_of_vectors(k.cols(), [&](auto d, std::size_t c) HWY_ATTR {
      return hn::Mul(hn::LoadU(d, q + c), hn::LoadU(d, key + c));
    });
  }
  const RowSum at = exponentiate_row(scale, k.rows(), scores);
  std::fill_n(out, v.cols(), 0.0F);
  for (std::size_t j = 0; j < k.rows(); ++j) add_scaled(scores[j], v.row(j), v.cols(), out);
  scale_row(1.0F / at.sum, v.cols(), out);
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(softmax_block);
HWY_EXPORT(recompute_block);
HWY_EXPORT(softmax_block_backward);
HWY_EXPORT(attend_one);

constexpr std::size_t kBlockRows = 64;  // a panel of 64 x 200 probabilities is 50 KiB
constexpr std::size_t kSmallKeys = 16;  // up to here our own products are faster (small_gemm_bench)
constexpr std::size_t kVectorFloats = 16;

std::size_t rounded_up(std::size_t size) {
  return (size + kVectorFloats - 1) / kVectorFloats * kVectorFloats;
}

void product(Exec& exec, const Factor& a, const Factor& b, GemmOutput output, MatrixView<float> c,
             std::size_t num_keys) {
  (num_keys <= kSmallKeys ? small_gemm : gemm)(exec, a, b, output, c);
}

// A panel whose rows begin at whole vectors.
MatrixView<float> panel(Exec& exec, std::size_t rows, std::size_t cols) {
  const MatrixView<float> all = exec.scratch().matrix(rows, rounded_up(cols));
  return {all.data(), rows, cols, all.stride()};
}

// Some queries of one head of one sequence, and the keys that they can see.
struct Block {
  std::size_t num_visible() const { return queries.first - keys.first + 1; }  // to the first query

  std::size_t head;
  RowRange queries;  // tokens
  RowRange keys;     // tokens: from the first of the sequence to the last query
};

class Attention {
 public:
  explicit Attention(const AttentionInput& input)
      : input_(input),
        head_dim_(input.q.cols() / input.num_heads),
        scale_(1.0F / std::sqrt(static_cast<float>(head_dim_))) {
    assert(input.num_heads >= 1 && head_dim_ * input.num_heads == input.q.cols());
    assert(input.k.cols() == input.q.cols() && input.v.cols() == input.q.cols());
    assert(input.k.rows() == input.v.rows() && input.offsets.back() <= input.k.rows());
  }

  float scale() const { return scale_; }
  std::size_t num_sequences() const { return input_.offsets.size() - 1; }
  RowRange tokens_of(std::size_t sequence) const {
    const std::size_t first = input_.offsets[sequence];
    return {first, input_.offsets[sequence + 1] - first};
  }

  // Columns of `head` of some tokens.
  template <typename T>
  MatrixView<T> part(MatrixView<T> matrix, RowRange tokens, std::size_t head) const {
    return {matrix.data() + tokens.first * matrix.stride() + head * head_dim_, tokens.count,
            head_dim_, matrix.stride()};
  }

  // Calls body(exec, Block) for all blocks of a sequence, in order, on one thread.
  template <typename Body>
  void for_each_block(Exec& exec, std::size_t sequence, const Body& body) const {
    const RowRange tokens = tokens_of(sequence);
    for (std::size_t head = 0; head < input_.num_heads; ++head) {
      for (std::size_t done = 0; done < tokens.count; done += kBlockRows) {
        const std::size_t count = std::min(kBlockRows, tokens.count - done);
        body(exec, Block{head, {tokens.first + done, count}, {tokens.first, done + count}});
      }
    }
  }

  MatrixView<float> dot_products(Exec& exec, const Block& block) const {
    const MatrixView<float> scores = panel(exec, block.queries.count, block.keys.count);
    product(exec, {part(input_.q, block.queries, block.head)},
            transposed(part(input_.k, block.keys, block.head)), GemmOutput::kOverwritten, scores,
            block.keys.count);
    return scores;
  }

  // y = the mask of this block's probabilities times x.
  void drop(Exec& exec, const Block& block, MatrixView<const float> x, MatrixView<float> y) const {
    const std::uint64_t head_id = std::uint64_t{block.head} << 40;
    dropout(exec, input_.dropout->options,
            head_id + input_.dropout->first_token + block.queries.first, x, y);
  }

 private:
  const AttentionInput& input_;
  std::size_t head_dim_;
  float scale_;
};

}  // namespace

std::size_t attention_scratch_floats(std::size_t max_length) {
  return 2 * std::min(kBlockRows, max_length) * rounded_up(max_length);
}

void attention(Exec& exec, const AttentionInput& input, MatrixView<float> out,
               MatrixView<float> log_sum_exp) {
  assert(out.rows() == input.q.rows() && out.cols() == input.q.cols());
  assert(log_sum_exp.rows() == out.rows() && log_sum_exp.cols() == input.num_heads);
  const auto softmax = HWY_DYNAMIC_DISPATCH(softmax_block);
  const Attention all(input);
  const auto run_block = [&](Exec& block_exec, const Block& block) {
    const ScratchArena::Scope scope(block_exec.scratch());
    const MatrixView<float> weights = all.dot_products(block_exec, block);
    softmax(all.scale(), block.num_visible(), weights,
            log_sum_exp.row(block.queries.first) + block.head, log_sum_exp.stride());
    if (input.dropout) all.drop(block_exec, block, weights, weights);
    product(block_exec, {weights}, {all.part(input.v, block.keys, block.head)},
            GemmOutput::kOverwritten, all.part(out, block.queries, block.head), block.keys.count);
  };
  exec.parallel_for(all.num_sequences(), [&](Exec& sequence_exec, std::size_t sequence) {
    all.for_each_block(sequence_exec, sequence, run_block);
  });
}

void attention_backward(Exec& exec, const AttentionInput& input, MatrixView<const float> out,
                        MatrixView<const float> log_sum_exp, MatrixView<const float> grad_out,
                        MatrixView<float> grad_q, MatrixView<float> grad_k,
                        MatrixView<float> grad_v) {
  const auto recompute = HWY_DYNAMIC_DISPATCH(recompute_block);
  const auto softmax_backward = HWY_DYNAMIC_DISPATCH(softmax_block_backward);
  const Attention all(input);
  const auto run_block = [&](Exec& block_exec, const Block& block) {
    const ScratchArena::Scope scope(block_exec.scratch());
    const std::size_t head = block.head, num_keys = block.keys.count;
    const auto grad_out_part = all.part(grad_out, block.queries, head);
    const MatrixView<float> weights = all.dot_products(block_exec, block);
    recompute(all.scale(), block.num_visible(), log_sum_exp.row(block.queries.first) + head,
              log_sum_exp.stride(), weights);
    const MatrixView<float> grad = panel(block_exec, block.queries.count, num_keys);
    // The panel of gradients first holds the probabilities that were not dropped.
    if (input.dropout) all.drop(block_exec, block, weights, grad);
    product(block_exec, transposed(input.dropout ? grad : weights), {grad_out_part},
            GemmOutput::kAddedTo, all.part(grad_v, block.keys, head), num_keys);
    product(block_exec, {grad_out_part}, transposed(all.part(input.v, block.keys, head)),
            GemmOutput::kOverwritten, grad, num_keys);
    if (input.dropout) all.drop(block_exec, block, grad, grad);
    softmax_backward(all.scale(), weights, all.part(out, block.queries, head), grad_out_part, grad);
    product(block_exec, {grad}, {all.part(input.k, block.keys, head)}, GemmOutput::kOverwritten,
            all.part(grad_q, block.queries, head), num_keys);
    product(block_exec, transposed(grad), {all.part(input.q, block.queries, head)},
            GemmOutput::kAddedTo, all.part(grad_k, block.keys, head), num_keys);
  };
  exec.parallel_for(all.num_sequences(), [&](Exec& sequence_exec, std::size_t sequence) {
    const RowRange tokens = all.tokens_of(sequence);
    for (std::size_t token = tokens.first; token < tokens.first + tokens.count; ++token) {
      std::fill_n(grad_k.row(token), grad_k.cols(), 0.0F);
      std::fill_n(grad_v.row(token), grad_v.cols(), 0.0F);
    }
    all.for_each_block(sequence_exec, sequence, run_block);
  });
}

void last_attention(Exec& exec, const AttentionInput& input, MatrixView<float> out) {
  const Attention all(input);
  assert(input.q.rows() == all.num_sequences() && out.rows() == all.num_sequences());
  assert(!input.dropout && out.cols() == input.q.cols());
  const auto attend = HWY_DYNAMIC_DISPATCH(attend_one);
  exec.parallel_for(all.num_sequences(), [&](Exec& sequence_exec, std::size_t sequence) {
    const ScratchArena::Scope scope(sequence_exec.scratch());
    const RowRange tokens = all.tokens_of(sequence);
    if (tokens.count == 0) {
      std::fill_n(out.row(sequence), out.cols(), 0.0F);
      return;
    }
    const MatrixView<float> scores = sequence_exec.scratch().matrix(1, tokens.count);
    for (std::size_t head = 0; head < input.num_heads; ++head) {
      const RowRange query{sequence, 1};
      attend(all.scale(), all.part(input.q, query, head).row(0), all.part(input.k, tokens, head),
             all.part(input.v, tokens, head), scores.data(), all.part(out, query, head).row(0));
    }
  });
}

}  // namespace twotower
#endif  // HWY_ONCE

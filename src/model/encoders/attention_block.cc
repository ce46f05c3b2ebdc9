#include "model/encoders/attention_block.h"

#include <algorithm>

#include "kernels/dropout.h"

namespace twotower {
namespace {

// Dropouts of a block: what it adds to `site`.
constexpr std::uint64_t kProbabilities = 0, kAttended = 1, kFedForward = 2;

// Takes matrices from one piece of memory, one after the other.
class Carver {
 public:
  Carver(float* memory, std::size_t rows) : memory_(memory), rows_(rows) {}
  MatrixView<float> take(std::size_t cols) {
    const MatrixView<float> matrix(memory_, rows_, cols);
    memory_ += rows_ * cols;
    return matrix;
  }

 private:
  float* memory_;
  std::size_t rows_;
};

void add(MatrixView<const float> x, MatrixView<float> sum) {
  for (std::size_t r = 0; r < sum.rows(); ++r) {
    const float* from = x.row(r);
    float* to = sum.row(r);
    for (std::size_t i = 0; i < sum.cols(); ++i) to[i] += from[i];
  }
}

// The last row of each sequence.
void copy_last(std::span<const std::uint32_t> offsets, MatrixView<const float> x,
               MatrixView<float> last) {
  for (std::size_t s = 0; s < last.rows(); ++s) {
    std::copy_n(x.row(offsets[s + 1] - 1), x.cols(), last.row(s));
  }
}

std::size_t feed_forward_of(const AttentionEncoderOptions& options, std::size_t dim) {
  return options.feed_forward == 0 ? dim : static_cast<std::size_t>(options.feed_forward);
}

}  // namespace

struct AttentionBlock::Saved {
  MatrixView<float> norm1, norm1_stats, qkv, log_sum_exp, attended, middle, norm2, norm2_stats,
      wide, wide_slope;
};

AttentionBlock::AttentionBlock(const std::string& name, const AttentionEncoderOptions& options,
                               std::size_t dim, float deviation, std::uint64_t dropout_site,
                               TensorLayout& layout)
    : dim_(dim),
      heads_(static_cast<std::size_t>(options.heads)),
      feed_forward_(feed_forward_of(options, dim)),
      dropout_(options.dropout),
      site_(dropout_site),
      norm1_(name + ".norm1", dim, layout),
      qkv_(name + ".qkv", dim, 3 * dim, Activation::kNone, layout, deviation),
      project_(name + ".project", dim, dim, Activation::kNone, layout, deviation),
      norm2_(name + ".norm2", dim, layout),
      widen_(name + ".widen", dim, feed_forward_, Activation::kGelu, layout, deviation),
      narrow_(name + ".narrow", feed_forward_, dim, Activation::kNone, layout, deviation) {}

std::size_t AttentionBlock::saved_dim() const {
  return 7 * dim_ + heads_ + 2 * feed_forward_ + 2 * norm1_.saved_dim();
}

AttentionBlock::Saved AttentionBlock::saved_in(float* saved, std::size_t num_tokens) const {
  Carver carver(saved, num_tokens);
  const auto take = [&](std::size_t cols) { return carver.take(cols); };
  return {take(dim_),          take(norm1_.saved_dim()),
          take(3 * dim_),      take(heads_),
          take(dim_),          take(dim_),
          take(dim_),          take(norm2_.saved_dim()),
          take(feed_forward_), take(feed_forward_)};
}

std::size_t AttentionBlock::scratch_floats(std::size_t max_tokens) const {
  // What forward (one matrix) and backward (below) take, each rounded to 16 floats.
  return max_tokens * (6 * dim_ + feed_forward_) + std::size_t{6} * 16 +
         attention_scratch_floats(max_tokens);
}

void AttentionBlock::initialize(Parameters& parameters, std::uint64_t seed) const {
  for (const Layer* layer :
       {static_cast<const Layer*>(&norm1_), static_cast<const Layer*>(&qkv_),
        static_cast<const Layer*>(&project_), static_cast<const Layer*>(&norm2_),
        static_cast<const Layer*>(&widen_), static_cast<const Layer*>(&narrow_)}) {
    layer->initialize(parameters, seed);
  }
}

AttentionInput AttentionBlock::attention_input(const Saved& saved, const Tokens& tokens) const {
  AttentionInput input = {.q = saved.qkv.columns(0, dim_),
                          .k = saved.qkv.columns(dim_, dim_),
                          .v = saved.qkv.columns(2 * dim_, dim_),
                          .offsets = tokens.offsets,
                          .num_heads = heads_};
  if (tokens.training != nullptr && dropout_ > 0.0) {
    input.dropout = AttentionDropout{
        {dropout_, tokens.training->seed, tokens.training->step, site_ + kProbabilities},
        tokens.first_token};
  }
  return input;
}

void AttentionBlock::drop(Exec& exec, const Tokens& tokens, std::uint64_t site,
                          MatrixView<float> x) const {
  if (tokens.training == nullptr || dropout_ <= 0.0) return;
  dropout(exec, {dropout_, tokens.training->seed, tokens.training->step, site_ + site},
          tokens.first_token, x, x);
}

void AttentionBlock::forward(Exec& exec, const Parameters& parameters, const Tokens& tokens,
                             MatrixView<const float> x, float* saved, MatrixView<float> y) const {
  const Saved s = saved_in(saved, x.rows());
  const MatrixView<float> nothing(nullptr, 0, 0);
  norm1_.forward(exec, parameters, {x, s.norm1, s.norm1_stats});
  qkv_.forward(exec, parameters, {s.norm1, s.qkv, nothing});
  attention(exec, attention_input(s, tokens), s.attended, s.log_sum_exp);
  project_.forward(exec, parameters, {s.attended, s.middle, nothing});
  drop(exec, tokens, kAttended, s.middle);
  add(x, s.middle);
  norm2_.forward(exec, parameters, {s.middle, s.norm2, s.norm2_stats});
  widen_.forward(exec, parameters, {s.norm2, s.wide, s.wide_slope});
  narrow_.forward(exec, parameters, {s.wide, y, nothing});
  drop(exec, tokens, kFedForward, y);
  add(s.middle, y);
}

void AttentionBlock::forward_last(Exec& exec, const Parameters& parameters,
                                  std::span<const std::uint32_t> offsets, MatrixView<const float> x,
                                  float* memory, MatrixView<float> y) const {
  const Saved s = saved_in(memory, x.rows());
  const RowRange sequences{0, y.rows()};
  const MatrixView<float> nothing(nullptr, 0, 0);
  norm1_.forward(exec, parameters, {x, s.norm1, s.norm1_stats});
  const MatrixView<float> keys_values = s.qkv.columns(dim_, 2 * dim_);
  qkv_.forward_columns(exec, parameters, s.norm1, dim_, keys_values);
  const MatrixView<float> last = s.middle.slice(sequences), q = s.norm2.slice(sequences);
  copy_last(offsets, s.norm1, last);
  qkv_.forward_columns(exec, parameters, last, 0, q);
  const MatrixView<float> attended = s.attended.slice(sequences);
  last_attention(exec,
                 {.q = q,
                  .k = keys_values.columns(0, dim_),
                  .v = keys_values.columns(dim_, dim_),
                  .offsets = offsets,
                  .num_heads = heads_},
                 attended);
  const MatrixView<float> middle = s.norm1.slice(sequences);
  project_.forward(exec, parameters, {attended, middle, nothing});
  copy_last(offsets, x, last);
  add(last, middle);
  norm2_.forward(exec, parameters, {middle, q, s.norm2_stats.slice(sequences)});
  const MatrixView<float> wide = s.wide.slice(sequences);
  widen_.forward(exec, parameters, {q, wide, nothing});
  narrow_.forward(exec, parameters, {wide, y, nothing});
  add(middle, y);
}

void AttentionBlock::backward(Exec& exec, const Parameters& parameters, const Tokens& tokens,
                              MatrixView<const float> x, float* saved, MatrixView<float> grad,
                              Gradients& gradients) const {
  const ScratchArena::Scope scope(exec.scratch());
  const std::size_t rows = x.rows();
  const Saved s = saved_in(saved, rows);
  const MatrixView<float> nothing(nullptr, 0, 0);
  const MatrixView<float> branch = exec.scratch().matrix(rows, dim_);
  const MatrixView<float> inner = exec.scratch().matrix(rows, dim_);
  const MatrixView<float> grad_wide = exec.scratch().matrix(rows, feed_forward_);
  const MatrixView<float> grad_qkv = exec.scratch().matrix(rows, 3 * dim_);
  const auto branch_of_grad = [&](std::uint64_t site) {
    for (std::size_t r = 0; r < rows; ++r) std::copy_n(grad.row(r), dim_, branch.row(r));
    drop(exec, tokens, site, branch);
  };

  branch_of_grad(kFedForward);
  narrow_.backward(exec, parameters, {s.wide, branch, nothing}, branch, grad_wide, gradients);
  widen_.backward(exec, parameters, {s.norm2, s.wide, s.wide_slope}, grad_wide, inner, gradients);
  norm2_.backward(exec, parameters, {s.middle, s.norm2, s.norm2_stats}, inner, inner, gradients);
  add(inner, grad);

  branch_of_grad(kAttended);
  project_.backward(exec, parameters, {s.attended, branch, nothing}, branch, inner, gradients);
  attention_backward(exec, attention_input(s, tokens), s.attended, s.log_sum_exp, inner,
                     grad_qkv.columns(0, dim_), grad_qkv.columns(dim_, dim_),
                     grad_qkv.columns(2 * dim_, dim_));
  qkv_.backward(exec, parameters, {s.norm1, s.qkv, nothing}, grad_qkv, inner, gradients);
  norm1_.backward(exec, parameters, {x, s.norm1, s.norm1_stats}, inner, inner, gradients);
  add(inner, grad);
}

}  // namespace twotower

#include "kernels/attention.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <vector>

#include "kernels/isa.h"

namespace twotower {
namespace {

constexpr std::size_t kDim = 64;

// About 1,400 tokens in sequences of one length. Arguments: length, heads.
struct Case {
  explicit Case(const benchmark::State& state)
      : length(static_cast<std::uint32_t>(state.range(0))),
        num_heads(static_cast<std::size_t>(state.range(1))) {
    if (!use_isa("").ok()) std::abort();
    for (std::uint32_t end = length; end <= 1400; end += length) offsets.push_back(end);
    tokens = offsets.back();
    x.assign(tokens * kDim, 0.125F);
    out = grad_q = grad_k = grad_v = x;
    log_sum_exp.resize(tokens * num_heads);
  }
  MatrixView<float> view(std::vector<float>& values) const {
    return {values.data(), values.size() / kDim, kDim};
  }
  AttentionInput input() { return {view(x), view(x), view(x), offsets, num_heads}; }
  MatrixView<float> sums() { return {log_sum_exp.data(), tokens, num_heads}; }

  // Only what the mask leaves counts: 2 products of length * (length + 1) / 2 pairs forward.
  void report(benchmark::State& state, double num_products) const {
    const double pairs = 0.5 * static_cast<double>(tokens) * static_cast<double>(length + 1);
    const double calls = static_cast<double>(state.iterations());
    state.counters["flops"] =
        benchmark::Counter(num_products * 2.0 * pairs * kDim * calls, benchmark::Counter::kIsRate);
    state.counters["tokens"] =
        benchmark::Counter(static_cast<double>(tokens) * calls, benchmark::Counter::kIsRate);
  }

  std::uint32_t length;
  std::size_t num_heads, tokens;
  std::vector<std::uint32_t> offsets = {0};
  std::vector<float> x, out, grad_q, grad_k, grad_v, log_sum_exp;
  Exec exec{attention_scratch_floats(length)};
};

void BM_Attention(benchmark::State& state) {
  Case c(state);
  for (auto _ : state) {
    attention(c.exec, c.input(), c.view(c.out), c.sums());
    benchmark::DoNotOptimize(c.out.data());
  }
  c.report(state, 2.0);
}
void BM_AttentionBackward(benchmark::State& state) {
  Case c(state);
  attention(c.exec, c.input(), c.view(c.out), c.sums());
  for (auto _ : state) {
    attention_backward(c.exec, c.input(), c.view(c.out), c.sums(), c.view(c.x), c.view(c.grad_q),
                       c.view(c.grad_k), c.view(c.grad_v));
    benchmark::DoNotOptimize(c.grad_q.data());
  }
  c.report(state, 5.0);
}
void BM_LastAttention(benchmark::State& state) {
  Case c(state);
  const std::vector<std::uint32_t> one = {0, c.length};
  AttentionInput input = c.input();
  input.q = input.q.slice({0, 1});
  input.offsets = one;
  for (auto _ : state) {
    last_attention(c.exec, input, c.view(c.out).slice({0, 1}));
    benchmark::DoNotOptimize(c.out.data());
  }
}
void shapes(benchmark::internal::Benchmark* bench) {
  bench->ArgsProduct({{7, 20, 50, 200}, {1, 4}});
}
BENCHMARK(BM_Attention)->Apply(shapes);
BENCHMARK(BM_AttentionBackward)->Apply(shapes);
BENCHMARK(BM_LastAttention)->Apply(shapes);

}  // namespace
}  // namespace twotower

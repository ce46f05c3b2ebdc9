#include "kernels/layer_norm.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "testkit/isa_bench.h"

namespace twotower {
namespace {

constexpr std::size_t kRows = 256, kDim = 64;  // one slice, which stays in the cache

struct Case {
  std::vector<float> x = std::vector<float>(kRows * kDim, 0.5F), y = x, grad_x = x;
  std::vector<float> scale = std::vector<float>(kDim, 1.0F), shift = scale;
  std::vector<LayerNormSaved> saved = std::vector<LayerNormSaved>(kRows);
  Exec exec{0};
};

void BM_LayerNorm(benchmark::State& state) {
  testkit::use_isa_argument(state);
  Case c;
  for (auto _ : state) {
    layer_norm(c.exec, {c.x.data(), kRows, kDim}, {c.scale, c.shift}, 1e-5F,
               {c.y.data(), kRows, kDim}, c.saved.data());
    benchmark::DoNotOptimize(c.y.data());
  }
  testkit::report_bytes(state, 2 * sizeof(float) * kRows * kDim);  // reads x, writes y
}
BENCHMARK(BM_LayerNorm)->ArgsProduct({testkit::isa_arguments()});

void BM_LayerNormBackward(benchmark::State& state) {
  testkit::use_isa_argument(state);
  Case c;
  layer_norm(c.exec, {c.x.data(), kRows, kDim}, {c.scale, c.shift}, 1e-5F,
             {c.y.data(), kRows, kDim}, c.saved.data());
  std::vector<float> grad_scale(kDim), grad_shift(kDim);
  for (auto _ : state) {
    layer_norm_backward(c.exec, {c.x.data(), kRows, kDim}, c.scale, c.saved.data(),
                        {c.y.data(), kRows, kDim}, {c.grad_x.data(), kRows, kDim},
                        {grad_scale, grad_shift});
    benchmark::DoNotOptimize(c.grad_x.data());
  }
  // Reads x and grad_y, writes grad_x.
  testkit::report_bytes(state, 3 * sizeof(float) * kRows * kDim);
}
BENCHMARK(BM_LayerNormBackward)->ArgsProduct({testkit::isa_arguments()});

}  // namespace
}  // namespace twotower

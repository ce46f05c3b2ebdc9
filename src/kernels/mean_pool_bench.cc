#include "kernels/mean_pool.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "testkit/isa_bench.h"

namespace twotower {
namespace {

// 28 sequences of 50 items, every position wanted: forward and backward.
void BM_MeanPool(benchmark::State& state) {
  testkit::use_isa_argument(state);
  constexpr std::uint32_t kLength = 50;
  constexpr std::size_t kDim = 64, kSequences = 28, kTokens = kLength * kSequences;
  std::vector<std::uint32_t> offsets = {0}, positions;
  for (std::uint32_t s = 0; s < kSequences; ++s) {
    offsets.push_back(offsets.back() + kLength);
    for (std::uint32_t p = 0; p < kLength; ++p) positions.push_back(p);
  }
  std::vector<float> x(kTokens * kDim, 0.5F), y(kTokens * kDim);
  Exec exec(kDim);
  const PoolPositions where{offsets, offsets, positions};
  for (auto _ : state) {
    mean_pool(exec, PoolRule::kBefore, where, {x.data(), kTokens, kDim}, {y.data(), kTokens, kDim});
    mean_pool_backward(exec, PoolRule::kBefore, where, {y.data(), kTokens, kDim},
                       {x.data(), kTokens, kDim});
    benchmark::DoNotOptimize(x.data());
  }
  testkit::report_bytes(state, 4 * sizeof(float) * kTokens * kDim);
}
BENCHMARK(BM_MeanPool)->ArgsProduct({testkit::isa_arguments()});

}  // namespace
}  // namespace twotower

#include "kernels/scan.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <vector>

#include "testkit/isa_bench.h"

namespace twotower {
namespace {

// Arguments: instruction set, similarity, queries: 300,000 vectors of 64, in blocks of 1,024.
void BM_Scan(benchmark::State& state) {
  testkit::use_isa_argument(state);
  constexpr std::size_t kVectors = 300000, kDim = 64, kBlock = 1024;
  const auto similarity = static_cast<Similarity>(state.range(1));
  const auto num_queries = static_cast<std::size_t>(state.range(2));
  const std::vector<float> vectors(kVectors * kDim, 0.5F), squares(kVectors, 16.0F),
      queries(num_queries * kDim, 0.25F);
  std::vector<float> scores(num_queries * kBlock);
  Exec exec(0);
  for (auto _ : state) {
    for (std::size_t first = 0; first < kVectors; first += kBlock) {
      const std::size_t count = std::min(kBlock, kVectors - first);
      scan(exec, similarity, {queries.data(), num_queries, kDim},
           {{vectors.data() + first * kDim, count, kDim}, {squares.data() + first, count}},
           {scores.data(), num_queries, count});
      benchmark::DoNotOptimize(scores.data());
    }
  }
  testkit::report_bytes(state, sizeof(float) * kVectors * kDim);
}
BENCHMARK(BM_Scan)->ArgsProduct({testkit::isa_arguments(), {0, 2, 3}, {1, 64}});

}  // namespace
}  // namespace twotower

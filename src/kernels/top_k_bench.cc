#include "kernels/top_k.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "testkit/isa_bench.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

// The best 100 of 300,000 random scores.
void BM_TopK(benchmark::State& state) {
  testkit::use_isa_argument(state);
  constexpr std::size_t kSize = 300000;
  const testkit::RandomMatrix scores(1, kSize, 1);
  std::vector<ScoredSlot> kept(100);
  std::size_t count = 0;
  Exec exec(0);
  for (auto _ : state) {
    top_k(exec, scores.view(), {}, {kept.data(), 1, kept.size()}, {&count, 1});
    benchmark::DoNotOptimize(kept.data());
  }
  testkit::report_bytes(state, sizeof(float) * kSize);
}
BENCHMARK(BM_TopK)->ArgsProduct({testkit::isa_arguments()});

}  // namespace
}  // namespace twotower

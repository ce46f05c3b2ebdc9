#include "kernels/dropout.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "testkit/isa_bench.h"

namespace twotower {
namespace {

void BM_Dropout(benchmark::State& state) {
  testkit::use_isa_argument(state);
  constexpr std::size_t kRows = 256, kDim = 64;
  std::vector<float> x(kRows * kDim, 0.5F), y(kRows * kDim);
  Exec exec(0);
  for (auto _ : state) {
    dropout(exec, {.probability = 0.2, .seed = 1, .step = 2, .site = 3}, 0, {x.data(), kRows, kDim},
            {y.data(), kRows, kDim});
    benchmark::DoNotOptimize(y.data());
  }
  testkit::report_bytes(state, 2 * sizeof(float) * kRows * kDim);  // reads x, writes y
}
BENCHMARK(BM_Dropout)->ArgsProduct({testkit::isa_arguments()});

}  // namespace
}  // namespace twotower

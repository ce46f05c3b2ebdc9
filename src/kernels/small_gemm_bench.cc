#include "kernels/small_gemm.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <vector>

#include "kernels/isa.h"

namespace twotower {
namespace {

using Product = void(Exec&, const Factor&, const Factor&, GemmOutput, MatrixView<float>);

// The two products of attention over n positions of `depth` columns: where gemm() overtakes
// small_gemm() tells which are small. Arguments: n, depth.
template <Product* kProduct>
void BM_Products(benchmark::State& state) {
  if (!use_isa("").ok()) std::abort();
  const auto n = static_cast<std::size_t>(state.range(0)),
             depth = static_cast<std::size_t>(state.range(1));
  std::vector<float> a(n * depth, 0.5F), b(n * depth, 0.5F), c(n * n), y(n * depth);
  const MatrixView<const float> rows(b.data(), n, depth);
  Exec exec(0);
  for (auto _ : state) {
    kProduct(exec, {{a.data(), n, depth}}, transposed(rows), GemmOutput::kOverwritten,
             {c.data(), n, n});
    kProduct(exec, {{c.data(), n, n}}, {rows}, GemmOutput::kOverwritten, {y.data(), n, depth});
    benchmark::DoNotOptimize(y.data());
  }
  const double flops =
      4.0 * static_cast<double>(n * n * depth) * static_cast<double>(state.iterations());
  state.counters["flops"] = benchmark::Counter(flops, benchmark::Counter::kIsRate);
}
BENCHMARK(BM_Products<small_gemm>)->ArgsProduct({{4, 7, 12, 16, 24, 32}, {16, 64}});
BENCHMARK(BM_Products<gemm>)->ArgsProduct({{4, 7, 12, 16, 24, 32}, {16, 64}});

}  // namespace
}  // namespace twotower

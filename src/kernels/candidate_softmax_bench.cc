#include "kernels/candidate_softmax.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "kernels/gemm.h"
#include "kernels/isa.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::RandomMatrix;

// Seconds of CPU time, of all threads: on a machine that others use, too, they still compare.
double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// Floating-point operations a CPU second in the three bare products of a tile, with all operands in
// the cache: the limit of this kernel. Median of 15 rounds.
double product_flops_per_second(std::size_t dim) {
  constexpr std::size_t kRows = 256, kColumns = 512, kTiles = 16;
  RandomMatrix users(kRows, dim, 1), users_t(dim, kRows, 2), candidates(kColumns, dim, 3);
  RandomMatrix panel(kColumns, kRows, 4), to_users_t(dim, kRows, 5), to_items(kColumns, dim, 6);
  Exec exec(0);
  std::vector<double> seconds;
  for (int round = 0; round < 15; ++round) {
    const double start = cpu_seconds();
    for (std::size_t tile = 0; tile < kTiles; ++tile) {
      gemm(exec, {candidates.view()}, {users_t.view()}, GemmOutput::kOverwritten, panel.view());
      gemm(exec, transposed(candidates.view()), {panel.view()}, GemmOutput::kOverwritten,
           to_users_t.view());
      gemm(exec, {panel.view()}, {users.view()}, GemmOutput::kOverwritten, to_items.view());
    }
    seconds.push_back(cpu_seconds() - start);
  }
  std::ranges::sort(seconds);
  return 6.0 * static_cast<double>(kTiles * kRows * kColumns * dim) / seconds[seconds.size() / 2];
}

RandomMatrix unit_rows(std::size_t rows, std::size_t dim, std::uint64_t seed) {
  RandomMatrix matrix(rows, dim, seed);
  for (std::size_t r = 0; r < rows; ++r) {
    float* row = matrix.view().row(r);
    float squared = 0.0F;
    for (std::size_t i = 0; i < dim; ++i) squared += row[i] * row[i];
    for (std::size_t i = 0; i < dim; ++i) row[i] /= std::sqrt(squared);
  }
  return matrix;
}

// One training step's loss and gradients. Unit vectors at temperature 0.05 need no row maximum,
// at 0.01 they do.
struct Case {
  Case(const benchmark::State& state, float used_temperature)
      : isa(supported_isas()[static_cast<std::size_t>(state.range(0))]),
        rows(static_cast<std::size_t>(state.range(1))),
        num_candidates(static_cast<std::size_t>(state.range(2))),
        dim(static_cast<std::size_t>(state.range(3))),
        pool(static_cast<std::size_t>(state.range(4))),
        temperature(used_temperature) {
    if (!use_isa(isa).ok()) std::abort();
    for (std::uint32_t r = 0; r < rows; ++r) {
      columns.push_back(static_cast<std::uint32_t>(r % num_candidates));
    }
  }

  double step() {
    return softmax.loss_and_gradients(
        exec,
        {.temperature = temperature,
         .users = users.view(),
         .candidates = candidates.view(),
         .bias = bias,
         .positives = PositiveColumns{columns}},
        {.users = grad_users.view(), .candidates = grad_candidates.view()});
  }

  std::string isa;
  std::size_t rows, num_candidates, dim;
  ThreadPool pool;
  float temperature;
  CandidateSoftmax softmax{{.max_rows = rows, .max_candidates = num_candidates, .dim = dim}};
  Exec exec{pool, softmax.scratch_floats()};
  RandomMatrix users = unit_rows(rows, dim, 1), candidates = unit_rows(num_candidates, dim, 2),
               grad_users{rows, dim, 3}, grad_candidates{num_candidates, dim, 4};
  std::vector<float> bias = RandomMatrix(1, num_candidates, 5).values();
  std::vector<std::uint32_t> columns;
};

// flops and time are of wall-clock time; of_products compares CPU time with CPU time, measured just
// before.
void measure(benchmark::State& state, Case&& c) {
  c.step();  // touches all memory
  const double limit = product_flops_per_second(c.dim);
  const double start = cpu_seconds();
  for (auto _ : state) benchmark::DoNotOptimize(c.step());
  const double seconds = cpu_seconds() - start;
  const double flops = 6.0 * static_cast<double>(c.rows * c.num_candidates * c.dim) *
                       static_cast<double>(state.iterations());
  state.SetLabel(c.isa + ", products " + active_gemm_isa());
  state.counters["flops"] = benchmark::Counter(flops, benchmark::Counter::kIsRate);
  state.counters["cpu_flops"] = flops / seconds;
  state.counters["of_products"] = flops / seconds / limit;
  state.counters["MiB"] = static_cast<double>(c.softmax.bytes(c.pool.num_threads())) / (1 << 20);
}

// Arguments: index into supported_isas(), rows, candidates, dim, threads. 3,300 are the distinct
// items among 4,096 draws at Zipf 0.8.
void shapes(benchmark::internal::Benchmark* bench) {
  for (const std::int64_t threads : {1, 2}) {
    for (const std::int64_t dim : {64, 128}) {
      bench->Args({0, 4096, 3300, dim, threads})->Args({0, 4096, 4096, dim, threads});
    }
    bench->Args({0, 4096, 32768, 64, threads});
  }
  bench->Args({0, 512, 4096, 64, 1});
  bench->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);
}

void every_isa(benchmark::internal::Benchmark* bench) {
  for (std::size_t isa = 1; isa < supported_isas().size(); ++isa) {
    bench->Args({static_cast<std::int64_t>(isa), 4096, 4096, 64, 1});
  }
  bench->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);
}

void BM_CandidateSoftmax(benchmark::State& state) {
  measure(state, Case(state, 0.05F));
}
BENCHMARK(BM_CandidateSoftmax)->Apply(shapes)->Apply(every_isa);

void BM_CandidateSoftmaxWithRowMax(benchmark::State& state) {
  measure(state, Case(state, 0.01F));
}
BENCHMARK(BM_CandidateSoftmaxWithRowMax)
    ->Args({0, 4096, 4096, 64, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace twotower

#include "index/flat_index.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "testkit/memory_rate.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

// Arguments: similarity, queries: the best 100 of 300,000 vectors of 64.
void BM_FlatSearch(benchmark::State& state) {
  constexpr std::size_t kVectors = 300000, kDim = 64, kBest = 100;
  const auto num_queries = static_cast<std::size_t>(state.range(1));
  FlatIndex index(static_cast<Similarity>(state.range(0)), kDim);
  Exec exec(index.search_scratch_floats());
  index.add(exec, testkit::RandomMatrix(kVectors, kDim, 1).view());
  const testkit::RandomMatrix queries(num_queries, kDim, 2);
  std::vector<ScoredSlot> best(num_queries * kBest);
  std::vector<std::size_t> counts(num_queries);
  for (auto _ : state) {
    index.search(exec, queries.view(), {}, {best.data(), num_queries, kBest}, counts);
    benchmark::DoNotOptimize(best.data());
  }
  const double calls = static_cast<double>(state.iterations());
  const double bytes = calls * kVectors * kDim * sizeof(float);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["of_memory_rate"] =
      benchmark::Counter(bytes / testkit::memory_bytes_per_second(), benchmark::Counter::kIsRate);
  state.counters["queries"] =
      benchmark::Counter(calls * static_cast<double>(num_queries), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_FlatSearch)->ArgsProduct({{0, 1, 2, 3}, {1, 64}});

}  // namespace
}  // namespace twotower

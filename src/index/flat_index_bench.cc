#include "index/flat_index.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "testkit/memory_rate.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

// The best 100 of so many vectors of 64.
void search(benchmark::State& state, Similarity similarity, std::size_t num_vectors,
            std::size_t num_queries, bool has_codes) {
  constexpr std::size_t kDim = 64, kBest = 100;
  FlatIndex index(similarity, kDim);
  Exec adding(0);
  index.add(adding, testkit::RandomMatrix(num_vectors, kDim, 1).view());
  if (has_codes) index.make_codes();
  Exec exec(index.search_scratch_floats());
  const testkit::RandomMatrix queries(num_queries, kDim, 2);
  std::vector<ScoredSlot> best(num_queries * kBest);
  std::vector<std::size_t> counts(num_queries);
  for (auto _ : state) {
    index.search(exec, queries.view(), {}, {best.data(), num_queries, kBest}, counts);
    benchmark::DoNotOptimize(best.data());
  }
  const double calls = static_cast<double>(state.iterations());
  const double bytes_of_vector = has_codes ? kDim + 8.25 : kDim * sizeof(float);
  const double bytes = calls * static_cast<double>(num_vectors) * bytes_of_vector;
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["of_memory_rate"] =
      benchmark::Counter(bytes / testkit::memory_bytes_per_second(), benchmark::Counter::kIsRate);
  state.counters["queries"] =
      benchmark::Counter(calls * static_cast<double>(num_queries), benchmark::Counter::kIsRate);
}

// Arguments: similarity, queries.
void BM_FlatSearch(benchmark::State& state) {
  search(state, static_cast<Similarity>(state.range(0)), 300'000,
         static_cast<std::size_t>(state.range(1)), false);
}
BENCHMARK(BM_FlatSearch)->ArgsProduct({{0, 1, 2, 3}, {1, 64}});

// Arguments: similarity, vectors, codes or not.
void BM_OneQuery(benchmark::State& state) {
  search(state, static_cast<Similarity>(state.range(0)), static_cast<std::size_t>(state.range(1)),
         1, state.range(2) != 0);
}
BENCHMARK(BM_OneQuery)->ArgsProduct({{0, 1, 2}, {30'000, 1'000'000}, {0, 1}});

void BM_MakeCodes(benchmark::State& state) {
  FlatIndex index(Similarity::kDot, 64);
  Exec exec(0);
  index.add(exec, testkit::RandomMatrix(static_cast<std::size_t>(state.range(0)), 64, 1).view());
  for (auto _ : state) index.make_codes();
}
BENCHMARK(BM_MakeCodes)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace twotower

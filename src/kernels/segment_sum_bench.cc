#include "kernels/segment_sum.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "base/aligned_buffer.h"
#include "base/random.h"
#include "kernels/gather_rows.h"
#include "testkit/isa_bench.h"

namespace twotower {
namespace {

constexpr std::size_t kDim = 64, kTableRows = std::size_t{1} << 20, kUses = 8192;

std::vector<std::uint32_t> random_rows(std::size_t count, std::size_t below) {
  RandomSequence random({.seed = 1, .purpose = RandomPurpose{}, .step = 0, .example = 0});
  std::vector<std::uint32_t> rows(count);
  for (std::uint32_t& row : rows) row = static_cast<std::uint32_t>(random.next_bits() % below);
  return rows;
}

// Second argument: the uses of one list. Sources are random rows of a gradient of 8,192 rows.
void BM_SegmentSum(benchmark::State& state) {
  testkit::use_isa_argument(state);
  const auto length = static_cast<std::uint32_t>(state.range(1));
  const std::size_t num_lists = kUses / length;
  std::vector<std::uint32_t> offsets;
  for (std::uint32_t i = 0; i <= num_lists; ++i) offsets.push_back(i * length);
  const std::vector<std::uint32_t> rows = random_rows(kUses, kUses);
  std::vector<float> source(kUses * kDim, 0.5F), out(num_lists * kDim);
  Exec exec(0);
  for (auto _ : state) {
    segment_sum(exec, {offsets, rows, {}}, {source.data(), kUses, kDim}, SumOutput::kOverwritten,
                {out.data(), num_lists, kDim});
    benchmark::DoNotOptimize(out.data());
  }
  testkit::report_bytes(state, sizeof(float) * kDim * (kUses + num_lists));
}
BENCHMARK(BM_SegmentSum)->ArgsProduct({testkit::isa_arguments(), {1, 8, 512}});

// Random rows of a table of 256 MiB.
void BM_GatherRows(benchmark::State& state) {
  AlignedBuffer table(kTableRows * kDim);
  const std::vector<std::uint32_t> rows = random_rows(kUses, kTableRows);
  std::vector<float> out(kUses * kDim);
  Exec exec(0);
  for (auto _ : state) {
    gather_rows(exec, {table.data(), kTableRows, kDim}, rows, {out.data(), kUses, kDim});
    benchmark::DoNotOptimize(out.data());
  }
  testkit::report_bytes(state, 2 * sizeof(float) * kDim * kUses);
}
BENCHMARK(BM_GatherRows);

}  // namespace
}  // namespace twotower

#include "kernels/adam.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "base/aligned_buffer.h"
#include "base/random.h"
#include "kernels/adagrad.h"
#include "testkit/isa_bench.h"

namespace twotower {
namespace {

constexpr std::size_t kDim = 64, kTableRows = std::size_t{1} << 19, kMoved = 4096;

// Random rows of a table of half a million, whose arrays of 128 MiB no cache holds.
struct Table {
  Table() : weights(kTableRows * kDim), first(kTableRows * kDim), second(kTableRows * kDim) {
    RandomSequence random({.seed = 1, .purpose = RandomPurpose{}, .step = 0, .example = 0});
    for (std::uint32_t i = 0; i < kMoved; ++i) {  // one of each 128 rows: distinct
      rows.push_back(i * 128 + static_cast<std::uint32_t>(random.next_bits() % 128));
    }
    for (std::size_t i = kMoved; i > 1; --i) std::swap(rows[i - 1], rows[random.next_bits() % i]);
  }
  static MatrixView<float> view(AlignedBuffer& buffer) {
    return {buffer.data(), buffer.size() / kDim, kDim};
  }

  AlignedBuffer weights, first, second;
  std::vector<std::uint32_t> rows;
  std::vector<float> grads = std::vector<float>(kMoved * kDim, 0.5F);
  Exec exec{0};
};

void BM_AdamRows(benchmark::State& state) {
  testkit::use_isa_argument(state);
  Table t;
  const AdamStep step = adam_step(1e-3, 0.9, 0.999, 1e-8, 1);
  for (auto _ : state) {
    adam_rows(t.exec, step, t.rows, {t.grads.data(), kMoved, kDim}, Table::view(t.weights),
              Table::view(t.first), Table::view(t.second));
  }
  // Reads the gradient, reads and writes three arrays.
  testkit::report_bytes(state, 7 * sizeof(float) * kMoved * kDim);
}
BENCHMARK(BM_AdamRows)->ArgsProduct({testkit::isa_arguments()});

void BM_RowWiseAdagrad(benchmark::State& state) {
  testkit::use_isa_argument(state);
  Table t;
  for (auto _ : state) {
    row_wise_adagrad(t.exec, {0.05F, 1e-8F}, t.rows, {t.grads.data(), kMoved, kDim},
                     Table::view(t.weights), t.second.span().first(kTableRows));
  }
  testkit::report_bytes(state, 3 * sizeof(float) * kMoved * kDim);
}
BENCHMARK(BM_RowWiseAdagrad)->ArgsProduct({testkit::isa_arguments()});

}  // namespace
}  // namespace twotower

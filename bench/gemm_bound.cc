#include "bench/gemm_bound.h"

#include <algorithm>
#include <ctime>
#include <variant>

#include "base/aligned_buffer.h"
#include "kernels/gemm.h"
#include "model/tower.h"

namespace twotower::bench {
namespace {

// A matrix of 0.5 that owns its memory.
struct Matrix {
  Matrix(std::size_t rows, std::size_t cols)
      : buffer(rows * cols), view(buffer.data(), rows, cols) {
    std::ranges::fill(buffer.span(), 0.5F);
  }
  AlignedBuffer buffer;
  MatrixView<float> view;
};

void multiply(const Products& products, std::size_t times) {
  Exec exec(0);
  Matrix x(products.rows, products.depth), weights(products.depth, products.cols);
  Matrix y(products.rows, products.cols), grad_x(products.rows, products.depth);
  Matrix grad_weights(products.depth, products.cols);
  for (std::size_t i = 0; i < times; ++i) {
    gemm(exec, {x.view}, {weights.view}, GemmOutput::kOverwritten, y.view);
    gemm(exec, {y.view}, transposed(weights.view), GemmOutput::kOverwritten, grad_x.view);
    gemm(exec, transposed(x.view), {y.view}, GemmOutput::kOverwritten, grad_weights.view);
  }
}

// The dense layers of a tower of so many rows.
void add_tower(const Tower& tower, const SideOptions& side, std::size_t out_dim, std::size_t rows,
               std::vector<Products>& products) {
  std::size_t depth = tower.in_dim();
  const auto add = [&](std::size_t width) {
    products.push_back({kTowerSliceRows, depth, width,
                        6.0 * static_cast<double>(rows) * static_cast<double>(depth * width)});
    depth = width;
  };
  for (const std::int64_t width : side.hidden) add(static_cast<std::size_t>(width));
  if (!side.hidden.empty() || tower.in_dim() != out_dim) add(out_dim);
}

void add_attention(const AttentionEncoderOptions& options, std::size_t dim, const StepShape& shape,
                   std::vector<Products>& products) {
  const auto feed_forward =
      options.feed_forward == 0 ? dim : static_cast<std::size_t>(options.feed_forward);
  const auto blocks = static_cast<double>(options.blocks);
  const auto add = [&](std::size_t depth, std::size_t cols) {
    products.push_back({kTowerSliceRows, depth, cols,
                        blocks * 6.0 * static_cast<double>(shape.tokens * depth * cols)});
  };
  add(dim, 3 * dim);
  add(dim, dim);
  add(dim, feed_forward);
  add(feed_forward, dim);
  // Two products of all pairs forward, and five backward, since probabilities are made again.
  constexpr std::size_t kQueries = 64, kKeys = 128;
  products.push_back(
      {kQueries, dim, kKeys, blocks * 14.0 * shape.pairs * static_cast<double>(dim)});
}

}  // namespace

std::vector<Products> products_of(const TrainWorld& world, const TwoTowerModel& model,
                                  const StepShape& shape) {
  const auto dim = static_cast<std::size_t>(world.towers.dim);
  std::vector<Products> products;
  add_tower(model.user_tower(), world.towers.user, dim, shape.rows, products);
  add_tower(model.item_tower(), world.towers.item, dim, shape.items, products);
  for (const SequenceFeature& sequence : model.sequences()) {  // at most one in these worlds
    if (const auto* attention = std::get_if<AttentionEncoderOptions>(&sequence.options.encoder)) {
      add_attention(*attention, dim, shape, products);
    }
  }
  constexpr std::size_t kTileRows = 256, kTileColumns = 512;
  products.push_back({kTileColumns, dim, kTileRows,
                      6.0 * static_cast<double>(shape.rows * shape.candidates * dim)});
  return products;
}

double flops_of(std::span<const Products> products) {
  double flops = 0.0;
  for (const Products& part : products) flops += part.flops;
  return flops;
}

double GemmRates::cpu_seconds(std::span<const Products> products) {
  double seconds = 0.0;
  for (const Products& part : products) seconds += part.flops / flops_per_cpu_second(part);
  return seconds;
}

double GemmRates::flops_per_cpu_second(const Products& products) {
  double& rate = rates_[{products.rows, products.depth, products.cols}];
  if (rate > 0.0) return rate;
  constexpr double kFlops = 4e9;  // a thread and round: some 40 ms
  const double flops = 6.0 * static_cast<double>(products.rows * products.depth * products.cols);
  const auto times = static_cast<std::size_t>(kFlops / flops) + 1;
  std::vector<double> rates;
  for (int round = 0; round < 5; ++round) {
    const double start = process_cpu_seconds();
    pool_.parallel_for(pool_.num_threads(),
                       [&](std::size_t, std::size_t) { multiply(products, times); });
    rates.push_back(static_cast<double>(pool_.num_threads() * times) * flops /
                    (process_cpu_seconds() - start));
  }
  std::ranges::sort(rates);
  return rate = rates[rates.size() / 2];
}

double process_cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace twotower::bench

#include "demo/one_tower.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <variant>

#include "base/check.h"
#include "base/random.h"
#include "model/encoders/dense_encoder.h"

namespace twotower {
namespace {

constexpr std::int64_t kHidden[] = {64, 32};
constexpr std::size_t kCandidates = 8;  // of an order, the ordered pizza first
constexpr std::size_t kOrdersOfStep = OneTower::kMaxPairs / kCandidates;
constexpr std::size_t kEpochs = 5;
constexpr double kLearningRate = 2e-3;
constexpr double kAverageDecay = 0.998;
constexpr std::size_t kGroups = 8;
constexpr std::uint64_t kSeed = 1;  // of the first weights

Tower make_tower(std::size_t num_inputs, TensorLayout& layout) {
  std::vector<TowerEncoder> encoders;
  encoders.push_back({std::make_unique<DenseEncoder>(num_inputs)});
  const SideOptions side = {.hidden = {std::begin(kHidden), std::end(kHidden)}};
  const TowerOptions options = {.dim = 1, .similarity = Similarity::kDot};
  return {"one", options, side, std::move(encoders), layout};
}

void set_rows(TowerBatch& batch, std::size_t num_rows) {
  batch.num_rows = num_rows;
  batch.slices = plain_slices(num_rows);
}

// Of the loss -log softmax(scores)[0] * scale.
//   scores, grads  [candidates, 1]
void write_softmax_gradient(MatrixView<const float> scores, double scale, MatrixView<float> grads) {
  double largest = *scores.row(0), sum = 0.0;
  for (std::size_t c = 1; c < scores.rows(); ++c) {
    largest = std::max<double>(largest, *scores.row(c));
  }
  for (std::size_t c = 0; c < scores.rows(); ++c) sum += std::exp(*scores.row(c) - largest);
  for (std::size_t c = 0; c < scores.rows(); ++c) {
    const double chance = std::exp(*scores.row(c) - largest) / sum;
    *grads.row(c) = static_cast<float>(scale * (chance - (c == 0 ? 1.0 : 0.0)));
  }
}

}  // namespace

std::span<const std::int64_t> OneTower::hidden() {
  return kHidden;
}

OneTower::OneTower(ThreadPool& pool, const PizzaWorld& world)
    : world_(world),
      features_(world),
      tower_(make_tower(features_.dim(), layout_)),
      parameters_(layout_),
      gradients_(layout_),
      groups_(layout_, kGroups),
      optimizer_(AdamOptions{.learning_rate = kLearningRate}, layout_.num_floats(), kAverageDecay),
      workspace_(tower_.plan(kMaxPairs)),
      exec_(pool, tower_.scratch_floats(kTowerSliceRows)),
      own_thread_(tower_.scratch_floats(kTowerSliceRows)),
      grad_scores_(kMaxPairs) {
  tower_.initialize(parameters_, kSeed);
  batch_.features.emplace_back(
      DenseColumn{features_.dim(), std::vector<float>(kMaxPairs * features_.dim())});
}

void OneTower::write_pairs(const PairFeatures::Moment& moment, std::size_t first_row,
                           std::span<const std::uint32_t> pizzas) {
  auto& values = std::get<DenseColumn>(batch_.features.front()).values;
  const std::size_t dim = features_.dim();
  for (std::size_t i = 0; i < pizzas.size(); ++i) {
    features_.write(moment, pizzas[i],
                    std::span(values.edit()).subspan((first_row + i) * dim, dim));
  }
}

void OneTower::step(std::span<const std::size_t> orders, std::uint64_t seed,
                    std::uint64_t first_example, float rate_factor) {
  set_rows(batch_, orders.size() * kCandidates);
  exec_.parallel_for(orders.size(), [&](Exec&, std::size_t i) {
    RandomSequence random({seed, RandomPurpose::kNegatives, 0, first_example + i});
    std::array<std::uint32_t, kCandidates> pizzas{world_.orders()[orders[i]].pizza};
    for (std::size_t c = 1; c < kCandidates; ++c) {
      const std::uint64_t other = random.next_below(world_.num_items() - 1);
      pizzas[c] = static_cast<std::uint32_t>(other < pizzas[0] ? other : other + 1);
    }
    write_pairs(features_.at(orders[i]), i * kCandidates, pizzas);
  });
  const TowerPass pass = {parameters_, batch_, {}};
  tower_.forward(exec_, pass, workspace_);
  const MatrixView<float> grads(grad_scores_.data(), batch_.num_rows, 1);
  for (std::size_t first = 0; first < batch_.num_rows; first += kCandidates) {
    write_softmax_gradient(workspace_.output({first, kCandidates}),
                           1.0 / static_cast<double>(orders.size()),
                           grads.slice({first, kCandidates}));
  }
  tower_.backward(exec_, pass, grads, workspace_, groups_);
  groups_.move_sum_to(exec_, gradients_);
  optimizer_.update(exec_, parameters_.all_values(), gradients_.all_values(), rate_factor);
}

void OneTower::train(std::span<const std::size_t> orders, std::uint64_t seed) {
  std::vector<std::size_t> shuffled(orders.begin(), orders.end());
  const double num_examples = static_cast<double>(kEpochs * shuffled.size());
  for (std::size_t epoch = 0; epoch < kEpochs; ++epoch) {
    RandomSequence random({seed, RandomPurpose::kShuffle, epoch, 0});
    for (std::size_t i = shuffled.size(); i > 1; --i) {
      std::swap(shuffled[i - 1], shuffled[random.next_below(i)]);
    }
    for (std::size_t first = 0; first < shuffled.size(); first += kOrdersOfStep) {
      const std::size_t count = std::min(kOrdersOfStep, shuffled.size() - first);
      const std::uint64_t example = epoch * shuffled.size() + first;
      const double rate = 1.0 - static_cast<double>(example) / num_examples;
      step(std::span(shuffled).subspan(first, count), seed, example, static_cast<float>(rate));
    }
  }
  optimizer_.swap_average(parameters_.all_values());
}

void OneTower::score(std::size_t order, std::span<const std::uint32_t> pizzas,
                     std::span<float> scores) {
  TWOTOWER_CHECK(pizzas.size() <= kMaxPairs && scores.size() == pizzas.size());
  set_rows(batch_, pizzas.size());
  write_pairs(features_.at(order), 0, pizzas);
  tower_.forward(own_thread_, {parameters_, batch_, {}}, workspace_);
  const MatrixView<float> output = workspace_.output({0, pizzas.size()});
  for (std::size_t i = 0; i < pizzas.size(); ++i) scores[i] = *output.row(i);
}

}  // namespace twotower

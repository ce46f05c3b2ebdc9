#include "train/softmax_objective.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <utility>
#include <vector>

#include "kernels/reference/candidate_softmax.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"
#include "train/test_batch.h"

namespace twotower {
namespace {

using test_batch::batch_of;
using test_batch::kForms;
using testkit::Complex;
using testkit::RandomMatrix;
using Slots = std::vector<std::uint32_t>;

constexpr std::size_t kDim = 5, kMaxRows = 10;
const Slots kCountsOfItems = {40, 25, 15, 10, 5, 3, 1, 1};

ExampleBatch some_batch() {
  return batch_of({3, 0, 3, 7, 0, 1, 2}, {0, 0, 1, 1, 1, 2, 3});
}

ExampleBatch with_shown(ExampleBatch batch) {
  batch.shown_offsets = {0, 2, 2, 3, 3, 6, 6, 7};
  batch.shown_items = {5, 0, 7, 3, 6, 1, 0};
  return batch;
}

// An objective and a batch with its list.
struct Case {
  Case(const TowerOptions& towers, const NegativesOptions& negatives, SoftmaxForm form,
       ExampleBatch rows, std::size_t num_groups = 3)
      : batch(std::move(rows)),
        objective({.form = form}, {.negatives = negatives,
                                   .towers = towers,
                                   .item_counts = kCountsOfItems,
                                   .max_rows = std::max(kMaxRows, batch.items.size()),
                                   .num_groups = num_groups}) {
    objective.make_list(batch, {1, 2}, list);
  }

  double compute(Exec& exec, MatrixView<const float> users, MatrixView<const float> items) {
    return objective.compute(exec, batch, users, items, list);
  }

  ExampleBatch batch;
  SoftmaxObjective objective;
  CandidateList list;
};

// The mean loss by the definition; `point` is users, then items of the list.
Complex mean_loss(const TowerOptions& towers, const ExampleBatch& batch, const CandidateList& list,
                  const std::vector<Complex>& point) {
  const std::size_t rows = list.positives.size();
  const Complex* items = point.data() + rows * kDim;
  Complex sum = 0.0;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto logit = [&](std::size_t item) {
      return reference::similarity(towers.similarity, &point[r * kDim], items + item * kDim, kDim) /
             towers.temperature;
    };
    std::vector<bool> is_masked(list.num_candidates, false);
    if (!list.mask_offsets.empty()) {
      for (std::uint64_t m = list.mask_offsets[r]; m < list.mask_offsets[r + 1]; ++m) {
        is_masked[list.mask_columns[m]] = true;
      }
    }
    std::vector<Complex> logits;
    Complex positive;
    for (std::size_t c = 0; c < list.num_candidates; ++c) {
      const Complex biased = logit(c) + (list.bias.empty() ? 0.0 : double{list.bias[c]});
      if (list.has_positive_columns && c == list.positives[r]) positive = biased;
      if (!is_masked[c]) logits.push_back(biased);
    }
    if (!list.has_positive_columns) {
      positive = logit(list.positives[r]);
      logits.push_back(positive);
    }
    for (std::size_t i = 0; i < batch.shown(r).size(); ++i) {
      const bool is_biased = list.has_positive_columns && !list.bias.empty();
      const double bias = is_biased ? double{list.bias[list.positives[r]]} : 0.0;
      logits.push_back(logit(list.shown[batch.shown_offsets[r] + i]) + bias);
    }
    sum += reference::candidate_softmax(logits, positive);
  }
  return sum / static_cast<double>(rows);
}

struct Vectors {
  explicit Vectors(const CandidateList& list)
      : users(list.positives.size(), kDim, 1), items(list.item_slots.size(), kDim, 2) {}
  RandomMatrix users, items;
};

std::vector<float> joined(MatrixView<const float> a, MatrixView<const float> b) {
  std::vector<float> all(a.data(), a.data() + a.rows() * kDim);
  all.insert(all.end(), b.data(), b.data() + b.rows() * kDim);
  return all;
}

void expect_as_definition(Case c, const TowerOptions& towers) {
  const Vectors vectors(c.list);
  Exec exec(c.objective.scratch_floats());
  const double actual = c.compute(exec, vectors.users.view(), vectors.items.view());
  const std::vector<float> gradient = joined(c.objective.grad_users(), c.objective.grad_items());
  const std::vector<float> point = joined(vectors.users.view(), vectors.items.view());
  const auto definition = [&](const std::vector<Complex>& at) {
    return mean_loss(towers, c.batch, c.list, at);
  };
  EXPECT_NEAR(actual, definition({point.begin(), point.end()}).real(), 1e-5);
  EXPECT_LT(testkit::gradient_error(gradient, testkit::complex_step_gradient(point, definition)),
            1e-5);
}

TEST(SoftmaxObjectiveTest, LossAndGradientsAreThoseOfTheDefinition) {
  for (const Similarity similarity : {Similarity::kDot, Similarity::kEuclidean}) {
    const TowerOptions towers = {.dim = kDim, .similarity = similarity, .temperature = 0.6};
    for (const SoftmaxForm form : kForms) {
      for (const ExampleBatch& batch : {some_batch(), with_shown(some_batch()), batch_of({2})}) {
        expect_as_definition({towers, {.uniform = 5, .shown = 3}, form, batch}, towers);
        expect_as_definition({towers, {.shown = 3}, form, batch}, towers);
        expect_as_definition({towers, {.in_batch = false, .uniform = 4, .shown = 3}, form, batch},
                             towers);
      }
      expect_as_definition({towers, {.all = true}, form, some_batch()}, towers);
    }
  }
}

// The refined form as its paper has it: the loss among the others, without the positive, times one
// minus the positive's probability, which no gradient goes through.
TEST(SoftmaxObjectiveTest, TheRefinedGradientWeighsARowByOneMinusItsProbability) {
  const TowerOptions towers = {.dim = kDim, .similarity = Similarity::kDot, .temperature = 0.6};
  Case c(towers, {.uniform = 5}, SoftmaxForm::kRefined, batch_of({3, 0, 3, 7}));
  const Vectors vectors(c.list);
  Exec exec(c.objective.scratch_floats());
  c.compute(exec, vectors.users.view(), vectors.items.view());
  const std::vector<float> gradient = joined(c.objective.grad_users(), c.objective.grad_items());
  const std::vector<float> point = joined(vectors.users.view(), vectors.items.view());
  const auto definition = [&](const std::vector<Complex>& at) {
    Complex sum = 0.0;
    const std::size_t rows = c.list.positives.size();
    for (std::size_t r = 0; r < rows; ++r) {
      const auto logit = [&](std::size_t item) {
        Complex dot = 0.0;
        for (std::size_t d = 0; d < kDim; ++d) {
          dot += at[r * kDim + d] * at[(rows + item) * kDim + d];
        }
        return dot / towers.temperature;
      };
      Complex others = 0.0;
      for (std::size_t column = 0; column < c.list.num_candidates; ++column) {
        if (c.list.item_slots[column] == c.batch.items[r]) continue;
        others += std::exp(logit(column) + double{c.list.bias[column]});
      }
      const Complex positive = logit(c.list.positives[r]);
      const double probability = std::exp(positive).real() / (std::exp(positive) + others).real();
      sum += (1.0 - probability) * (std::log(others) - positive);
    }
    return sum / static_cast<double>(rows);
  };
  EXPECT_LT(testkit::gradient_error(gradient, testkit::complex_step_gradient(point, definition)),
            1e-5);
}

// Two items that always stand together, one taken in 3 of 4 cases: the model must say 3 to 1,
// whatever their popularity and the form of the loss. Free scores, so that only the loss speaks.
TEST(SoftmaxObjectiveTest, WhatWasShownCompetesWithTheRowsItemAsAnEqual) {
  const TowerOptions towers = {.dim = 1, .similarity = Similarity::kDot, .temperature = 1.0};
  const Slots counts = {1000, 5, 400};
  const NegativesOptions negatives = {.shown = 1};
  for (const SoftmaxForm form : kForms) {
    SoftmaxObjective objective({.form = form}, {.negatives = negatives,
                                                .towers = towers,
                                                .item_counts = counts,
                                                .max_rows = 4,
                                                .num_groups = 1});
    ExampleBatch batch = batch_of({0, 0, 0, 1});
    batch.shown_offsets = {0, 1, 2, 3, 4};
    batch.shown_items = {1, 1, 1, 0};
    CandidateList list;
    objective.make_list(batch, {1, 1}, list);
    Exec exec(objective.scratch_floats());
    std::vector<float> users(4, 1.0F), scores(counts.size(), 0.0F);
    for (int step = 0; step < 3000; ++step) {
      std::vector<float> items;
      for (const std::uint32_t item : list.item_slots) items.push_back(scores[item]);
      objective.compute(exec, batch, {users.data(), 4, 1}, {items.data(), items.size(), 1}, list);
      for (std::size_t i = 0; i < items.size(); ++i) {
        scores[list.item_slots[i]] -= objective.grad_items().row(i)[0];
      }
    }
    EXPECT_NEAR(scores[0] - scores[1], std::log(3.0), 1e-3) << static_cast<int>(form);
  }
}

// A row of weight 2 among rows of weight 1 is that row twice among them.
TEST(SoftmaxObjectiveTest, WeightsCountRowsAsOftenAsTheySay) {
  const TowerOptions towers = {.dim = kDim, .similarity = Similarity::kDot, .temperature = 0.6};
  const NegativesOptions all = {.all = true};
  ExampleBatch weights = batch_of({1, 5, 3});
  weights.weights = {0.5F, 1.0F, 0.5F};
  Case weighed(towers, all, SoftmaxForm::kInclusion, weights);
  Case repeated(towers, all, SoftmaxForm::kInclusion, batch_of({1, 5, 5, 3}));
  ASSERT_EQ(weighed.list.item_slots, repeated.list.item_slots);
  const Vectors vectors(weighed.list);
  RandomMatrix users(4, kDim, 1);
  const MatrixView<float> rows = users.view();
  for (std::size_t d = 0; d < kDim; ++d) {
    rows.row(0)[d] = vectors.users.view().row(0)[d];
    rows.row(1)[d] = rows.row(2)[d] = vectors.users.view().row(1)[d];
    rows.row(3)[d] = vectors.users.view().row(2)[d];
  }
  Exec exec(weighed.objective.scratch_floats());
  const double a = weighed.compute(exec, vectors.users.view(), vectors.items.view());
  const double b = repeated.compute(exec, users.view(), vectors.items.view());
  EXPECT_NEAR(a, b, 1e-6);
  for (std::size_t i = 0; i < weighed.list.item_slots.size() * kDim; ++i) {
    EXPECT_NEAR(weighed.objective.grad_items().data()[i], repeated.objective.grad_items().data()[i],
                1e-6);
  }
}

// One for all steps: nothing is left of the one before.
TEST(SoftmaxObjectiveTest, ForgetsTheLastStep) {
  const TowerOptions towers = {.dim = kDim, .similarity = Similarity::kDot};
  for (const SoftmaxForm form : kForms) {
    const NegativesOptions negatives = {.uniform = 5, .shown = 3};
    Case used(towers, negatives, form, with_shown(some_batch()));
    Case fresh(towers, negatives, form, batch_of({2, 4, 0, 0, 6}));
    Exec exec(used.objective.scratch_floats());
    const Vectors first(used.list);
    used.compute(exec, first.users.view(), first.items.view());
    used.batch = fresh.batch;
    used.objective.make_list(used.batch, {1, 2}, used.list);
    const Vectors vectors(fresh.list);
    EXPECT_EQ(used.compute(exec, vectors.users.view(), vectors.items.view()),
              fresh.compute(exec, vectors.users.view(), vectors.items.view()));
    EXPECT_EQ(joined(used.objective.grad_users(), used.objective.grad_items()),
              joined(fresh.objective.grad_users(), fresh.objective.grad_items()));
  }
}

TEST(SoftmaxObjectiveTest, GivesTheSameBitsOnAnyNumberOfThreads) {
  constexpr std::size_t kManyRows = 900;
  Slots items;
  for (std::uint32_t r = 0; r < kManyRows; ++r) items.push_back(r * r % 8);
  ExampleBatch batch = batch_of(items);
  batch.shown_offsets = {0};
  for (std::uint32_t r = 0; r < kManyRows; ++r) {
    if (r % 3 == 0) batch.shown_items.push_back((r + 1) * r % 8);
    batch.shown_offsets.push_back(batch.shown_items.size());
  }
  const TowerOptions towers = {.dim = kDim, .similarity = Similarity::kDot};
  for (const NegativesOptions& negatives :
       {NegativesOptions{.shown = 1},
        NegativesOptions{.in_batch = false, .uniform = 6, .shown = 1}}) {
    for (const SoftmaxForm form : kForms) {
      const auto run = [&](std::size_t num_threads) {
        Case c(towers, negatives, form, batch, 8);
        const Vectors vectors(c.list);
        ThreadPool pool(num_threads);
        Exec exec(pool, c.objective.scratch_floats());
        const double value = c.compute(exec, vectors.users.view(), vectors.items.view());
        return std::pair(value, joined(c.objective.grad_users(), c.objective.grad_items()));
      };
      EXPECT_EQ(run(1), run(2));
      EXPECT_EQ(run(1), run(3));
    }
  }
}

}  // namespace
}  // namespace twotower

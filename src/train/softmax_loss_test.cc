#include "train/softmax_loss.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <complex>
#include <vector>

#include "kernels/reference/candidate_softmax.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::Complex;
using testkit::RandomMatrix;
using Slots = std::vector<std::uint32_t>;

constexpr std::size_t kDim = 5, kMaxRows = 10, kMaxItems = 30;
const Slots kCountsOfItems = {40, 25, 15, 10, 5, 3, 1, 1};
const Slots kPositives = {3, 0, 3, 7, 0, 1, 2}, kSequences = {0, 0, 1, 1, 1, 2, 3};

CandidateList make_list(const NegativesOptions& negatives, SoftmaxForm form,
                        const Slots& positives = kPositives, const Slots& sequences = kSequences) {
  CandidateMaker maker(negatives, candidate_form_of({.form = form}), kCountsOfItems);
  CandidateList list;
  maker.make(positives, sequences, {1, 2}, list);
  return list;
}

// The mean loss by the definition; `point` is users, then items of the list.
Complex mean_loss(const TowerOptions& towers, const CandidateList& list,
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

void expect_as_definition(SoftmaxLoss& loss, const TowerOptions& towers,
                          const CandidateList& list) {
  Vectors vectors(list);
  Exec exec(loss.scratch_floats());
  const double actual = loss.compute(exec, vectors.users.view(), vectors.items.view(), list, {});
  const std::vector<float> gradient = joined(loss.grad_users(), loss.grad_items());
  const std::vector<float> point = joined(vectors.users.view(), vectors.items.view());
  const auto definition = [&](const std::vector<Complex>& at) {
    return mean_loss(towers, list, at);
  };
  EXPECT_NEAR(actual, definition({point.begin(), point.end()}).real(), 1e-5);
  EXPECT_LT(testkit::gradient_error(gradient, testkit::complex_step_gradient(point, definition)),
            1e-5);
}

TEST(SoftmaxLossTest, LossAndGradientsAreThoseOfTheDefinition) {
  for (const Similarity similarity : {Similarity::kDot, Similarity::kEuclidean}) {
    const TowerOptions towers = {.dim = kDim, .similarity = similarity, .temperature = 0.6};
    SoftmaxLoss loss(towers, {kMaxRows, kMaxItems, 3});  // one for all: nothing is left of a step
    for (int round = 0; round < 2; ++round) {
      for (const SoftmaxForm form : {SoftmaxForm::kInclusion, SoftmaxForm::kMasked}) {
        expect_as_definition(loss, towers, make_list({.uniform = 5}, form));
        expect_as_definition(loss, towers, make_list({}, form));
        expect_as_definition(loss, towers, make_list({.in_batch = false, .uniform = 4}, form));
        expect_as_definition(loss, towers, make_list({.all = true}, form));
        expect_as_definition(loss, towers, make_list({.uniform = 5}, form, {2}, {}));
      }
    }
  }
}

// A row of weight 2 among rows of weight 1 is that row twice among them.
TEST(SoftmaxLossTest, WeightsCountRowsAsOftenAsTheySay) {
  const TowerOptions towers = {.dim = kDim, .similarity = Similarity::kDot, .temperature = 0.6};
  const Slots once = {1, 5, 3}, twice = {1, 5, 5, 3};
  const NegativesOptions all = {.all = true};
  const CandidateList list = make_list(all, SoftmaxForm::kInclusion, once, {});
  const CandidateList long_list = make_list(all, SoftmaxForm::kInclusion, twice, {});
  ASSERT_EQ(list.item_slots, long_list.item_slots);
  SoftmaxLoss weighed(towers, {kMaxRows, kMaxItems, 3}), repeated(towers, {kMaxRows, kMaxItems, 3});
  Vectors vectors(list);
  RandomMatrix users(4, kDim, 1);
  const MatrixView<float> rows = users.view();
  for (std::size_t d = 0; d < kDim; ++d) {
    rows.row(0)[d] = vectors.users.view().row(0)[d];
    rows.row(1)[d] = rows.row(2)[d] = vectors.users.view().row(1)[d];
    rows.row(3)[d] = vectors.users.view().row(2)[d];
  }
  Exec exec(weighed.scratch_floats());
  const double a = weighed.compute(exec, vectors.users.view(), vectors.items.view(), list,
                                   std::vector<float>{0.5F, 1.0F, 0.5F});
  const double b = repeated.compute(exec, users.view(), vectors.items.view(), long_list, {});
  EXPECT_NEAR(a, b, 1e-6);
  for (std::size_t i = 0; i < list.item_slots.size() * kDim; ++i) {
    EXPECT_NEAR(weighed.grad_items().data()[i], repeated.grad_items().data()[i], 1e-6);
  }
}

TEST(SoftmaxLossTest, GivesTheSameBitsOnAnyNumberOfThreads) {
  constexpr std::size_t kManyRows = 900;
  Slots positives;
  for (std::uint32_t r = 0; r < kManyRows; ++r) positives.push_back(r * r % 8);
  for (const NegativesOptions& negatives :
       {NegativesOptions{}, NegativesOptions{.in_batch = false, .uniform = 6}}) {
    const CandidateList list = make_list(negatives, SoftmaxForm::kInclusion, positives, {});
    const auto run = [&](std::size_t num_threads) {
      const TowerOptions towers = {.dim = kDim, .similarity = Similarity::kDot};
      SoftmaxLoss loss(towers, {kManyRows, kMaxItems, 8});
      Vectors vectors(list);
      ThreadPool pool(num_threads);
      Exec exec(pool, loss.scratch_floats());
      const double value = loss.compute(exec, vectors.users.view(), vectors.items.view(), list, {});
      return std::pair(value, joined(loss.grad_users(), loss.grad_items()));
    };
    EXPECT_EQ(run(1), run(2));
    EXPECT_EQ(run(1), run(3));
  }
}

}  // namespace
}  // namespace twotower

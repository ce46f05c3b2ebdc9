#include "kernels/candidate_softmax.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "kernels/isa.h"
#include "kernels/reference/candidate_softmax.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::Complex;
using testkit::RandomMatrix;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// kEntries: a column, and rows have entries of their own.
enum class PositiveForm { kColumn, kVector, kEntries };

// What the definition leaves out, to show that the checks see it.
enum class Dropped { kNothing, kBias, kMask, kPositive, kColumnLength, kWeight, kEntries };

struct Shape {
  std::size_t rows, candidates, dim;
};

struct Outcome {
  double loss;
  std::vector<float> gradient;  // by users, candidates, positives or entries
};

// One call with random numbers everywhere, and its definition.
struct Case {
  Case(Shape used_shape, Similarity used_similarity, PositiveForm used_form, float used_temperature)
      : shape(used_shape),
        similarity(used_similarity),
        form(used_form),
        temperature(used_temperature) {
    for (float& weight : weights) weight = std::abs(weight);
    RandomSequence random({.seed = 9, .purpose = RandomPurpose{}, .step = 0, .example = 0});
    for (std::size_t r = 0; r < shape.rows; ++r) {
      positive_columns.push_back(static_cast<std::uint32_t>(random.next_bits() % shape.candidates));
      for (std::uint32_t c = 0; c < shape.candidates; ++c) {
        if (random.next_uniform() < 0.3F && !is_positive(r, c)) masked.push_back(c);
      }
      offsets.push_back(masked.size());
    }
  }

  bool is_positive(std::size_t r, std::size_t c) const {
    return form != PositiveForm::kVector && positive_columns[r] == c;
  }
  bool is_masked(std::size_t r, std::size_t c) const {
    const auto list = masked.begin();
    return std::find(list + static_cast<std::ptrdiff_t>(offsets[r]),
                     list + static_cast<std::ptrdiff_t>(offsets[r + 1]),
                     c) != list + static_cast<std::ptrdiff_t>(offsets[r + 1]);
  }

  CandidateSoftmaxInput input() const {
    CandidateSoftmaxInput in{.similarity = similarity,
                             .temperature = temperature,
                             .users = users.view(),
                             .candidates = candidates.view(),
                             .bias = bias,
                             .positives = PositiveColumns{positive_columns},
                             .row_weights = weights,
                             .masks = {offsets, masked}};
    if (form == PositiveForm::kVector) in.positives = PositiveVectors{positives.view(), own_bias};
    if (form == PositiveForm::kEntries) in.entries = {own.view(), entry_offsets, own_bias};
    return in;
  }

  // What rows have of their own: positives or entries.
  const RandomMatrix& own_vectors() const {
    return form == PositiveForm::kVector ? positives : own;
  }
  std::size_t num_own() const {
    return form == PositiveForm::kColumn ? 0 : own_vectors().values().size() / shape.dim;
  }

  // Small groups, blocks and tiles, so that small shapes span several of each.
  CandidateSoftmaxPlan plan() const {
    return {.max_rows = shape.rows,
            .max_candidates = shape.candidates,
            .dim = shape.dim,
            .num_groups = 2,
            .block_rows = 16,
            .tile_columns = 24};
  }

  Outcome run() const {
    CandidateSoftmax softmax(plan());
    Exec exec(softmax.scratch_floats());
    return run(softmax, exec);
  }

  Outcome run(CandidateSoftmax& softmax, Exec& exec) const {
    Outcome out{0.0,
                std::vector<float>((shape.rows + shape.candidates + num_own()) * shape.dim, 7.0F)};
    float* to = out.gradient.data();
    float* to_candidates = to + shape.rows * shape.dim;
    const MatrixView<float> own_gradients(to_candidates + shape.candidates * shape.dim, num_own(),
                                          shape.dim);
    out.loss =
        softmax.loss_and_gradients(exec, input(),
                                   {.users = {to, shape.rows, shape.dim},
                                    .candidates = {to_candidates, shape.candidates, shape.dim},
                                    .positives = own_gradients,
                                    .entries = own_gradients});
    return out;
  }

  // In the order of Outcome::gradient.
  std::vector<float> point() const {
    std::vector<float> all = users.values();
    all.insert(all.end(), candidates.values().begin(), candidates.values().end());
    if (form != PositiveForm::kColumn) {
      all.insert(all.end(), own_vectors().values().begin(), own_vectors().values().end());
    }
    return all;
  }

  Complex logit(const Complex* u, const Complex* v, double bias_of_v, Dropped dropped) const {
    Complex score = reference::similarity(similarity, u, v, shape.dim);
    if (dropped == Dropped::kColumnLength) {
      score += reference::similarity(Similarity::kDot, v, v, shape.dim);
    }
    return score / double{temperature} + (dropped == Dropped::kBias ? 0.0 : bias_of_v);
  }

  Complex definition(const std::vector<Complex>& p, Dropped dropped = Dropped::kNothing) const {
    const Complex* p_candidates = p.data() + shape.rows * shape.dim;
    const Complex* p_own = p_candidates + shape.candidates * shape.dim;
    Complex loss = 0.0;
    for (std::size_t r = 0; r < shape.rows; ++r) {
      const Complex* u = p.data() + r * shape.dim;
      std::vector<Complex> list;
      Complex positive = 0.0;
      for (std::size_t c = 0; c < shape.candidates; ++c) {
        if (is_masked(r, c) && !is_positive(r, c) && dropped != Dropped::kMask) continue;
        list.push_back(logit(u, p_candidates + c * shape.dim, bias[c], dropped));
        if (is_positive(r, c)) positive = list.back();
      }
      if (form == PositiveForm::kVector) {
        positive = logit(u, p_own + r * shape.dim, own_bias[r], dropped);
        list.push_back(positive);
      }
      if (form == PositiveForm::kEntries && dropped != Dropped::kEntries) {
        for (std::uint64_t e = entry_offsets[r]; e < entry_offsets[r + 1]; ++e) {
          list.push_back(logit(u, p_own + e * shape.dim, own_bias[r], dropped));
        }
      }
      Complex row = reference::candidate_softmax(list, positive);
      if (dropped == Dropped::kPositive) row += positive;
      loss += row * (dropped == Dropped::kWeight ? 1.0 : double{weights[r]});
    }
    return loss;
  }

  double expected_loss() const {
    const std::vector<float> at = point();
    return definition(std::vector<Complex>(at.begin(), at.end())).real();
  }

  std::vector<double> expected_gradient(Dropped dropped = Dropped::kNothing) const {
    return testkit::complex_step_gradient(
        point(), [&](const std::vector<Complex>& p) { return definition(p, dropped); });
  }

  Shape shape;
  Similarity similarity;
  PositiveForm form;
  float temperature;
  RandomMatrix users{shape.rows, shape.dim, 1}, candidates{shape.candidates, shape.dim, 2},
      positives{shape.rows, shape.dim, 3};
  std::vector<float> bias = RandomMatrix(1, shape.candidates, 4).values();
  std::vector<float> own_bias = RandomMatrix(1, shape.rows, 5).values();
  std::vector<float> weights = RandomMatrix(1, shape.rows, 6).values();
  std::vector<std::uint32_t> positive_columns, masked;
  std::vector<std::uint64_t> offsets = {0};
  std::vector<std::uint64_t> entry_offsets = [this] {  // row r has r % 4 entries
    std::vector<std::uint64_t> all = {0};
    for (std::size_t r = 0; r < shape.rows; ++r) all.push_back(all.back() + r % 4);
    return all;
  }();
  RandomMatrix own{entry_offsets.back(), shape.dim, 7};
};

// Every test runs on every instruction set that the machine has.
class CandidateSoftmaxTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { ASSERT_TRUE(use_isa(GetParam()).ok()); }
  void TearDown() override { ASSERT_TRUE(use_isa("").ok()); }
};

constexpr Similarity kSimilarities[] = {Similarity::kDot, Similarity::kEuclidean};
constexpr PositiveForm kForms[] = {PositiveForm::kColumn, PositiveForm::kVector};
constexpr PositiveForm kAllForms[] = {PositiveForm::kColumn, PositiveForm::kVector,
                                      PositiveForm::kEntries};

// Loss, and the derivative along one random direction, which needs one evaluation of the
// definition.
void expect_loss_and_slope(const Case& c) {
  const Outcome actual = c.run();
  const double expected_loss = c.expected_loss();
  EXPECT_NEAR(actual.loss, expected_loss, 1e-5 * std::max(1.0, std::abs(expected_loss)));
  const std::vector<float> at = c.point(), direction = RandomMatrix(1, at.size(), 8).values();
  std::vector<Complex> moved(at.begin(), at.end());
  double slope = 0.0, size = 1e-3;
  for (std::size_t i = 0; i < at.size(); ++i) {
    moved[i].imag(1e-40 * direction[i]);
    slope += double{actual.gradient[i]} * direction[i];
    size += std::abs(actual.gradient[i] * direction[i]);
  }
  EXPECT_NEAR(slope, c.definition(moved).imag() / 1e-40, 2e-5 * size);
}

TEST_P(CandidateSoftmaxTest, MatchesReferenceForEveryShape) {
  for (const Similarity similarity : kSimilarities) {
    for (const PositiveForm form : kAllForms) {
      for (std::size_t n = 1; n <= 67; ++n) {
        SCOPED_TRACE(n);
        expect_loss_and_slope(Case({n, 68 - n, 1 + 7 * n % 67}, similarity, form, 0.5F));
        expect_loss_and_slope(Case({n, 67, 1 + 3 * n % 9}, similarity, form, 0.5F));
      }
    }
  }
}

// Temperature 0.5 keeps exponents in the range that needs no row maximum, 0.02 does not.
TEST_P(CandidateSoftmaxTest, GradientMatchesDerivativeOfReference) {
  for (const Similarity similarity : kSimilarities) {
    for (const PositiveForm form : kAllForms) {
      for (const float temperature : {0.5F, 0.02F}) {
        for (const Shape shape : {Shape{1, 1, 1}, Shape{19, 29, 3}, Shape{37, 53, 2}}) {
          const Case c(shape, similarity, form, temperature);
          const Outcome actual = c.run();
          if (shape.candidates == 1 && form != PositiveForm::kVector) continue;  // gradient 0
          EXPECT_LT(testkit::gradient_error(actual.gradient, c.expected_gradient()), 2e-5);
          EXPECT_NEAR(actual.loss, c.expected_loss(), 1e-5 * c.expected_loss());
        }
      }
    }
  }
}

TEST_P(CandidateSoftmaxTest, GradientCheckFailsWhenATermIsDropped) {
  for (const PositiveForm form : kAllForms) {
    const Case c({19, 29, 3}, Similarity::kEuclidean, form, 0.5F);
    const std::vector<float> actual = c.run().gradient;
    EXPECT_LT(testkit::gradient_error(actual, c.expected_gradient()), 2e-5);
    for (const Dropped dropped : {Dropped::kBias, Dropped::kMask, Dropped::kPositive,
                                  Dropped::kColumnLength, Dropped::kWeight}) {
      EXPECT_GT(testkit::gradient_error(actual, c.expected_gradient(dropped)), 1e-2)
          << static_cast<int>(dropped);
    }
    if (form == PositiveForm::kEntries) {
      EXPECT_GT(testkit::gradient_error(actual, c.expected_gradient(Dropped::kEntries)), 1e-2);
    }
  }
}

// Scores of up to 3 at temperature 0.01, and of up to 588: far outside the range of exp().
TEST_P(CandidateSoftmaxTest, IsRightWhereExpOverflows) {
  for (const PositiveForm form : kAllForms) {
    for (const float factor : {1.0F, 14.0F}) {
      Case c({21, 40, 3}, Similarity::kDot, form, factor == 1.0F ? 0.01F : 1.0F);
      for (float& value : c.users.values()) value = value < 0 ? -factor : factor;
      for (float& value : c.candidates.values()) value *= factor;
      for (float& value : c.own.values()) value *= 2.0F * factor;  // the largest scores of all
      const Outcome actual = c.run();
      EXPECT_GT(actual.loss, 100.0);
      EXPECT_NEAR(actual.loss, c.expected_loss(), 1e-5 * c.expected_loss());
      EXPECT_LT(testkit::gradient_error(actual.gradient, c.expected_gradient()), 1e-4);
    }
  }
}

// The only other entry of a list, as far above the positive as floats go.
TEST_P(CandidateSoftmaxTest, EntriesNeverOverflow) {
  for (const float length : {1e3F, 1e5F, 1e8F}) {
    Case c({4, 30, 3}, Similarity::kDot, PositiveForm::kEntries, 1.0F);
    for (float& value : c.users.values()) value = length;
    for (float& value : c.own.values()) value = length / 3.0F;
    const Outcome actual = c.run();
    EXPECT_NEAR(actual.loss, c.expected_loss(), 1e-5 * c.expected_loss());
    EXPECT_TRUE(std::ranges::all_of(actual.gradient, [](float g) { return std::isfinite(g); }));
  }
}

// 1 - p of a row that is all but certain, to nearly all digits: no difference of large numbers.
TEST_P(CandidateSoftmaxTest, KeepsTheDigitsOfAWellPredictedRow) {
  for (const PositiveForm form : kForms) {
    Case c({2, 20, 2}, Similarity::kDot, form, 1.0F);
    c.bias.assign(20, 0.0F);
    c.own_bias.assign(2, 40.0F);
    c.positive_columns = {5, 5};
    if (form == PositiveForm::kColumn) c.bias[5] = 40.0F;
    c.offsets = {0, 0, 0};
    c.masked.clear();
    const Outcome actual = c.run();
    EXPECT_LT(c.expected_loss(), 1e-14);
    EXPECT_GT(actual.loss, 1e-18);
    double by_hand = 0.0;  // the definition loses these digits: sum of exp(logit - positive logit)
    for (std::size_t r = 0; r < 2; ++r) {
      const auto dot = [&](const float* v) {
        return double{c.users.view().row(r)[0]} * v[0] + double{c.users.view().row(r)[1]} * v[1];
      };
      const float* own = form == PositiveForm::kVector
                             ? c.positives.view().row(r)
                             : c.candidates.view().row(c.positive_columns[0]);
      for (std::size_t k = 0; k < 20; ++k) {
        if (c.is_positive(r, k)) continue;
        by_hand += double{c.weights[r]} * std::exp(dot(c.candidates.view().row(k)) - dot(own) - 40);
      }
    }
    EXPECT_NEAR(actual.loss / by_hand, 1.0, 2e-5);
    EXPECT_TRUE(std::ranges::any_of(actual.gradient, [](float g) { return g != 0.0F; }));
  }
}

TEST_P(CandidateSoftmaxTest, ARowWithOnlyItsPositiveGivesExactZeros) {
  for (const Similarity similarity : kSimilarities) {
    for (const PositiveForm form : kForms) {
      for (const float temperature : {0.5F, 0.001F}) {
        Case c({20, 30, 5}, similarity, form, temperature);
        c.masked.clear();
        c.offsets = {0};
        for (std::size_t r = 0; r < 20; ++r) {  // the positive's column is listed, and counts
          for (std::uint32_t column = 0; column < 30; ++column) c.masked.push_back(column);
          c.offsets.push_back(c.masked.size());
        }
        const Outcome actual = c.run();
        EXPECT_EQ(actual.loss, 0.0);
        for (const float gradient : actual.gradient) ASSERT_EQ(gradient, 0.0F);
      }
    }
  }
}

TEST_P(CandidateSoftmaxTest, RowsOfWeightZeroAreAsIfTheyWereNotThere) {
  Case c({20, 30, 5}, Similarity::kDot, PositiveForm::kColumn, 0.5F);
  std::fill(c.weights.begin() + 3, c.weights.end(), 0.0F);
  Case first_three({3, 30, 5}, Similarity::kDot, PositiveForm::kColumn, 0.5F);
  std::copy_n(c.users.values().begin(), 15, first_three.users.values().begin());
  std::copy_n(c.weights.begin(), 3, first_three.weights.begin());
  const Outcome all = c.run(), few = first_three.run();
  EXPECT_NEAR(all.loss, few.loss, 1e-6);
  for (std::size_t i = 15; i < 20 * 5; ++i) EXPECT_EQ(all.gradient[i], 0.0F);
  for (std::size_t i = 0; i < 30 * 5; ++i) {
    EXPECT_NEAR(all.gradient[20 * 5 + i], few.gradient[3 * 5 + i], 1e-6F);
  }
}

TEST_P(CandidateSoftmaxTest, GivesTheSameBitsOnAnyNumberOfThreadsAndWhateverWasRunBefore) {
  for (const Similarity similarity : kSimilarities) {
    const Case c({333, 150, 17}, similarity, PositiveForm::kEntries, 0.3F);
    CandidateSoftmaxPlan plan = c.plan();
    plan.num_groups = 5;
    plan.max_candidates += 30;
    const Outcome expected = [&] {
      CandidateSoftmax softmax(plan);
      Exec exec(softmax.scratch_floats());
      return c.run(softmax, exec);
    }();
    CandidateSoftmax used(plan);
    for (const std::size_t num_threads : {1, 2, 3}) {
      ThreadPool pool(num_threads);
      Exec exec(pool, used.scratch_floats());
      Case({50, 180, 11}, similarity, PositiveForm::kVector, 0.3F).run(used, exec);
      const Outcome actual = c.run(used, exec);
      EXPECT_EQ(actual.loss, expected.loss);
      EXPECT_EQ(actual.gradient, expected.gradient);
      EXPECT_EQ(used.loss(exec, c.input()), expected.loss);
    }
  }
}

TEST_P(CandidateSoftmaxTest, ThePlanChangesOnlyRounding) {
  const Case c({100, 67, 9}, Similarity::kEuclidean, PositiveForm::kColumn, 0.4F);
  const Outcome expected = c.run();
  CandidateSoftmax softmax({.max_rows = 5000, .max_candidates = 300, .dim = 64});
  Exec exec(softmax.scratch_floats());
  const Outcome actual = c.run(softmax, exec);
  EXPECT_NEAR(actual.loss, expected.loss, 1e-5 * expected.loss);
  for (std::size_t i = 0; i < actual.gradient.size(); ++i) {
    EXPECT_NEAR(actual.gradient[i], expected.gradient[i], 2e-5F);
  }
}

TEST_P(CandidateSoftmaxTest, ReadsAndWritesOnlyTheColumnsOfItsViews) {
  const Case c({20, 30, 5}, Similarity::kEuclidean, PositiveForm::kColumn, 0.5F);
  const Outcome expected = c.run();
  RandomMatrix users(20, 8, 1), candidates(30, 8, 2), grad_users(20, 8, 3),
      grad_candidates(30, 8, 4);
  for (std::size_t r = 0; r < 20; ++r) std::copy_n(c.users.view().row(r), 5, users.view().row(r));
  for (std::size_t r = 0; r < 30; ++r) {
    std::copy_n(c.candidates.view().row(r), 5, candidates.view().row(r));
  }
  const auto left = [](RandomMatrix& m) {
    return MatrixView<float>(m.view().data(), m.view().rows(), 5, 8);
  };
  CandidateSoftmaxInput input = c.input();
  input.users = left(users);
  input.candidates = left(candidates);
  CandidateSoftmax softmax(c.plan());
  Exec exec(softmax.scratch_floats());
  const double loss = softmax.loss_and_gradients(
      exec, input, {.users = left(grad_users), .candidates = left(grad_candidates)});
  EXPECT_NEAR(loss, expected.loss, 1e-6 * loss);
  for (std::size_t r = 0; r < 30; ++r) {
    for (std::size_t i = 0; i < 5; ++i) {
      EXPECT_NEAR(grad_candidates.view().row(r)[i], expected.gradient[(20 + r) * 5 + i], 1e-5F);
    }
    for (std::size_t i = 5; i < 8; ++i) {
      EXPECT_EQ(grad_candidates.view().row(r)[i], RandomMatrix(30, 8, 4).view().row(r)[i]);
    }
  }
}

TEST_P(CandidateSoftmaxTest, SaysNanWhereAVectorIsNotFiniteOrTooLong) {
  for (const float value : {kNan, std::numeric_limits<float>::infinity(), 1e15F}) {
    for (const PositiveForm form : kForms) {
      const Case good({20, 30, 5}, Similarity::kDot, form, 0.5F);
      Case bad_user = good, bad_candidate = good, bad_positive = good;
      bad_user.users.values()[50] = value;
      bad_candidate.candidates.values()[149] = value;
      bad_positive.positives.values()[50] = value;
      EXPECT_TRUE(std::isnan(bad_user.run().loss));
      EXPECT_TRUE(std::isnan(bad_candidate.run().loss));
      EXPECT_EQ(std::isnan(bad_positive.run().loss), form == PositiveForm::kVector);
    }
    Case bad_entry({20, 30, 5}, Similarity::kDot, PositiveForm::kEntries, 0.5F);
    bad_entry.own.values()[50] = value;
    EXPECT_TRUE(std::isnan(bad_entry.run().loss));
  }
}

TEST_P(CandidateSoftmaxTest, TakesNoRows) {
  const Outcome actual = Case({0, 3, 2}, Similarity::kDot, PositiveForm::kColumn, 1.0F).run();
  EXPECT_EQ(actual.loss, 0.0);
  EXPECT_EQ(actual.gradient, std::vector<float>(6, 0.0F));
}

TEST_P(CandidateSoftmaxTest, TakesNeitherBiasNorWeightsNorMasks) {
  Case c({20, 30, 5}, Similarity::kDot, PositiveForm::kVector, 0.5F);
  c.bias.assign(30, 0.0F);
  c.own_bias.assign(20, 0.0F);
  c.weights.assign(20, 1.0F);
  c.offsets.assign(21, 0);
  CandidateSoftmaxInput bare{.temperature = 0.5F,
                             .users = c.users.view(),
                             .candidates = c.candidates.view(),
                             .positives = PositiveVectors{c.positives.view(), {}}};
  CandidateSoftmax softmax(c.plan());
  Exec exec(softmax.scratch_floats());
  EXPECT_EQ(softmax.loss(exec, bare), softmax.loss(exec, c.input()));
}

INSTANTIATE_TEST_SUITE_P(EveryIsa, CandidateSoftmaxTest, testing::ValuesIn(supported_isas()),
                         [](const auto& test) { return test.param; });

TEST(CandidateSoftmaxDeathTest, RefusesADistanceThatIsNoProduct) {
  const Case c({2, 3, 2}, Similarity::kManhattan, PositiveForm::kColumn, 1.0F);
  EXPECT_DEATH(c.run(), "");
}

TEST(CandidateSoftmaxPlanTest, MemoryGrowsWithCandidatesAndNeverWithRowsTimesCandidates) {
  const auto bytes = [](std::size_t rows, std::size_t candidates) {
    return CandidateSoftmax({.max_rows = rows, .max_candidates = candidates, .dim = 64}).bytes(2);
  };
  EXPECT_EQ(bytes(4096, 8192), bytes(65536, 8192));
  EXPECT_LT(bytes(4096, 8192), 2.01 * static_cast<double>(bytes(4096, 4096)));
  EXPECT_LT(bytes(65536, 65536), std::size_t{65536} * 65536 / 16);  // the logits: 16 GiB
}

}  // namespace
}  // namespace twotower

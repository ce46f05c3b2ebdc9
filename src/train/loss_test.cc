#include "train/loss.h"

#include <gtest/gtest.h>

#include <vector>

#include "train/softmax_loss.h"

namespace twotower {
namespace {

// Each option changes what the candidates are asked for, and nothing else.
TEST(LossTest, OptionsReachTheCandidates) {
  for (const bool log_q : {false, true}) {
    for (const SoftmaxForm form : {SoftmaxForm::kInclusion, SoftmaxForm::kMasked}) {
      const LossOptions options = SoftmaxLossOptions{.log_q = log_q, .form = form};
      const CandidateForm asked = candidate_form(options);
      EXPECT_EQ(asked.has_bias, log_q);
      EXPECT_EQ(asked.is_distinct, form == SoftmaxForm::kInclusion);
    }
  }
}

// Two candidates at equal distance: log 2 for the one that is the positive.
TEST(LossTest, IsMadeOfItsKind) {
  const TowerOptions towers = {.dim = 2, .similarity = Similarity::kDot, .temperature = 1.0};
  const auto loss = make_loss(LossOptions(SoftmaxLossOptions()), towers,
                              {.max_rows = 1, .max_items = 2, .num_groups = 1});
  std::vector<float> user = {1.0F, 0.0F}, items = {0.5F, 1.0F, 0.5F, -1.0F};
  CandidateList list;
  list.item_slots = {0, 1};
  list.num_candidates = 2;
  list.positives = {0};
  Exec exec(loss->scratch_floats());
  EXPECT_NEAR(loss->compute(exec, {user.data(), 1, 2}, {items.data(), 2, 2}, list, {}), 0.6931472,
              1e-6);
  EXPECT_NEAR(loss->grad_items().row(0)[0], -0.5, 1e-6);
  EXPECT_NEAR(loss->grad_users().row(0)[1], -1.0, 1e-6);
  EXPECT_GT(loss->bytes(1), 6 * sizeof(float));
}

}  // namespace
}  // namespace twotower

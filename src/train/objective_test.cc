#include "train/objective.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace twotower {
namespace {

// Two items at equal distance: log 2 for the one that was taken.
TEST(ObjectiveTest, IsMadeOfItsKind) {
  const TowerOptions towers = {.dim = 2, .similarity = Similarity::kDot, .temperature = 1.0};
  const NegativesOptions negatives = {.all = true};
  const std::vector<std::uint32_t> counts = {1, 1};
  const auto objective = make_objective(
      LossOptions(SoftmaxLossOptions()),
      {.negatives = negatives, .towers = towers, .item_counts = counts, .max_rows = 1});
  std::vector<float> user = {1.0F, 0.0F}, items = {0.5F, 1.0F, 0.5F, -1.0F};
  const ExampleBatch batch = {.items = {0}};
  CandidateList list;
  objective->make_list(batch, {1, 1}, list);
  EXPECT_EQ(list.item_slots, (std::vector<std::uint32_t>{0, 1}));
  Exec exec(objective->scratch_floats());
  EXPECT_NEAR(objective->compute(exec, batch, {user.data(), 1, 2}, {items.data(), 2, 2}, list),
              0.6931472, 1e-6);
  EXPECT_NEAR(objective->grad_items().row(0)[0], -0.5, 1e-6);
  EXPECT_NEAR(objective->grad_users().row(0)[1], -1.0, 1e-6);
  EXPECT_GT(objective->bytes(1), 6 * sizeof(float));
}

}  // namespace
}  // namespace twotower

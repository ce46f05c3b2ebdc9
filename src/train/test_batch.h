#pragma once

#include <cstdint>
#include <vector>

#include "model/loss_options.h"
#include "train/example_batch.h"

// Steps made by hand, for tests of lists and objectives.
namespace twotower::test_batch {

inline constexpr SoftmaxForm kForms[] = {SoftmaxForm::kInclusion, SoftmaxForm::kMasked,
                                         SoftmaxForm::kRefined};

// Rows that took these items. `groups`: the group of each row; empty: each is one.
inline ExampleBatch batch_of(const std::vector<std::uint32_t>& items,
                             const std::vector<std::uint32_t>& groups = {}) {
  ExampleBatch batch = {.items = items};
  batch.states.user_slots.resize(items.size());
  batch.states.groups = groups;
  for (std::uint32_t row = 0; groups.empty() && row < items.size(); ++row) {
    batch.states.groups.push_back(row);
  }
  return batch;
}

}  // namespace twotower::test_batch

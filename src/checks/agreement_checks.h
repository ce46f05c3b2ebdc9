#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/messages/finding.h"
#include "checks/entity_rows.h"
#include "checks/held_out_pairs.h"
#include "checks/item_properties.h"
#include "data/read_dataset.h"
#include "data/split.h"

namespace twotower {

// What users took, as columns of users may name it: ids, columns of items and parts of their texts.
// Const after it is made, so thread-safe.
class TakenValues {
 public:
  // `entities` of the users' side; `dataset` must outlive this.
  TakenValues(const Dataset& dataset, const Split& split, const EntityRows& entities);

  // data.agrees_with_test: the column agrees with what its user takes in the test far more than
  // with the user's rows just before, or with the first row of the test than with the last before.
  // More than it agrees with other users' rows, so that what everybody takes more of says nothing.
  std::optional<Finding> check(const RawColumn& column) const;

 private:
  std::optional<Finding> check(const RawColumn& column, const ItemProperty& property) const;

  const Interactions& log_;
  std::vector<std::uint64_t> users_;  // [pairs] rows of the users table
  HeldOutPairs first_;
  HeldOutPairs several_;
  std::vector<std::uint32_t> place_of_item_;  // in the codes
  std::vector<ItemProperty> properties_;
};

}  // namespace twotower

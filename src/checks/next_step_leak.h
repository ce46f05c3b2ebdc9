#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/messages/finding.h"
#include "checks/item_properties.h"
#include "checks/row_facts.h"
#include "data/read_dataset.h"

namespace twotower {

// Rows between two others whose column names a property of one of them and not of their own item.
struct NextStepShare {
  std::size_t rows = 0;            // with a value
  std::size_t next_only = 0;       // of the next row, not of the row before
  std::size_t past_only = 0;       // the other way round
  std::size_t next_by_chance = 0;  // the same with anybody's row in place of the next
  std::size_t past_by_chance = 0;  // and of the row before

  // Beyond chance, of 50 rows or more and 5 % of all that are next_only, eight times as many as
  // past_only, and 5 standard errors more: what a column knows of a visit holds for the row before
  // as for the next.
  bool is_leak() const;
};

// Properties of what the rows of a sample name: ids, columns of items and parts of their texts.
// Const after it is made, so thread-safe.
class NextStepLeak {
 public:
  // `sample` must outlive this.
  NextStepLeak(const Dataset& dataset, const GroupSample& sample);

  // data.names_next: the column names what the next row of the group has.
  std::optional<Finding> check(const RawColumn& column) const;

 private:
  NextStepShare share_of(const RawColumn& column, const ItemProperty& property) const;

  const GroupSample& sample_;
  std::vector<std::size_t> place_of_row_;  // [rows of the sample] of its item in the codes
  std::vector<ItemProperty> properties_;
};

}  // namespace twotower

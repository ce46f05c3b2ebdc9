#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/interactions.h"
#include "data/queries.h"
#include "data/sequences.h"

// Small logs and queries written by hand, for the tests of this folder only.
namespace twotower::test_data {

using Slots = std::vector<std::uint32_t>;

inline Slots to_vector(std::span<const std::uint32_t> list) {
  return {list.begin(), list.end()};
}

// Users 0, 1, ... with these items in this order; items 0 .. num_items - 1 are known.
inline Interactions interactions_of(const std::vector<Slots>& sequences, std::uint32_t num_items) {
  Interactions interactions;
  for (std::uint32_t item = 0; item < num_items; ++item) {
    interactions.items.add(std::int64_t{item});
  }
  for (std::uint32_t user = 0; user < sequences.size(); ++user) {
    interactions.users.add(std::int64_t{user});
    for (const std::uint32_t item : sequences[user]) {
      interactions.user_slots.push_back(user);
      interactions.item_slots.push_back(item);
    }
    interactions.sequence_offsets.push_back(interactions.item_slots.size());
  }
  interactions.order = OrderSource::kOrder;
  return interactions;
}

// All rows, as what a baseline is fitted on.
inline Sequences all_rows(const Interactions& interactions) {
  Sequences sequences = {.offsets = interactions.sequence_offsets};
  for (std::uint64_t row = 0; row < interactions.size(); ++row) sequences.rows.push_back(row);
  return sequences;
}

// Appends a query of a user of its own.
inline void add_query(Queries& queries, const Slots& targets, const Slots& removed = {},
                      const std::vector<std::uint64_t>& history = {}) {
  const auto number = static_cast<std::uint32_t>(queries.size());
  queries.sequences.push_back(number);
  queries.user_slots.push_back(number);
  queries.context_rows.push_back(0);
  const auto append = [](auto& lists, const auto& values) {
    lists.values.insert(lists.values.end(), values.begin(), values.end());
    lists.close_list();
  };
  append(queries.targets, targets);
  append(queries.removed, removed);
  append(queries.histories, history);
}

}  // namespace twotower::test_data

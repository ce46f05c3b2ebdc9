#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/messages/finding.h"
#include "checks/entity_rows.h"
#include "checks/held_out_pairs.h"
#include "data/read_dataset.h"
#include "data/split.h"

namespace twotower {

// data.fits_test: a column of users fits what its user takes in the test far more than what the
// user took in validation, which the column may have been made from, too. What fits is learned from
// the training rows of other users alone: of users with an equal value, or of users who took the
// item that the value names. Const after it is made, so thread-safe.
class TrainedAgreement {
 public:
  // `entities` of the users' side; they and `dataset` must outlive this.
  TrainedAgreement(const Dataset& dataset, const Split& split, const EntityRows& entities);

  std::optional<Finding> check(const RawColumn& column) const;

 private:
  std::optional<Finding> check_neighbours(const RawColumn& column) const;
  std::optional<Finding> check_levels(const RawColumn& column) const;
  std::vector<std::uint32_t> items_named(const RawColumn& column, std::uint64_t user) const;
  bool is_near(std::uint32_t item, std::uint32_t other, std::uint32_t not_by) const;
  std::span<const std::uint32_t> takers_of(std::uint32_t item) const;
  std::span<const std::uint32_t> taken_by(std::size_t entity) const;

  const Interactions& log_;
  const EntityRows& entities_;
  HeldOutPairs pairs_;
  // Of the training rows of entities_: different items of each entity, ascending, and entities of
  // each item.
  std::vector<std::uint32_t> taken_;
  std::vector<std::uint64_t> taken_offsets_ = {0};
  std::vector<std::uint32_t> takers_;
  std::vector<std::uint64_t> takers_offsets_;
};

}  // namespace twotower

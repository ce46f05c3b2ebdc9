#include "checks/agreement_checks.h"

#include <algorithm>
#include <span>

#include "checks/checked_column.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

constexpr Parts kKnown = {.train = true, .validation = true};

// How far two sets meet: 1 where one holds the other, 0 where they have nothing in common.
double overlap(std::span<const std::uint32_t> some, std::span<const std::uint32_t> others) {
  if (some.empty() || others.empty()) return 0.0;
  const auto common = std::ranges::count_if(
      some, [&](std::uint32_t code) { return std::ranges::binary_search(others, code); });
  return static_cast<double>(common) / static_cast<double>(std::min(some.size(), others.size()));
}

}  // namespace

TakenValues::TakenValues(const Dataset& dataset, const Split& split, const EntityRows& entities)
    : log_(dataset.interactions),
      first_(held_out_pairs(log_, split, entities, kKnown, 1)),
      several_(held_out_pairs(log_, split, entities, kKnown, AgreementThresholds::kMaxPairs)),
      place_of_item_(log_.items.size(), kNoSlot) {
  for (const std::size_t entity : several_.entities) users_.push_back(entities.slots[entity]);
  std::vector<std::uint64_t> items;
  for (const auto& pair : several_.pairs) {
    for (const std::uint64_t row : {pair.test, pair.known}) {
      std::uint32_t& place = place_of_item_[log_.item_slots[row]];
      if (place != kNoSlot) continue;
      place = static_cast<std::uint32_t>(items.size());
      items.push_back(log_.item_slots[row]);
    }
  }
  properties_ = item_properties(dataset, items);
}

std::optional<Finding> TakenValues::check(const RawColumn& column) const {
  if (users_.size() < AgreementThresholds::kMinUsers || is_measured(column)) return std::nullopt;
  for (const ItemProperty& property : properties_) {
    if (auto finding = check(column, property)) return finding;
  }
  return std::nullopt;
}

std::optional<Finding> TakenValues::check(const RawColumn& column,
                                          const ItemProperty& property) const {
  const RowCodes named = property.values.find(column, users_);
  const auto has_value = [&](std::size_t user) { return !named.of(user).empty(); };
  const auto agrees = [&](std::size_t user, std::uint64_t row) {
    return overlap(named.of(user), property.codes.of(place_of_item_[log_.item_slots[row]]));
  };
  std::size_t count = 0;
  for (std::size_t user = 0; user < users_.size(); ++user) count += has_value(user) ? 1 : 0;
  if (count < AgreementThresholds::kMinUsers) return std::nullopt;
  for (const HeldOutPairs* pairs : {&first_, &several_}) {
    const Agreement agreement = agreement_of(*pairs, has_value, agrees);
    if (auto finding = agreement_finding(agreement, property.name)) return finding;
  }
  return std::nullopt;
}

}  // namespace twotower

#include "checks/next_step_leak.h"

#include <absl/container/flat_hash_map.h>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

#include "base/messages/finding_messages.h"
#include "checks/checked_column.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

bool meet(std::span<const std::uint32_t> some, std::span<const std::uint32_t> others) {
  return std::ranges::any_of(
      some, [&](std::uint32_t code) { return std::ranges::binary_search(others, code); });
}

}  // namespace

bool NextStepShare::is_leak() const {
  const double next = static_cast<double>(next_only) - static_cast<double>(next_by_chance);
  const double past = static_cast<double>(past_only) - static_cast<double>(past_by_chance);
  const double error =
      std::sqrt(static_cast<double>(next_only + past_only + next_by_chance + past_by_chance));
  return next >= NextStepThresholds::kMinNext &&
         next >= NextStepThresholds::kMinShare * static_cast<double>(rows) &&
         next >= NextStepThresholds::kMinRatio * past &&
         next - past >= NextStepThresholds::kMinErrors * error;
}

NextStepLeak::NextStepLeak(const Dataset& dataset, const GroupSample& sample) : sample_(sample) {
  const Interactions& log = dataset.interactions;
  std::vector<std::uint64_t> items;
  absl::flat_hash_map<std::uint32_t, std::size_t> places;
  for (const std::uint64_t row : sample.rows) {
    const auto [place, is_new] = places.try_emplace(log.item_slots[row], items.size());
    if (is_new) items.push_back(log.item_slots[row]);
    place_of_row_.push_back(place->second);
  }
  properties_ = item_properties(dataset, items);
}

std::optional<Finding> NextStepLeak::check(const RawColumn& column) const {
  if (is_measured(column)) return std::nullopt;
  for (const ItemProperty& property : properties_) {
    const NextStepShare share = share_of(column, property);
    if (!share.is_leak()) continue;
    return Finding{.code = "data.names_next",
                   .message = NamesNextRow{property.name, message_of(sample_.group),
                                           share.next_only, share.rows, share.past_only},
                   .value = static_cast<double>(share.next_only) / static_cast<double>(share.rows)};
  }
  return std::nullopt;
}

NextStepShare NextStepLeak::share_of(const RawColumn& column, const ItemProperty& property) const {
  const RowCodes named = property.values.find(column, sample_.rows);
  NextStepShare share;
  for (std::size_t g = 0; g < sample_.size(); ++g) {
    for (std::uint64_t i = sample_.offsets[g] + 1; i + 1 < sample_.offsets[g + 1]; ++i) {
      if (named.of(i).empty()) continue;
      ++share.rows;
      const auto agrees = [&](std::uint64_t row) {
        return meet(named.of(i), property.codes.of(place_of_row_[row]));
      };
      if (agrees(i)) continue;
      const bool is_next = agrees(i + 1), is_past = agrees(i - 1);
      share.next_only += is_next && !is_past ? 1 : 0;
      share.past_only += is_past && !is_next ? 1 : 0;
      const bool is_anybodys = agrees((i + sample_.rows.size() / 2) % sample_.rows.size());
      share.next_by_chance += is_anybodys && !is_past ? 1 : 0;
      share.past_by_chance += is_anybodys && !is_next ? 1 : 0;
    }
  }
  return share;
}

}  // namespace twotower

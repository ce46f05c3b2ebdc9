#include "checks/future_value_leak.h"

#include <algorithm>

#include "base/messages/finding_messages.h"
#include "checks/checked_column.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

template <typename TextOf>
OtherValues number_values(const Message& name, std::span<const std::uint32_t> slots,
                          std::size_t num_slots, TextOf&& text_of_slot) {
  OtherValues values{.name = name};
  std::vector<std::uint32_t> of_slot(num_slots, kNoSlot);
  for (const std::uint32_t slot : slots) {
    if (slot == kNoSlot) {
      values.code_of_row.push_back(kNoSlot);
      continue;
    }
    if (of_slot[slot] == kNoSlot) {
      std::string text = text_of_slot(slot);
      const auto next = static_cast<std::uint32_t>(values.codes.size());
      if (!text.empty())
        of_slot[slot] = values.codes.try_emplace(std::move(text), next).first->second;
    }
    values.code_of_row.push_back(of_slot[slot]);
  }
  return values;
}

}  // namespace

std::vector<OtherValues> other_values(const IdMap& ids, const Table& columns,
                                      std::span<const std::uint32_t> slots) {
  std::vector<OtherValues> all;
  if (ids.size() > 0) {
    all.push_back(number_values(IdValue(), slots, ids.size(),
                                [&](std::uint32_t slot) { return to_string(ids.id(slot)); }));
  }
  for (std::size_t c = 0; c < columns.names.size(); ++c) {
    const RawColumn& column = columns.columns[c];
    if (!column.list_offsets.empty() || is_measured(column)) continue;
    all.push_back(number_values(ColumnValue{columns.names[c]}, slots, column.num_rows(),
                                [&](std::uint32_t slot) { return text_of(column, slot); }));
  }
  return all;
}

bool FutureValueShare::is_leak() const {
  if (later_only < FutureValueThresholds::kMinOwners) return false;
  if (static_cast<double>(later_only) <
      FutureValueThresholds::kMinShare * static_cast<double>(owners))
    return false;
  const auto both = static_cast<double>(later_only + past_only);
  return static_cast<double>(later_only) / both >= 0.5 + 0.5 * chance / both;
}

void count_future_values(const RawColumn& column, std::uint64_t row, const OtherValues& others,
                         std::span<const std::uint32_t> codes,
                         std::span<const std::uint8_t> is_later, FutureValueShare& share) {
  const auto [first, end] = column.values_of(row);
  bool has_value = false, is_met_later = false, is_met_before = false;
  for (std::size_t value = first; value < end; ++value) {
    if (column.missing(value)) continue;
    has_value = true;
    const auto known = others.codes.find(text_of(column, value));
    if (known == others.codes.end()) continue;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (codes[i] == known->second) (is_later[i] != 0 ? is_met_later : is_met_before) = true;
    }
  }
  share.owners += has_value ? 1 : 0;
  if (is_met_later == is_met_before) return;
  ++(is_met_later ? share.later_only : share.past_only);
  share.chance +=
      static_cast<double>(std::ranges::count(is_later, 1)) / static_cast<double>(is_later.size());
}

}  // namespace twotower

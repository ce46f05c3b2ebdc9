#include "checks/association.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/messages/finding_messages.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

// As pairs of rows of one value show it.
std::optional<Association> association_by(const RawColumn& keys,
                                          const std::vector<std::uint32_t>& codes) {
  std::unordered_map<std::string, std::uint32_t> values;
  std::unordered_map<std::uint32_t, double> counts;           // of codes
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows;  // value, code
  for (std::size_t row = 0; row < codes.size(); ++row) {
    if (codes[row] == kNoSlot || keys.missing_row(row)) continue;
    const auto next = static_cast<std::uint32_t>(values.size());
    const std::size_t value = keys.values_of(row).first;
    rows.emplace_back(values.try_emplace(text_of(keys, value), next).first->second, codes[row]);
    ++counts[codes[row]];
  }
  std::ranges::sort(rows);
  double equal = 0, all = 0, free = 0;  // pairs; rows beyond the first of each value
  for (std::size_t first = 0, end = 0; first < rows.size(); first = end) {
    for (std::size_t i = first; i < rows.size() && rows[i].first == rows[first].first; i = end) {
      while (end < rows.size() && rows[end] == rows[i]) ++end;
      const auto count = static_cast<double>(end - i);
      equal += count * (count - 1.0);
    }
    const auto count = static_cast<double>(end - first);
    all += count * (count - 1.0);
    free += count - 1.0;
  }
  if (all == 0) return std::nullopt;
  const auto total = static_cast<double>(rows.size());
  double chance = 0;
  for (const auto& [code, count] : counts) chance += count * (count - 1) / (total * (total - 1));
  if (chance >= 1.0) return std::nullopt;
  return Association{(equal / all - chance) / (1.0 - chance),
                     std::sqrt(chance * (1.0 - chance) / free) / (1.0 - chance)};
}

RawColumn keys_of(const RawColumn& column, const std::vector<std::uint32_t>& slots,
                  const std::vector<std::uint64_t>& rows) {
  if (slots.empty()) return column.take(rows);
  std::vector<std::uint64_t> taken;
  for (const std::uint64_t row : rows) taken.push_back(slots[row]);
  return column.take(taken);
}

}  // namespace

bool AssociationInParts::is_leak() const {
  return test.share >= 0.15 && test.share >= 2.0 * validation.share + 0.1 &&
         test.share >= 5.0 * test.error;
}

std::vector<std::uint64_t> rows_of_part(const Interactions& interactions, const Split& split,
                                        Part part) {
  std::vector<std::uint64_t> rows;
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    for (std::uint64_t row = interactions.sequence_offsets[s + 1];
         row > interactions.sequence_offsets[s]; --row) {
      if (split.parts[row - 1] != part || !interactions.is_positive(row - 1)) continue;
      rows.push_back(row - 1);
      break;
    }
  }
  const std::size_t step = 1 + rows.size() / AssociationThresholds::kMaxRows;
  std::vector<std::uint64_t> sample;
  for (std::size_t i = 0; i < rows.size(); i += step) sample.push_back(rows[i]);
  return sample;
}

std::optional<AssociationInParts> association_in_parts(
    const RawColumn& column, const std::vector<std::uint32_t>& slots, const PartRows& rows,
    const std::vector<std::uint32_t>& codes_validation,
    const std::vector<std::uint32_t>& codes_test) {
  const auto validation = association_by(keys_of(column, slots, rows.validation), codes_validation);
  const auto test = association_by(keys_of(column, slots, rows.test), codes_test);
  if (!validation.has_value() || !test.has_value()) return std::nullopt;
  return AssociationInParts{*validation, *test};
}

std::optional<Finding> association_finding(const Message& property,
                                           const std::optional<AssociationInParts>& association) {
  if (!association.has_value() || !association->is_leak()) return std::nullopt;
  return Finding{
      .code = "data.tells_test_target",
      .message = TellsTestTarget{property, association->test.share, association->validation.share},
      .value = association->test.share};
}

}  // namespace twotower

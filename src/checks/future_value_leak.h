#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/messages/message.h"
#include "data/files/table.h"
#include "data/interactions.h"
#include "features/raw_column.h"

namespace twotower {

// One property of what rows name (its id, or a column of its table), as numbers of equal texts.
struct OtherValues {
  Message name;
  std::vector<std::uint32_t> code_of_row;  // [rows given] kNoSlot: missing
  std::unordered_map<std::string, std::uint32_t> codes;
};

// Ids, and each column of texts or integers, of the other side at the slots that rows name.
std::vector<OtherValues> other_values(const IdMap& ids, const Table& columns,
                                      std::span<const std::uint32_t> slots);

// Whether a column names what comes later and nothing before: of owners whose value is met later or
// before, but not both.
struct FutureValueShare {
  std::size_t owners = 0;  // with a value
  std::size_t later_only = 0;
  std::size_t past_only = 0;
  double chance = 0.0;  // sum over the two: the share of its rows that are later

  // Of 10 owners or more that are later_only, 5 % of all; they are more than half of both, and as
  // far above it as chance alone would be.
  bool is_leak() const;
};

// Adds an owner whose values are those of `row` of `column` and who meets `codes`.
void count_future_values(const RawColumn& column, std::uint64_t row, const OtherValues& others,
                         std::span<const std::uint32_t> codes,
                         std::span<const std::uint8_t> is_later, FutureValueShare& share);

}  // namespace twotower

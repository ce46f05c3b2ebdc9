#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/messages/message.h"
#include "checks/future_match.h"
#include "data/interactions.h"
#include "features/raw_column.h"

namespace twotower {

enum class RowGroup { kSequence, kUser, kSession, kItem, kUsersDay, kItemsDay };
Message message_of(RowGroup group);

// Rows of some whole groups (sequences, sessions, items, days of users), 20,000 at most, each group
// of two rows or more in order.
struct GroupSample {
  RowGroup group = RowGroup::kSequence;
  std::vector<std::uint64_t> rows;           // of Interactions
  std::vector<std::uint64_t> offsets = {0};  // [groups + 1] of rows

  std::size_t size() const { return offsets.size() - 1; }
};

// Groups by which a column may hold totals: sequences, users where these have several, `sessions`
// (a column of ids, may be null), items, and days of users and of items. Those that time alone
// orders only where there are times; none where nothing is ordered.
std::vector<GroupSample> group_samples(const Interactions& log, const RawColumn* sessions);

// What there is to know of each row: of the past its time, its place in the group, the first time,
// the time since it and since the row before, and sums of measures so far; of the future the size
// of the group, the rows left, the last and the next time, the time up to them, and sums of
// measures of the whole group. `measures` [rows of the sample] each.
std::vector<Fact> row_facts(const Interactions& log, const GroupSample& sample,
                            const std::vector<std::vector<double>>& measures,
                            const std::vector<std::string>& measure_names);

}  // namespace twotower

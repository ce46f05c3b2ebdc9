#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/lists.h"
#include "data/interactions.h"
#include "data/split.h"
#include "data/split_options.h"
#include "features/repeat_rule.h"

namespace twotower {

// Lists that may share what they have in common: list i is values[begins[i]] .. values[ends[i] -
// 1]. The histories of the rows of one sequence are each the beginning of the next.
template <typename T>
struct SharedLists {
  std::vector<std::uint64_t> begins;
  std::vector<std::uint64_t> ends;
  std::vector<T> values;

  std::size_t size() const { return begins.size(); }
  std::span<const T> operator[](std::size_t i) const {
    return std::span(values).subspan(begins[i], ends[i] - begins[i]);
  }
  // A list of everything that was added since the last one.
  void close_list() { close_list_from(ends.empty() ? 0 : ends.back()); }
  void close_list_from(std::uint64_t begin) {
    begins.push_back(begin);
    ends.push_back(values.size());
  }
};

// User states whose next items are to be ranked, each with what the user really took.
struct Queries {
  std::vector<std::uint32_t> sequences;   // [queries] of Interactions
  std::vector<std::uint32_t> user_slots;  // [queries] kNoSlot without users
  std::vector<std::uint64_t>
      context_rows;  // [queries] row of Interactions: context of the first target
  SharedLists<std::uint64_t> histories;  // rows of Interactions, oldest first
  Lists<std::uint32_t> targets;          // item slots, distinct
  SharedLists<std::uint32_t> removed;    // item slots that may not be in the list; no target
  // Which items are candidates at all: those with start_places[item] < num_started[query]. Both
  // empty: all are.
  std::vector<std::uint32_t> start_places;  // [items] in the order of their first interactions
  std::vector<std::uint32_t> num_started;   // [queries]
  // Targets that are none: their users had them before, or disliked them, so they leave the lists.
  std::size_t num_known_targets = 0;

  std::size_t size() const { return sequences.size(); }
};

struct QueryRules {
  RepeatRule repeat = RepeatRule::kExclude;  // not kAuto
  TargetRule targets = TargetRule::kUser;
  CandidateRule candidates = CandidateRule::kAll;
  std::size_t min_history = 0;  // rows; shorter ones are not queries
};

// The rules of a split: only one by time has more than the repeat rule.
QueryRules query_rules(const SplitOptions& split, RepeatRule repeat);

// Targets are the items of `target` rows that is_target() holds for. Under kExclude the items of
// the history are removed, under any rule those that the user disliked before and did not take
// since, and none of them is a target: no list would offer it, and with its rivals gone it would be
// found too easily. Queries::num_known_targets counts them.
//   kUser   one query a sequence with a target, which has all of them. Its history is the rows of
//           `history` parts.
//   kEvent  one query a target row. Its history is the rows of its sequence before it: of `history`
//           parts and of the target's own, and of the test's where targets are cold.
// kStarted needs a split by time; the moment is that of the row, or the cut of the part. A sequence
// without a target is not a query; one without a history is, unless min_history says otherwise.
// Memory: 8 bytes a history row (once for all queries of a sequence), 60 a query.
Queries make_queries(const Interactions& interactions, const Split& split, const Parts& history,
                     Part target, const QueryRules& rules);

// The first `count` queries alone, or all.
Queries first_queries(const Queries& queries, std::size_t count);

}  // namespace twotower

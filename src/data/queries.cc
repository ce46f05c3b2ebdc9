#include "data/queries.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>
#include <variant>

#include "base/check.h"

namespace twotower {
namespace {

// Makes the queries sequence by sequence.
class QueryMaker {
 public:
  QueryMaker(const Interactions& interactions, const Split& split, const Parts& history,
             Part target, const QueryRules& rules)
      : interactions_(interactions),
        split_(split),
        history_(history),
        target_(target),
        rules_(rules) {
    if (rules.candidates == CandidateRule::kStarted) order_items();
  }

  Queries run() && {
    for (std::uint32_t s = 0; s < interactions_.num_sequences(); ++s) {
      rules_.targets == TargetRule::kUser ? add_user(s) : add_events(s);
    }
    return std::move(queries_);
  }

 private:
  bool is_target(std::uint64_t row) const {
    return split_.parts[row] == target_ && interactions_.is_target(row);
  }

  // Items by the time of their first interaction; those that never had one come last.
  void order_items() {
    TWOTOWER_CHECK(split_.test_from != kMissingTime);
    constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> starts(interactions_.items.size(), kNever);
    for (std::size_t row = 0; row < interactions_.size(); ++row) {
      std::int64_t& start = starts[interactions_.item_slots[row]];
      start = std::min(start, interactions_.times[row]);
    }
    std::vector<std::uint32_t> items(starts.size());
    std::iota(items.begin(), items.end(), 0U);
    std::ranges::stable_sort(items, {}, [&](std::uint32_t item) { return starts[item]; });
    queries_.start_places.resize(items.size());
    for (std::uint32_t place = 0; place < items.size(); ++place) {
      queries_.start_places[items[place]] = place;
    }
    starts_ = std::move(starts);
    std::ranges::sort(starts_);
  }

  void add_state(std::uint32_t sequence, std::uint64_t row) {
    queries_.sequences.push_back(sequence);
    queries_.user_slots.push_back(interactions_.user_slots[row]);
    queries_.context_rows.push_back(row);
    if (rules_.candidates == CandidateRule::kAll) return;
    const std::int64_t cut =
        target_ == Part::kValidation ? split_.validation_from : split_.test_from;
    const std::int64_t moment =
        rules_.targets == TargetRule::kEvent ? interactions_.times[row] : cut;
    queries_.num_started.push_back(
        static_cast<std::uint32_t>(std::ranges::lower_bound(starts_, moment) - starts_.begin()));
  }

  // Adds the item of a target row. False where the list would leave it out: then it is counted.
  bool add_target(std::uint32_t item) {
    if (known_.contains(item)) {
      ++queries_.num_known_targets;
      return false;
    }
    queries_.targets.values.push_back(item);
    return true;
  }

  // Appends the items that the history took to those removed, sorted, each once.
  void remove_items_of(std::span<const std::uint64_t> history) {
    auto& removed = queries_.removed.values;
    for (const std::uint64_t row : history) {
      const std::uint32_t item = interactions_.item_slots[row];
      if (interactions_.is_target(row) && known_.insert(item).second) removed.push_back(item);
    }
    std::sort(removed.end() - static_cast<std::ptrdiff_t>(known_.size()), removed.end());
  }

  void add_user(std::uint32_t sequence) {
    const std::uint64_t begin = interactions_.sequence_offsets[sequence];
    const std::uint64_t end = interactions_.sequence_offsets[sequence + 1];
    std::uint64_t first = begin;
    while (first < end && !is_target(first)) ++first;
    if (first == end) return;
    auto& rows = queries_.histories.values;
    const std::size_t first_row = rows.size(), first_item = queries_.removed.values.size();
    for (std::uint64_t row = begin; row < end; ++row) {
      if (history_.contains(split_.parts[row])) rows.push_back(row);
    }
    if (rows.size() - first_row < rules_.min_history) return rows.resize(first_row);
    known_.clear();
    if (rules_.repeat == RepeatRule::kExclude) {
      remove_items_of(std::span(rows).subspan(first_row));
    }
    const auto context = add_targets(first, end);
    if (!context.has_value()) {
      queries_.removed.values.resize(first_item);
      return rows.resize(first_row);
    }
    add_state(sequence, *context);
    queries_.targets.close_list();
    queries_.histories.close_list();
    queries_.removed.close_list();
  }

  // Adds the targets of [begin, end), each item once, in order. The row of the first one.
  std::optional<std::uint64_t> add_targets(std::uint64_t begin, std::uint64_t end) {
    std::optional<std::uint64_t> first;
    met_.clear();
    for (std::uint64_t row = begin; row < end; ++row) {
      const std::uint32_t item = interactions_.item_slots[row];
      if (!is_target(row) || !met_.insert(item).second) continue;
      if (add_target(item) && !first.has_value()) first = row;
    }
    return first;
  }

  bool is_history(std::uint64_t row) const {
    const Part part = split_.parts[row];
    if (part == Part::kCold) return false;
    return history_.contains(part) || part == target_ ||
           (target_ == Part::kCold && part == Part::kTest);
  }

  void add_events(std::uint32_t sequence) {
    auto& rows = queries_.histories.values;
    auto& items = queries_.removed.values;
    const std::uint64_t first_row = rows.size(), first_item = items.size();
    std::uint64_t used_rows = first_row, used_items = first_item;
    known_.clear();
    for (std::uint64_t row = interactions_.sequence_offsets[sequence];
         row < interactions_.sequence_offsets[sequence + 1]; ++row) {
      const std::uint32_t item = interactions_.item_slots[row];
      const bool is_asked = is_target(row) && rows.size() - first_row >= rules_.min_history;
      if (is_asked && add_target(item)) {
        add_state(sequence, row);
        queries_.targets.close_list();
        queries_.histories.close_list_from(first_row);
        queries_.removed.close_list_from(first_item);
        used_rows = rows.size();
        used_items = items.size();
      }
      if (!is_history(row)) continue;
      rows.push_back(row);
      const bool is_left_out =
          rules_.repeat == RepeatRule::kExclude && interactions_.is_target(row);
      if (is_left_out && known_.insert(item).second) items.push_back(item);
    }
    rows.resize(used_rows);  // what comes after the last query is nobody's history
    items.resize(used_items);
  }

  const Interactions& interactions_;
  const Split& split_;
  const Parts& history_;
  Part target_;
  const QueryRules& rules_;
  std::vector<std::int64_t> starts_;  // of all items, sorted; where candidates have to be started
  std::unordered_set<std::uint32_t> known_;  // items that the list of this moment leaves out
  std::unordered_set<std::uint32_t> met_;    // target items of this sequence
  Queries queries_;
};

}  // namespace

QueryRules query_rules(const SplitOptions& split, RepeatRule repeat) {
  QueryRules rules{.repeat = repeat};
  if (const auto* time = std::get_if<TimeSplitOptions>(&split)) {
    rules.targets = time->targets;
    rules.candidates = time->candidates;
    rules.min_history = static_cast<std::size_t>(time->min_history);
  }
  return rules;
}

Queries make_queries(const Interactions& interactions, const Split& split, const Parts& history,
                     Part target, const QueryRules& rules) {
  TWOTOWER_CHECK(rules.repeat != RepeatRule::kAuto);
  TWOTOWER_CHECK(!history.contains(target));
  return QueryMaker(interactions, split, history, target, rules).run();
}

Queries first_queries(const Queries& queries, std::size_t count) {
  Queries first;
  first.start_places = queries.start_places;
  for (std::size_t query = 0; query < std::min(count, queries.size()); ++query) {
    const auto append = [query](const auto& lists, auto& to) {
      to.values.insert(to.values.end(), lists[query].begin(), lists[query].end());
      to.close_list();
    };
    first.sequences.push_back(queries.sequences[query]);
    first.user_slots.push_back(queries.user_slots[query]);
    first.context_rows.push_back(queries.context_rows[query]);
    append(queries.histories, first.histories);
    append(queries.targets, first.targets);
    append(queries.removed, first.removed);
    if (!queries.num_started.empty()) first.num_started.push_back(queries.num_started[query]);
  }
  return first;
}

}  // namespace twotower

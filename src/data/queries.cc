#include "data/queries.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <tuple>
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
    const std::int64_t moment =
        rules_.targets == TargetRule::kEvent ? interactions_.times[row] : cut();
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

  // Appends the items that the history took to those removed, and those that were disliked before
  // the first target row, sorted, each once.
  void remove_items_of(std::uint32_t sequence, std::span<const std::uint64_t> history,
                       std::uint64_t first_target) {
    if (rules_.repeat == RepeatRule::kExclude) {
      for (const std::uint64_t row : history) {
        if (interactions_.is_target(row)) known_.insert(interactions_.item_slots[row]);
      }
    }
    const auto [first, end] = dislikes_of(sequence);
    for (std::uint64_t i = first; i < end; ++i) {
      if (is_disliked(i, history, first_target)) {
        known_.insert(interactions_.dislikes.item_slots[i]);
      }
    }
    auto& removed = queries_.removed.values;
    removed.insert(removed.end(), known_.begin(), known_.end());
    std::sort(removed.end() - static_cast<std::ptrdiff_t>(known_.size()), removed.end());
  }

  std::pair<std::uint64_t, std::uint64_t> dislikes_of(std::uint32_t sequence) const {
    const std::vector<std::uint64_t>& offsets = interactions_.dislikes.offsets;
    if (offsets.empty()) return {0, 0};
    return {offsets[sequence], offsets[sequence + 1]};
  }

  std::int64_t cut() const {
    return target_ == Part::kValidation ? split_.validation_from : split_.test_from;
  }

  // Whether a dislike stands at the moment of a user's query: it was said before it, and no row of
  // the history took the item since.
  bool is_disliked(std::uint64_t dislike, std::span<const std::uint64_t> history,
                   std::uint64_t first_target) const {
    const Dislikes& dislikes = interactions_.dislikes;
    const bool is_ordered = interactions_.order != OrderSource::kNone;
    const std::uint64_t next_row = is_ordered ? dislikes.next_rows[dislike] : 0;
    if (is_ordered) {
      const bool is_by_time = !dislikes.times.empty() && cut() != kMissingTime;
      const bool was_before =
          is_by_time ? dislikes.times[dislike] < cut() : next_row <= first_target;
      if (!was_before) return false;
    }
    return std::ranges::none_of(history, [&](std::uint64_t row) {
      return row >= next_row && interactions_.is_target(row) &&
             interactions_.item_slots[row] == dislikes.item_slots[dislike];
    });
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
    remove_items_of(sequence, std::span(rows).subspan(first_row), first);
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

  // The list of what is removed grows event by event.
  void begin_removed(std::uint32_t sequence) {
    known_.clear();
    disliked_.clear();
    first_removed_ = queries_.removed.values.size();
    std::tie(next_dislike_, end_of_dislikes_) = dislikes_of(sequence);
  }

  // Where nothing is ordered, all stand before every row.
  void remove_dislikes_before(std::uint64_t row) {
    const Dislikes& dislikes = interactions_.dislikes;
    const bool is_ordered = interactions_.order != OrderSource::kNone;
    for (; next_dislike_ < end_of_dislikes_; ++next_dislike_) {
      if (is_ordered && dislikes.next_rows[next_dislike_] > row) return;
      const std::uint32_t item = dislikes.item_slots[next_dislike_];
      disliked_.insert(item);
      if (known_.insert(item).second) queries_.removed.values.push_back(item);
    }
  }

  // Under kAllow, what was disliked may be in lists again, which are new ones from here on: those
  // of the queries before it stay.
  void remove_taken(std::uint32_t item) {
    auto& removed = queries_.removed.values;
    const bool was_disliked = disliked_.erase(item) > 0;
    if (rules_.repeat == RepeatRule::kExclude) {
      if (known_.insert(item).second) removed.push_back(item);
    } else if (was_disliked) {
      known_.erase(item);
      first_removed_ = removed.size();
      removed.insert(removed.end(), known_.begin(), known_.end());
    }
  }

  void add_events(std::uint32_t sequence) {
    auto& rows = queries_.histories.values;
    auto& items = queries_.removed.values;
    const std::uint64_t first_row = rows.size();
    std::uint64_t used_rows = first_row, used_items = items.size();
    begin_removed(sequence);
    for (std::uint64_t row = interactions_.sequence_offsets[sequence];
         row < interactions_.sequence_offsets[sequence + 1]; ++row) {
      const std::uint32_t item = interactions_.item_slots[row];
      remove_dislikes_before(row);
      const bool is_asked = is_target(row) && rows.size() - first_row >= rules_.min_history;
      if (is_asked && add_target(item)) {
        add_state(sequence, row);
        queries_.targets.close_list();
        queries_.histories.close_list_from(first_row);
        queries_.removed.close_list_from(first_removed_);
        used_rows = rows.size();
        used_items = items.size();
      }
      if (!is_history(row)) continue;
      rows.push_back(row);
      if (interactions_.is_target(row)) remove_taken(item);
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
  // Of one sequence, event by event:
  std::unordered_set<std::uint32_t> disliked_;  // of known_, those that were
  std::uint64_t first_removed_ = 0;             // of the list of this moment
  std::uint64_t next_dislike_ = 0, end_of_dislikes_ = 0;
  std::unordered_set<std::uint32_t> met_;  // target items of this sequence
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

#include "data/queries.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_set>
#include <utility>
#include <variant>

#include "base/check.h"

namespace twotower {
namespace {

// Appends the items of `target` rows in [begin, end), each once, in order.
void append_targets(const Interactions& interactions, const Split& split, Part target,
                    std::size_t begin, std::size_t end, std::unordered_set<std::uint32_t>& known,
                    std::vector<std::uint32_t>& targets) {
  known.clear();
  for (std::size_t row = begin; row < end; ++row) {
    const std::uint32_t item = interactions.item_slots[row];
    if (split.parts[row] != target || !interactions.is_positive(row)) continue;
    if (known.insert(item).second) targets.push_back(item);
  }
}

// Appends the items of history rows that are no target, sorted, each once.
void append_removed(const Interactions& interactions, std::span<const std::uint64_t> history,
                    const std::unordered_set<std::uint32_t>& targets,
                    std::vector<std::uint32_t>& removed) {
  const auto begin = static_cast<std::ptrdiff_t>(removed.size());
  for (const std::uint64_t row : history) {
    const std::uint32_t item = interactions.item_slots[row];
    if (!targets.contains(item)) removed.push_back(item);
  }
  std::sort(removed.begin() + begin, removed.end());
  removed.erase(std::unique(removed.begin() + begin, removed.end()), removed.end());
}

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
    return split_.parts[row] == target_ && interactions_.is_positive(row);
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

  void add_user(std::uint32_t sequence) {
    const std::uint64_t begin = interactions_.sequence_offsets[sequence];
    const std::uint64_t end = interactions_.sequence_offsets[sequence + 1];
    std::uint64_t first = begin;
    while (first < end && !is_target(first)) ++first;
    if (first == end) return;
    auto& rows = queries_.histories.values;
    const std::size_t first_row = rows.size();
    for (std::uint64_t row = begin; row < end; ++row) {
      if (history_.contains(split_.parts[row])) rows.push_back(row);
    }
    if (rows.size() - first_row < rules_.min_history) return rows.resize(first_row);
    add_state(sequence, first);
    append_targets(interactions_, split_, target_, first, end, known_, queries_.targets.values);
    queries_.targets.close_list();
    queries_.histories.close_list();
    if (rules_.repeat == RepeatRule::kExclude) {
      append_removed(interactions_, queries_.histories[queries_.size() - 1], known_,
                     queries_.removed.values);
    }
    queries_.removed.close_list();
  }

  bool is_history(std::uint64_t row) const {
    const Part part = split_.parts[row];
    if (part == Part::kCold || part == Part::kUnused) return false;
    return history_.contains(part) || part == target_ ||
           (target_ == Part::kCold && part == Part::kTest);
  }

  void add_events(std::uint32_t sequence) {
    auto& rows = queries_.histories.values;
    auto& items = queries_.removed.values;
    const std::uint64_t first_row = rows.size(), first_item = items.size();
    std::uint64_t used_rows = first_row, used_items = first_item;
    for (std::uint64_t row = interactions_.sequence_offsets[sequence];
         row < interactions_.sequence_offsets[sequence + 1]; ++row) {
      if (is_target(row) && rows.size() - first_row >= rules_.min_history) {
        add_state(sequence, row);
        queries_.targets.values.push_back(interactions_.item_slots[row]);
        queries_.targets.close_list();
        queries_.histories.close_list_from(first_row);
        queries_.removed.close_list_from(first_item);
        used_rows = rows.size();
        used_items = items.size();
      }
      if (!is_history(row)) continue;
      rows.push_back(row);
      if (rules_.repeat == RepeatRule::kExclude) items.push_back(interactions_.item_slots[row]);
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
  std::unordered_set<std::uint32_t> known_;
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

}  // namespace twotower

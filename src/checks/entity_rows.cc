#include "checks/entity_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/messages/finding_messages.h"
#include "base/timestamp.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

bool is_past(Part part) {
  return part == Part::kTrain || part == Part::kValidation;
}

// Rows of each entity, in the past and after.
struct Counts {
  std::vector<std::uint32_t> past;
  std::vector<std::uint32_t> later;
};

Counts count_rows(const CheckedSide& side, const Split& split) {
  Counts counts{std::vector<std::uint32_t>(side.num_entities),
                std::vector<std::uint32_t>(side.num_entities)};
  for (std::size_t row = 0; row < side.slots.size(); ++row) {
    if (side.slots[row] == kNoSlot) continue;
    ++(is_past(split.parts[row]) ? counts.past : counts.later)[side.slots[row]];
  }
  return counts;
}

// The part of the rows that a fact is about.
struct Scope {
  Message name;
  Parts parts;
  bool knows_future = false;
};

const std::vector<Scope>& scopes() {
  static const std::vector<Scope> kAll = {
      {InTraining(), {.train = true}, false},
      {InTrainingAndValidation(), {.train = true, .validation = true}, false},
      {InTest(), {.test = true, .cold = true}, true},
      {InAllParts(), {.train = true, .validation = true, .test = true, .cold = true}, true}};
  return kAll;
}

class FactMaker {
 public:
  FactMaker(const Interactions& interactions, const Split& split, const CheckedSide& side,
            const EntityRows& entities)
      : interactions_(interactions), split_(split), side_(side), entities_(entities) {}

  std::vector<Fact> run(const std::vector<Measure>& measures) {
    for (const Scope& scope : scopes()) {
      add(TotalRows(), scope, [](const Rows& rows) { return static_cast<double>(rows.size()); });
      add(TotalOthers(), scope, [&](const Rows& rows) {
        return count_distinct(rows, [&](std::uint64_t row) { return side_.other_slots[row]; });
      });
      if (interactions_.order == OrderSource::kTime) add_times(scope);
      for (const Measure& measure : measures) add_measure(measure, scope);
    }
    return std::move(facts_);
  }

 private:
  using Rows = std::vector<std::size_t>;  // places in entities_.rows

  std::uint64_t row(std::size_t place) const { return entities_.rows[place]; }

  template <typename ValueOf>
  void add(const Message& figure, const Scope& scope, ValueOf&& value_of) {
    Fact fact{TotalInPart{figure, scope.name}, scope.knows_future, {}};
    Rows rows;
    for (std::size_t e = 0; e < entities_.size(); ++e) {
      rows.clear();
      for (std::size_t i = entities_.offsets[e]; i < entities_.offsets[e + 1]; ++i) {
        if (scope.parts.contains(split_.parts[row(i)])) rows.push_back(i);
      }
      fact.values.push_back(value_of(rows));
    }
    facts_.push_back(std::move(fact));
  }

  template <typename KeyOf>
  double count_distinct(const Rows& rows, KeyOf&& key_of) const {
    std::vector<std::int64_t> keys;
    for (const std::size_t i : rows) keys.push_back(static_cast<std::int64_t>(key_of(row(i))));
    std::ranges::sort(keys);
    return static_cast<double>(std::ranges::unique(keys).begin() - keys.begin());
  }

  void add_times(const Scope& scope) {
    const auto& times = interactions_.times;
    const auto time_of = [&](std::size_t place) { return times[row(place)]; };
    const auto ends_of = [&](const Rows& rows) {
      const auto [first, last] = std::ranges::minmax_element(rows, {}, time_of);
      return std::pair(static_cast<double>(time_of(*first)), static_cast<double>(time_of(*last)));
    };
    add(FirstTime(), scope,
        [&](const Rows& rows) { return rows.empty() ? kNaN : ends_of(rows).first; });
    add(LastTime(), scope,
        [&](const Rows& rows) { return rows.empty() ? kNaN : ends_of(rows).second; });
    add(TimeFromFirstToLast(), scope, [&](const Rows& rows) {
      return rows.empty() ? kNaN : ends_of(rows).second - ends_of(rows).first;
    });
    add(TotalDays(), scope, [&](const Rows& rows) {
      return count_distinct(rows, [&](std::uint64_t r) { return times[r] / kMicrosecondsADay; });
    });
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = 0;
    for (std::size_t r = 0; r < times.size(); ++r) {
      if (times[r] == kMissingTime || !scope.parts.contains(split_.parts[r])) continue;
      first = std::min(first, times[r]);
      last = std::max(last, times[r]);
    }
    const std::pair<Message, std::int64_t> windows[] = {
        {RowsOfLastDay(), kMicrosecondsADay},         {RowsOfLast7Days(), 7 * kMicrosecondsADay},
        {RowsOfLast14Days(), 14 * kMicrosecondsADay}, {RowsOfLast30Days(), 30 * kMicrosecondsADay},
        {RowsOfLastHalf(), (last - first) / 2},       {RowsOfLastQuarter(), (last - first) / 4}};
    for (const auto& [name, length] : windows) {
      if (length >= last - first) continue;
      add(name, scope, [&](const Rows& rows) {
        return static_cast<double>(std::ranges::count_if(
            rows, [&](std::size_t place) { return time_of(place) > last - length; }));
      });
    }
  }

  void add_measure(const Measure& measure, const Scope& scope) {
    const auto sum = [&](const Rows& rows) {
      std::pair<double, double> sum_and_count(0.0, 0.0);
      for (const std::size_t place : rows) {
        if (std::isnan(measure.values[place])) continue;
        sum_and_count.first += measure.values[place];
        ++sum_and_count.second;
      }
      return sum_and_count;
    };
    add(MeanOf{measure.name}, scope, [&](const Rows& rows) {
      const auto [total, count] = sum(rows);
      return count > 0 ? total / count : kNaN;
    });
    add(SumOf{measure.name}, scope, [&](const Rows& rows) { return sum(rows).first; });
  }

  const Interactions& interactions_;
  const Split& split_;
  const CheckedSide& side_;
  const EntityRows& entities_;
  std::vector<Fact> facts_;
};

}  // namespace

CheckedSide user_side(const Dataset& dataset) {
  const Interactions& log = dataset.interactions;
  return {CheckedTable::kUsers, log.user_slots, log.item_slots, log.users.size(),
          dataset.users,        log.items,      dataset.items};
}

CheckedSide item_side(const Dataset& dataset) {
  const Interactions& log = dataset.interactions;
  return {CheckedTable::kItems, log.item_slots, log.user_slots, log.items.size(),
          dataset.items,        log.users,      dataset.users};
}

EntityRows entity_rows(const CheckedSide& side, const Split& split, KnownEntities which) {
  const Counts counts = count_rows(side, split);
  std::vector<std::uint64_t> eligible;
  std::uint64_t num_rows = 0;
  for (std::uint64_t slot = 0; slot < side.num_entities; ++slot) {
    if (counts.past[slot] == 0) continue;
    if (which == KnownEntities::kSeenAgain && counts.later[slot] == 0) continue;
    eligible.push_back(slot);
    num_rows += std::uint64_t{counts.past[slot]} + counts.later[slot];
  }
  const std::uint64_t step =
      1 + std::max<std::uint64_t>(eligible.size() / EntityThresholds::kMaxEntities,
                                  num_rows / EntityThresholds::kMaxRows);
  EntityRows entities;
  std::vector<std::uint32_t> number(side.num_entities, kNoSlot);
  for (std::size_t i = 0; i < eligible.size(); i += step) {
    const std::uint64_t slot = eligible[i];
    number[slot] = static_cast<std::uint32_t>(entities.slots.size());
    entities.slots.push_back(slot);
    entities.offsets.push_back(entities.offsets.back() + counts.past[slot] + counts.later[slot]);
  }
  entities.rows.resize(entities.offsets.back());
  std::vector<std::uint64_t> next(entities.offsets.begin(), entities.offsets.end() - 1);
  for (std::uint64_t row = 0; row < side.slots.size(); ++row) {
    const std::uint32_t slot = side.slots[row];
    if (slot == kNoSlot || number[slot] == kNoSlot) continue;
    entities.rows[next[number[slot]]++] = row;
  }
  return entities;
}

std::vector<Measure> measures_of(const Interactions& interactions, const CheckedSide& side,
                                 const EntityRows& entities) {
  std::vector<Measure> measures;
  const auto add = [&](const std::string& name, const RawColumn& column,
                       const std::vector<std::uint64_t>& rows) {
    if (std::holds_alternative<StringColumn>(column.values)) return;
    CheckedColumn checked = checked_column(column, rows, 0);
    if (measures.size() >= EntityThresholds::kMaxMeasures || checked.levels < 2 || checked.is_time)
      return;
    measures.push_back({ColumnValue{name}, std::move(checked.values)});
  };
  for (const auto& [name, column] : interactions.context) add(name, column, entities.rows);
  std::vector<std::uint64_t> others;
  for (const std::uint64_t row : entities.rows) {
    if (side.other_slots[row] == kNoSlot) return measures;
    others.push_back(side.other_slots[row]);
  }
  for (std::size_t c = 0; c < side.other_columns.names.size(); ++c) {
    add(side.other_columns.names[c], side.other_columns.columns[c], others);
  }
  if (interactions.weights.empty()) return measures;
  Measure weights{EventWeight(), {}};
  for (const std::uint64_t row : entities.rows) weights.values.push_back(interactions.weights[row]);
  measures.push_back(std::move(weights));
  return measures;
}

std::vector<Fact> entity_facts(const Interactions& interactions, const Split& split,
                               const CheckedSide& side, const EntityRows& entities,
                               const std::vector<Measure>& measures) {
  return FactMaker(interactions, split, side, entities).run(measures);
}

}  // namespace twotower

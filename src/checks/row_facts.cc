#include "checks/row_facts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "base/messages/finding_messages.h"
#include "base/timestamp.h"
#include "checks/thresholds.h"
#include "data/id_column.h"

namespace twotower {
namespace {

struct Member {
  std::uint64_t owner;  // user, item, sequence or session
  std::int64_t day;     // 0 where days do not matter
  std::int64_t time;
  std::uint64_t row;

  std::pair<std::uint64_t, std::int64_t> group() const { return {owner, day}; }
};

// Each owner is taken or left with all of its rows.
template <typename OwnerOf>
GroupSample sample_groups(const Interactions& log, RowGroup group, OwnerOf&& owner_of) {
  const bool by_day = group == RowGroup::kUsersDay || group == RowGroup::kItemsDay;
  const std::uint64_t step = 1 + log.size() / RowFactThresholds::kMaxRows;
  std::vector<Member> members;
  for (std::uint64_t row = 0; row < log.size(); ++row) {
    const std::uint64_t owner = owner_of(row);
    if (owner == kNoSlot || owner % step != 0) continue;
    const std::int64_t time = log.order == OrderSource::kTime ? log.times[row] : 0;
    members.push_back({owner, by_day ? time / kMicrosecondsADay : 0, time, row});
  }
  std::ranges::sort(members, {}, [](const Member& member) {
    return std::tuple(member.owner, member.day, member.time, member.row);
  });
  GroupSample sample{.group = group};
  for (std::size_t first = 0, end = 0; first < members.size(); first = end) {
    while (end < members.size() && members[end].group() == members[first].group()) ++end;
    if (end - first < 2 || end - first > RowFactThresholds::kMaxGroup) continue;
    if (sample.rows.size() + (end - first) > RowFactThresholds::kMaxRows && !sample.rows.empty())
      break;
    for (std::size_t i = first; i < end; ++i) sample.rows.push_back(members[i].row);
    sample.offsets.push_back(sample.rows.size());
  }
  return sample;
}

std::vector<std::uint32_t> sequence_of_rows(const Interactions& log) {
  std::vector<std::uint32_t> sequences(log.size());
  for (std::uint32_t s = 0; s < log.num_sequences(); ++s) {
    for (std::uint64_t row = log.sequence_offsets[s]; row < log.sequence_offsets[s + 1]; ++row) {
      sequences[row] = s;
    }
  }
  return sequences;
}

// A fact of each row, from the rows of its group.
class RowFacts {
 public:
  explicit RowFacts(const GroupSample& sample) : sample_(sample) {}

  // value_of(first, end, place): places in sample.rows of the group and of the row.
  template <typename ValueOf>
  void add(const Message& figure, bool knows_future, ValueOf&& value_of) {
    Fact fact{TotalOfGroup{figure, message_of(sample_.group)}, knows_future, {}};
    for (std::size_t g = 0; g < sample_.size(); ++g) {
      for (std::uint64_t i = sample_.offsets[g]; i < sample_.offsets[g + 1]; ++i) {
        fact.values.push_back(value_of(sample_.offsets[g], sample_.offsets[g + 1], i));
      }
    }
    facts_.push_back(std::move(fact));
  }

  std::vector<Fact> take() { return std::move(facts_); }

 private:
  const GroupSample& sample_;
  std::vector<Fact> facts_;
};

using Place = std::uint64_t;

void add_times(const Interactions& log, const GroupSample& sample, RowFacts& facts) {
  const auto time = [&](Place place) { return static_cast<double>(log.times[sample.rows[place]]); };
  facts.add(RowTime(), false, [&](Place, Place, Place i) { return time(i); });
  facts.add(FirstTime(), false, [&](Place first, Place, Place) { return time(first); });
  facts.add(TimeSinceStart(), false,
            [&](Place first, Place, Place i) { return time(i) - time(first); });
  facts.add(TimeSinceRowBefore(), false,
            [&](Place first, Place, Place i) { return i > first ? time(i) - time(i - 1) : kNaN; });
  facts.add(LastTime(), true, [&](Place, Place end, Place) { return time(end - 1); });
  facts.add(TotalLength(), true,
            [&](Place first, Place end, Place) { return time(end - 1) - time(first); });
  facts.add(TimeLeft(), true, [&](Place, Place end, Place i) { return time(end - 1) - time(i); });
  facts.add(NextTime(), true,
            [&](Place, Place end, Place i) { return i + 1 < end ? time(i + 1) : kNaN; });
  facts.add(TimeToNextRow(), true,
            [&](Place, Place end, Place i) { return i + 1 < end ? time(i + 1) - time(i) : kNaN; });
}

void add_measure(const std::vector<double>& values, const Message& value, RowFacts& facts) {
  std::vector<double> sums = {0.0};  // of the values before each place
  for (const double x : values) sums.push_back(sums.back() + (std::isnan(x) ? 0.0 : x));
  const auto sum = [&](Place from, Place to) { return sums[to] - sums[from]; };
  const auto mean = [&](Place from, Place to) {
    return sum(from, to) / static_cast<double>(to - from);
  };
  facts.add(value, false, [&](Place, Place, Place i) { return values[i]; });
  facts.add(SumSoFar{value}, false, [&](Place first, Place, Place i) { return sum(first, i + 1); });
  facts.add(MeanSoFar{value}, false,
            [&](Place first, Place, Place i) { return mean(first, i + 1); });
  facts.add(SumOf{value}, true, [&](Place first, Place end, Place) { return sum(first, end); });
  facts.add(MeanOf{value}, true, [&](Place first, Place end, Place) { return mean(first, end); });
  facts.add(NextOf{value}, true,
            [&](Place, Place end, Place i) { return i + 1 < end ? values[i + 1] : kNaN; });
}

}  // namespace

Message message_of(RowGroup group) {
  switch (group) {
    case RowGroup::kSequence: return OfSequence();
    case RowGroup::kUser: return OfUser();
    case RowGroup::kSession: return OfSession();
    case RowGroup::kItem: return OfItem();
    case RowGroup::kUsersDay: return OfUsersDay();
    case RowGroup::kItemsDay: break;
  }
  return OfItemsDay();
}

std::vector<GroupSample> group_samples(const Interactions& log, const RawColumn* sessions) {
  std::vector<GroupSample> samples;
  if (log.order == OrderSource::kNone) return samples;
  const std::vector<std::uint32_t> sequences = sequence_of_rows(log);
  const auto add = [&](RowGroup group, const std::vector<std::uint32_t>& owners) {
    GroupSample sample = sample_groups(log, group, [&](std::uint64_t row) { return owners[row]; });
    if (sample.size() > 0) samples.push_back(std::move(sample));
  };
  add(RowGroup::kSequence, sequences);
  if (log.order != OrderSource::kTime) return samples;
  if (log.num_sequences() > log.users.size()) add(RowGroup::kUser, log.user_slots);
  if (sessions != nullptr) {
    IdMap ids(id_type_of({sessions}));
    add(RowGroup::kSession, add_ids(ids, *sessions));
  }
  add(RowGroup::kItem, log.item_slots);
  add(RowGroup::kUsersDay, sequences);
  add(RowGroup::kItemsDay, log.item_slots);
  return samples;
}

std::vector<Fact> row_facts(const Interactions& log, const GroupSample& sample,
                            const std::vector<std::vector<double>>& measures,
                            const std::vector<std::string>& measure_names) {
  RowFacts facts(sample);
  facts.add(PlaceInOrder(), false,
            [](Place first, Place, Place i) { return static_cast<double>(i - first + 1); });
  facts.add(NumberOfRows(), true,
            [](Place first, Place end, Place) { return static_cast<double>(end - first); });
  facts.add(RowsLeft(), true,
            [](Place, Place end, Place i) { return static_cast<double>(end - 1 - i); });
  if (log.order == OrderSource::kTime) add_times(log, sample, facts);
  for (std::size_t m = 0; m < measures.size(); ++m) {
    add_measure(measures[m], ColumnValue{measure_names[m]}, facts);
  }
  return facts.take();
}

}  // namespace twotower

#include "checks/row_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

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
GroupSample sample_groups(const Interactions& log, std::string name, bool by_day,
                          OwnerOf&& owner_of) {
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
  GroupSample sample{.name = std::move(name)};
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
  void add(const std::string& name, bool knows_future, ValueOf&& value_of) {
    Fact fact{fmt::format("{} of the {}", name, sample_.name), knows_future, {}};
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
  facts.add("time", false, [&](Place, Place, Place i) { return time(i); });
  facts.add("first time", false, [&](Place first, Place, Place) { return time(first); });
  facts.add("time since the start", false,
            [&](Place first, Place, Place i) { return time(i) - time(first); });
  facts.add("time since the row before", false,
            [&](Place first, Place, Place i) { return i > first ? time(i) - time(i - 1) : kNaN; });
  facts.add("last time", true, [&](Place, Place end, Place) { return time(end - 1); });
  facts.add("length", true,
            [&](Place first, Place end, Place) { return time(end - 1) - time(first); });
  facts.add("time left", true, [&](Place, Place end, Place i) { return time(end - 1) - time(i); });
  facts.add("next time", true,
            [&](Place, Place end, Place i) { return i + 1 < end ? time(i + 1) : kNaN; });
  facts.add("time to the next row", true,
            [&](Place, Place end, Place i) { return i + 1 < end ? time(i + 1) - time(i) : kNaN; });
}

void add_measure(const std::vector<double>& values, const std::string& name, RowFacts& facts) {
  std::vector<double> sums = {0.0};  // of the values before each place
  for (const double value : values) sums.push_back(sums.back() + (std::isnan(value) ? 0.0 : value));
  const auto sum = [&](Place from, Place to) { return sums[to] - sums[from]; };
  const auto mean = [&](Place from, Place to) {
    return sum(from, to) / static_cast<double>(to - from);
  };
  facts.add(name, false, [&](Place, Place, Place i) { return values[i]; });
  facts.add("sum of " + name + " so far", false,
            [&](Place first, Place, Place i) { return sum(first, i + 1); });
  facts.add("mean " + name + " so far", false,
            [&](Place first, Place, Place i) { return mean(first, i + 1); });
  facts.add("sum of " + name, true, [&](Place first, Place end, Place) { return sum(first, end); });
  facts.add("mean " + name, true, [&](Place first, Place end, Place) { return mean(first, end); });
  facts.add("next " + name, true,
            [&](Place, Place end, Place i) { return i + 1 < end ? values[i + 1] : kNaN; });
}

}  // namespace

std::vector<GroupSample> group_samples(const Interactions& log, const RawColumn* sessions) {
  std::vector<GroupSample> samples;
  if (log.order == OrderSource::kNone) return samples;
  const std::vector<std::uint32_t> sequences = sequence_of_rows(log);
  const auto add = [&](std::string name, bool by_day, const std::vector<std::uint32_t>& owners) {
    GroupSample sample =
        sample_groups(log, std::move(name), by_day, [&](std::uint64_t row) { return owners[row]; });
    if (sample.size() > 0) samples.push_back(std::move(sample));
  };
  add("sequence", false, sequences);
  if (log.order != OrderSource::kTime) return samples;
  if (log.num_sequences() > log.users.size()) add("user", false, log.user_slots);
  if (sessions != nullptr) {
    IdMap ids(id_type_of({sessions}));
    add("session", false, add_ids(ids, *sessions));
  }
  add("item", false, log.item_slots);
  add("user's day", true, sequences);
  add("item's day", true, log.item_slots);
  return samples;
}

std::vector<Fact> row_facts(const Interactions& log, const GroupSample& sample,
                            const std::vector<std::vector<double>>& measures,
                            const std::vector<std::string>& measure_names) {
  RowFacts facts(sample);
  facts.add("place in the order", false,
            [](Place first, Place, Place i) { return static_cast<double>(i - first + 1); });
  facts.add("number of rows", true,
            [](Place first, Place end, Place) { return static_cast<double>(end - first); });
  facts.add("number of rows left", true,
            [](Place, Place end, Place i) { return static_cast<double>(end - 1 - i); });
  if (log.order == OrderSource::kTime) add_times(log, sample, facts);
  for (std::size_t m = 0; m < measures.size(); ++m) {
    add_measure(measures[m], measure_names[m], facts);
  }
  return facts.take();
}

}  // namespace twotower

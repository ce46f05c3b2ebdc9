#include "checks/each_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "base/messages/finding_messages.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

double share_of(std::uint64_t count, std::size_t all) {
  return all == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(all);
}

class LogChecker {
 public:
  LogChecker(const Dataset& dataset, HeavyRule heavy)
      : log_(dataset.interactions), report_(dataset.report), heavy_(heavy) {}

  std::vector<Finding> run() {
    check_heavy_users();
    check_unjoinable();
    check_unused();
    if (log_.order != OrderSource::kTime) return std::move(findings_);
    check_ties();
    check_moments();
    check_behind();
    return std::move(findings_);
  }

 private:
  void add(FindingKind kind, std::string code, double value, Message message, std::string flag = "",
           CheckedTable table = CheckedTable::kInteractions) {
    findings_.push_back({.code = std::move(code),
                         .kind = kind,
                         .table = table,
                         .column = "",
                         .message = std::move(message),
                         .value = value,
                         .flag = std::move(flag)});
  }

  void check_heavy_users() {
    if (report_.heavy_users.empty()) return;
    std::uint64_t rows = 0;
    std::string names;
    for (std::size_t i = 0; i < report_.heavy_users.size(); ++i) {
      rows += report_.heavy_users[i].rows;
      if (i >= LogThresholds::kNamed) continue;
      names += fmt::format("{}{}", i == 0 ? "" : ", ",
                           to_string(log_.users.id(report_.heavy_users[i].slot)));
    }
    if (report_.heavy_users.size() > LogThresholds::kNamed) names += ", ...";
    const bool is_kept = heavy_ == HeavyRule::kKeep;
    const double share = share_of(rows, log_.size() + (is_kept ? 0 : rows));
    const std::size_t users = report_.heavy_users.size();
    add(FindingKind::kWarning, "data.heavy_users", share,
        is_kept ? Message(HeavyUsersKept{users, share, names})
                : HeavyUsersLeftOut{users, share, names},
        is_kept ? "--set data.interactions.heavy=drop" : "--keep-heavy");
  }

  void check_unjoinable() {
    const auto check = [&](std::uint64_t without_row, const std::vector<std::uint32_t>& slots,
                           std::size_t num_entities, CheckedTable table) {
      if (without_row == 0) return;
      const std::size_t num_table_rows = num_entities - without_row;
      const auto rows = static_cast<std::uint64_t>(std::ranges::count_if(
          slots, [&](std::uint32_t slot) { return slot != kNoSlot && slot >= num_table_rows; }));
      const double share = share_of(rows, slots.size());
      add(share >= LogThresholds::kWorthSaying ? FindingKind::kWarning : FindingKind::kNote,
          "data.unjoinable", share,
          table == CheckedTable::kUsers ? Message(UnjoinableUsers{share, without_row})
                                        : UnjoinableItems{share, without_row},
          "", table);
    };
    check(report_.users_without_row, log_.user_slots, log_.users.size(), CheckedTable::kUsers);
    check(report_.items_without_row, log_.item_slots, log_.items.size(), CheckedTable::kItems);
  }

  void check_unused() {
    const auto check = [&](const std::vector<std::uint32_t>& slots, std::size_t num_entities,
                           CheckedTable table) {
      std::vector<bool> is_used(num_entities);
      for (const std::uint32_t slot : slots) {
        if (slot != kNoSlot) is_used[slot] = true;
      }
      const auto unused = static_cast<std::uint64_t>(std::ranges::count(is_used, false));
      const double share = share_of(unused, num_entities);
      if (share < LogThresholds::kWorthSaying) return;
      add(FindingKind::kNote, "data.unused_rows", share,
          table == CheckedTable::kUsers ? Message(UnusedUsers{unused, num_entities})
                                        : UnusedItems{unused, num_entities},
          "", table);
    };
    check(log_.user_slots, log_.users.size(), CheckedTable::kUsers);
    check(log_.item_slots, log_.items.size(), CheckedTable::kItems);
  }

  // Rows of a sequence are in the order of time, so ties are neighbours.
  void check_ties() {
    std::uint64_t tied = 0, equal = 0;
    for (std::size_t s = 0; s < log_.num_sequences(); ++s) {
      const std::uint64_t end = log_.sequence_offsets[s + 1];
      for (std::uint64_t first = log_.sequence_offsets[s], next = first; first < end;
           first = next) {
        while (next < end && log_.times[next] == log_.times[first]) ++next;
        if (next - first < 2 || log_.times[first] == kMissingTime) continue;
        tied += next - first;
        std::vector<std::uint32_t> items(
            log_.item_slots.begin() + static_cast<std::ptrdiff_t>(first),
            log_.item_slots.begin() + static_cast<std::ptrdiff_t>(next));
        std::ranges::sort(items);
        equal += next - first -
                 static_cast<std::uint64_t>(std::ranges::unique(items).begin() - items.begin());
      }
    }
    const double ties = share_of(tied, log_.size()), duplicates = share_of(equal, log_.size());
    if (ties >= LogThresholds::kWorthSaying) {
      const bool has_column = !report_.columns.order.empty();
      add(FindingKind::kNote, "data.same_time", ties,
          has_column ? Message(SameTimeByColumn{ties}) : SameTimeByFile{ties},
          has_column ? "" : "--set data.interactions.order=COLUMN");
    }
    if (duplicates >= LogThresholds::kManyDuplicates) {
      add(FindingKind::kWarning, "data.duplicate_rows", duplicates, DuplicateRows{duplicates});
    }
  }

  void check_moments() {
    std::vector<std::int64_t> times;
    for (const std::int64_t time : log_.times) {
      if (time != kMissingTime) times.push_back(time);
    }
    if (times.empty()) return;
    std::ranges::sort(times);
    std::size_t most = 0;
    for (std::size_t first = 0, next = 0; first < times.size(); first = next) {
      while (next < times.size() && times[next] == times[first]) ++next;
      most = std::max(most, next - first);
    }
    if (const double share = share_of(most, times.size()); share >= LogThresholds::kOneMoment) {
      add(FindingKind::kWarning, "data.one_moment", share, OneMoment{share});
    }
    const auto place =
        static_cast<std::size_t>(LogThresholds::kFarTimes * static_cast<double>(times.size() - 1));
    const std::int64_t late = times[place];
    const std::int64_t early = times[times.size() - 1 - place];
    const bool is_far =
        times.back() - late > late - times.front() || early - times.front() > times.back() - early;
    if (!is_far || times.back() == times.front()) return;
    add(FindingKind::kWarning, "data.far_times", 1.0 - LogThresholds::kFarTimes, FarTimes(),
        "--set data.interactions.last=90d");
  }

  void check_behind() {
    const double share = share_of(report_.rows_behind, log_.size());
    if (report_.rows_behind < LogThresholds::kMinBehind || share > LogThresholds::kMaxBehind)
      return;
    add(FindingKind::kWarning, "data.rows_behind", share, RowsBehind{report_.rows_behind, share});
  }

  const Interactions& log_;
  const DataReport& report_;
  HeavyRule heavy_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_log(const Dataset& dataset, HeavyRule heavy) {
  return LogChecker(dataset, heavy).run();
}

}  // namespace twotower

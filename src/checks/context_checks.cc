#include "checks/each_check.h"

#include <absl/container/flat_hash_map.h>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "base/messages/finding_messages.h"
#include "checks/association.h"
#include "checks/checked_column.h"
#include "checks/future_match.h"
#include "checks/future_value_leak.h"
#include "checks/narrowing_leak.h"
#include "checks/next_step_leak.h"
#include "checks/row_facts.h"
#include "checks/thresholds.h"
#include "data/column_names.h"
#include "data/column_profile.h"

namespace twotower {
namespace {

// Every step-th row.
std::vector<std::uint64_t> sample_rows(std::size_t num_rows) {
  std::vector<std::uint64_t> rows;
  for (std::uint64_t row = 0; row < num_rows; row += 1 + num_rows / ContextThresholds::kMaxSample)
    rows.push_back(row);
  return rows;
}

std::vector<std::uint32_t> slots_at(const std::vector<std::uint32_t>& slots,
                                    const std::vector<std::uint64_t>& rows) {
  std::vector<std::uint32_t> taken;
  taken.reserve(rows.size());
  for (const std::uint64_t row : rows) taken.push_back(slots[row]);
  return taken;
}

// Rows with their quarter of an hour of the week, or of the day where the log spans less than two
// weeks. Nothing where it spans less than three days, or tells no times.
struct Calendar {
  std::vector<std::uint64_t> rows;
  RawColumn quarters;
};

Calendar calendar_of(const Interactions& log, const std::vector<std::uint64_t>& rows) {
  constexpr std::int64_t kQuarterHour = std::int64_t{15} * 60 * 1'000'000, kDay = 96;
  constexpr std::int64_t kMinDays = 3 * kDay, kMinWeeks = 14 * kDay, kWeek = 7 * kDay;
  if (log.order != OrderSource::kTime) return {};
  Calendar calendar;
  auto& quarters = calendar.quarters.values.emplace<0>();
  for (const std::uint64_t row : rows) {
    if (log.times[row] == kMissingTime) continue;
    calendar.rows.push_back(row);
    quarters.push_back(log.times[row] / kQuarterHour);
  }
  if (quarters.empty()) return {};
  const auto [first, last] = std::ranges::minmax(quarters);
  if (last - first < kMinDays) return {};
  for (std::int64_t& quarter : quarters.edit()) quarter %= last - first < kMinWeeks ? kDay : kWeek;
  return calendar;
}

class ContextChecker {
 public:
  ContextChecker(const Dataset& dataset, const Split& split, const ContextRoles& roles)
      : log_(dataset.interactions),
        items_(dataset.items),
        split_(split),
        sessions_(roles.sessions),
        unread_(roles.unread),
        rows_(sample_rows(log_.size())),
        calendar_(calendar_of(log_, rows_)),
        part_rows_{rows_of_part(log_, split, Part::kValidation),
                   rows_of_part(log_, split, Part::kTest)},
        in_validation_(values_at(part_rows_.validation)),
        in_test_(values_at(part_rows_.test)),
        narrowing_(log_) {
    const auto found = log_.context.find(sessions_);
    samples_ = group_samples(log_, found == log_.context.end() ? nullptr : &found->second);
    if (!samples_.empty() && samples_[0].group == RowGroup::kSequence)
      other_values_ = values_at(samples_[0].rows);
    for (const GroupSample& sample : samples_) {
      if (sample.group == RowGroup::kSequence || sample.group == RowGroup::kSession)
        next_step_leaks_.emplace_back(dataset, sample);
    }
  }

  std::vector<Finding> run() {
    std::vector<Finding> findings;
    for (const auto& [name, column] : log_.context) {
      if (name == sessions_ || !column.list_offsets.empty()) continue;
      auto finding = check(name, column);
      if (!finding.has_value()) continue;
      finding->kind = FindingKind::kLeak;
      finding->table = CheckedTable::kInteractions;
      finding->column = name;
      findings.push_back(*std::move(finding));
    }
    return findings;
  }

 private:
  std::vector<OtherValues> values_at(const std::vector<std::uint64_t>& rows) const {
    return other_values(log_.items, items_, slots_at(log_.item_slots, rows));
  }

  std::optional<Finding> check(const std::string& name, const RawColumn& column) {
    const bool is_calendar = says_calendar(column);
    if (!is_calendar) {
      if (auto finding = check_tells_item(name, column)) return finding;
    }
    if (auto finding = check_times(column)) return finding;
    if (!is_calendar) {
      if (auto finding = check_totals(name, column)) return finding;
    }
    if (auto finding = check_next(column)) return finding;
    if (auto finding = check_association(column)) return finding;
    if (auto finding = check_split_indicator(column, split_, is_calendar)) return finding;
    return is_calendar ? std::nullopt : check_narrowing(name, column);
  }

  // What no feature reads narrows nothing.
  std::optional<Finding> check_narrowing(const std::string& name, const RawColumn& column) const {
    if (std::ranges::find(unread_, name) != unread_.end()) return std::nullopt;
    return narrowing_.check(column);
  }

  // Whether the column follows from the calendar: an hour, a weekday. Items that live for a day
  // have one weekday, and the hour says how much is left of their day, but every request knows
  // both.
  bool says_calendar(const RawColumn& column) const {
    if (calendar_.rows.empty()) return false;
    const Constancy constancy = constancy_of(calendar_.quarters, column.take(calendar_.rows));
    return constancy.rows >= ContextThresholds::kMinRows &&
           constancy.constant_share >= ContextThresholds::kFollowsCalendar;
  }

  // A price belongs to the item, too; what is measured is not an answer.
  std::optional<Finding> check_tells_item(const std::string& name, const RawColumn& column) const {
    if (is_quantity_name(name) || is_measured(column)) return std::nullopt;
    RawColumn items;
    auto& slots = items.values.emplace<0>();
    for (const std::uint64_t row : rows_) slots.push_back(log_.item_slots[row]);
    const Constancy constancy = constancy_of(items, column.take(rows_));
    if (constancy.rows < ContextThresholds::kMinRows ||
        constancy.told < ContextThresholds::kTellsItem)
      return std::nullopt;
    // Items of one place are taken by users of the place, who are there whatever they take.
    const std::optional<Narrowing> narrowing = narrowing_.narrowing_of(column);
    if (narrowing.has_value() && !narrowing->is_of_item()) return std::nullopt;
    return Finding{.code = "data.tells_item",
                   .message = TellsItem{constancy.constant_share},
                   .value = constancy.told};
  }

  // Times after the row's own. What was planned lies beyond the end of the data for the last rows;
  // what was noted later never does.
  std::optional<Finding> check_times(const RawColumn& column) const {
    if (log_.order != OrderSource::kTime) return std::nullopt;
    const CheckedColumn checked = checked_column(column, rows_, 0);
    if (!checked.is_time) return std::nullopt;
    const auto end = static_cast<double>(*std::ranges::max_element(log_.times));
    std::vector<double> leads;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double lead = checked.values[i] - static_cast<double>(log_.times[rows_[i]]);
      if (lead > 1e6) leads.push_back(lead);  // a second
    }
    const double share = static_cast<double>(leads.size()) / static_cast<double>(rows_.size());
    if (leads.size() < ContextThresholds::kMinRows || share < ContextThresholds::kMinLater)
      return std::nullopt;
    std::ranges::nth_element(leads, leads.begin() + static_cast<std::ptrdiff_t>(leads.size() / 2));
    const double usual = leads[leads.size() / 2];
    std::size_t at_end = 0, beyond = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (static_cast<double>(log_.times[rows_[i]]) + usual < end) continue;
      ++at_end;
      beyond += checked.values[i] > end ? 1 : 0;
    }
    const bool is_noted =
        at_end < ContextThresholds::kMinAtEnd ? beyond == 0 : 20 * beyond < at_end;
    if (!is_noted) return std::nullopt;
    return Finding{
        .code = "data.later_times", .message = LaterThanRow{share, beyond, at_end}, .value = share};
  }

  FactBook book_without(const GroupSample& sample, const std::string& column) const {
    std::vector<std::vector<double>> measures;
    std::vector<std::string> names;
    for (const auto& [name, values] : log_.context) {
      if (name == column || std::holds_alternative<StringColumn>(values.values)) continue;
      CheckedColumn checked = checked_column(values, sample.rows, 0);
      if (checked.levels < 2 || checked.is_time ||
          measures.size() >= ContextThresholds::kMaxMeasures)
        continue;
      measures.push_back(std::move(checked.values));
      names.push_back(name);
    }
    return FactBook(row_facts(log_, sample, measures, names));
  }

  std::optional<Finding> check_totals(const std::string& name, const RawColumn& column) const {
    for (const GroupSample& sample : samples_) {
      const CheckedColumn checked =
          checked_column(column, sample.rows, sample.rows.size() / ContextThresholds::kRowsALevel);
      if (checked.levels < 2) continue;
      const auto match = book_without(sample, name).match(checked);
      if (!match.has_value()) continue;
      return Finding{.code = "data.knows_totals",
                     .message = KnowsTotals{match->fact, match->explained, match->explained_past},
                     .value = match->explained};
    }
    return std::nullopt;
  }

  std::optional<Finding> check_next(const RawColumn& column) const {
    for (const OtherValues& others : other_values_) {
      const FutureValueShare share = future_value_share(column, others);
      if (!share.is_leak()) continue;
      return Finding{
          .code = "data.names_next",
          .message = NamesLater{others.name, share.later_only, share.owners, share.past_only},
          .value = static_cast<double>(share.later_only) / static_cast<double>(share.owners)};
    }
    for (const NextStepLeak& next : next_step_leaks_) {
      if (auto finding = next.check(column)) return finding;
    }
    return std::nullopt;
  }

  FutureValueShare future_value_share(const RawColumn& column, const OtherValues& others) const {
    const GroupSample& sample = samples_[0];
    FutureValueShare share;
    std::vector<std::uint8_t> is_later;
    for (std::size_t g = 0; g < sample.size(); ++g) {
      for (std::uint64_t i = sample.offsets[g]; i + 1 < sample.offsets[g + 1]; ++i) {
        const std::uint64_t first = std::max(
            sample.offsets[g], i - std::min<std::uint64_t>(i, ContextThresholds::kWindowRows));
        const std::uint64_t end =
            std::min(sample.offsets[g + 1], i + 1 + ContextThresholds::kWindowRows);
        is_later.assign(end - first, 0);
        std::fill(is_later.begin() + static_cast<std::ptrdiff_t>(i + 1 - first), is_later.end(), 1);
        count_future_values(column, sample.rows[i], others,
                            std::span(others.code_of_row).subspan(first, end - first), is_later,
                            share);
      }
    }
    return share;
  }

  std::optional<Finding> check_association(const RawColumn& column) const {
    for (std::size_t v = 0; v < in_test_.size(); ++v) {
      const auto association = association_in_parts(
          column, {}, part_rows_, in_validation_[v].code_of_row, in_test_[v].code_of_row);
      if (auto finding = association_finding(in_test_[v].name, association)) return finding;
    }
    return std::nullopt;
  }

  const Interactions& log_;
  const Table& items_;
  const Split& split_;
  const std::string& sessions_;
  const std::vector<std::string>& unread_;
  std::vector<std::uint64_t> rows_;
  Calendar calendar_;
  PartRows part_rows_;
  std::vector<OtherValues> in_validation_;  // by part_rows_
  std::vector<OtherValues> in_test_;
  std::vector<GroupSample> samples_;
  std::vector<OtherValues> other_values_;      // by the rows of the sample of sequences
  std::vector<NextStepLeak> next_step_leaks_;  // of sequences, and of sessions
  NarrowingLeak narrowing_;
};

}  // namespace

std::vector<Finding> check_context(const Dataset& dataset, const Split& split,
                                   const ContextRoles& roles) {
  if (dataset.interactions.context.empty()) return {};
  return ContextChecker(dataset, split, roles).run();
}

}  // namespace twotower

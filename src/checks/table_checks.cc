#include "checks/each_check.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/messages/finding_messages.h"
#include "base/timestamp.h"
#include "checks/agreement_checks.h"
#include "checks/association.h"
#include "checks/future_value_leak.h"
#include "checks/thresholds.h"
#include "checks/trained_agreement.h"

namespace twotower {
namespace {

std::vector<std::uint32_t> at(const std::vector<std::uint32_t>& slots,
                              const std::vector<std::uint64_t>& rows) {
  std::vector<std::uint32_t> taken;
  taken.reserve(rows.size());
  for (const std::uint64_t row : rows) taken.push_back(slots[row]);
  return taken;
}

// Entities with what there is to know of them.
struct EntityBook {
  EntityRows entities;
  FactBook facts;
};

class TableChecker {
 public:
  TableChecker(const Dataset& dataset, const Split& split, const CheckedSide& side)
      : log_(dataset.interactions),
        split_(split),
        side_(side),
        entities_(entity_rows(side, split, KnownEntities::kSeenAgain)),
        other_values_(
            other_values(side.other_ids, side.other_columns, at(side.other_slots, entities_.rows))),
        rows_{rows_of_part(log_, split, Part::kValidation), rows_of_part(log_, split, Part::kTest)},
        in_validation_(other_values(side.other_ids, side.other_columns,
                                    at(side.other_slots, rows_.validation))),
        in_test_(
            other_values(side.other_ids, side.other_columns, at(side.other_slots, rows_.test))) {
    if (side.table == CheckedTable::kUsers) {
      taken_.emplace(dataset, split, entities_);
      trained_.emplace(dataset, split, entities_);
    }
    add_book(entities_);
    EntityRows known = entity_rows(side, split, KnownEntities::kAll);
    if (known.slots != entities_.slots) add_book(std::move(known));
    for (const std::uint64_t row : entities_.rows) {
      const Part part = split.parts[row];
      is_later_.push_back(part == Part::kTrain || part == Part::kValidation ? 0 : 1);
    }
  }

  std::vector<Finding> run() const {
    std::vector<Finding> findings;
    for (std::size_t c = 0; c < side_.columns.names.size(); ++c) {
      auto finding = check(side_.columns.columns[c]);
      if (!finding.has_value()) continue;
      if (finding->kind != FindingKind::kWarning) finding->kind = FindingKind::kLeak;
      finding->table = side_.table;
      finding->column = side_.columns.names[c];
      findings.push_back(*std::move(finding));
    }
    return findings;
  }

 private:
  void add_book(EntityRows entities) {
    FactBook facts(entity_facts(log_, split_, side_, entities, measures_of(log_, side_, entities)));
    books_.push_back({std::move(entities), std::move(facts)});
  }

  std::optional<Finding> check(const RawColumn& column) const {
    if (auto finding = check_times(column)) return finding;
    if (auto finding = check_future_values(column)) return finding;
    for (const EntityBook& book : books_) {
      if (auto finding = check_totals(column, book)) return finding;
    }
    if (taken_.has_value()) {
      if (auto finding = taken_->check(column)) return finding;
      if (auto finding = trained_->check(column)) return finding;
    }
    return check_association(column);
  }

  static std::optional<Finding> check_totals(const RawColumn& column, const EntityBook& book) {
    const CheckedColumn checked = checked_column(
        column, book.entities.slots, book.entities.size() / TableThresholds::kRowsALevel);
    const auto match = book.facts.match(checked);
    if (!match.has_value()) return std::nullopt;
    return Finding{.code = "data.knows_test_totals",
                   .message = KnowsTestTotals{match->fact, match->explained, match->explained_past},
                   .value = match->explained};
  }

  std::optional<Finding> check_times(const RawColumn& column) const {
    if (log_.order != OrderSource::kTime || split_.test_from == kMissingTime) return std::nullopt;
    std::vector<std::uint64_t> known;  // entities that rows before the test have
    std::vector<bool> is_known(side_.num_entities);
    std::int64_t end = kMissingTime;
    for (std::size_t row = 0; row < side_.slots.size(); ++row) {
      end = std::max(end, log_.times[row]);
      const bool is_past = log_.times[row] < split_.test_from;
      if (is_past && side_.slots[row] != kNoSlot) is_known[side_.slots[row]] = true;
    }
    for (std::uint64_t slot = 0; slot < side_.num_entities; ++slot) {
      if (is_known[slot]) known.push_back(slot);
    }
    const CheckedColumn checked = checked_column(column, known, 0);
    if (!checked.is_time) return std::nullopt;
    const auto later = std::ranges::count_if(
        checked.values, [&](double time) { return time >= static_cast<double>(split_.test_from); });
    const auto beyond = std::ranges::count_if(checked.values, [&](double time) {
      return time > static_cast<double>(end + kMicrosecondsADay);
    });
    const double share = static_cast<double>(later) / static_cast<double>(known.size());
    const bool is_seen_in_data = static_cast<double>(later - beyond) >=
                                 TableThresholds::kWithinData * static_cast<double>(later);
    if (later < static_cast<std::ptrdiff_t>(TableThresholds::kMinLater) ||
        share < TableThresholds::kMinLaterShare || !is_seen_in_data) {
      return std::nullopt;
    }
    return Finding{.code = "data.later_times",
                   .message = side_.table == CheckedTable::kUsers
                                  ? Message(LaterTimesOfUsers{share})
                                  : LaterTimesOfItems{share},
                   .value = share};
  }

  std::optional<Finding> check_future_values(const RawColumn& column) const {
    for (const OtherValues& others : other_values_) {
      FutureValueShare share;
      for (std::size_t e = 0; e < entities_.size(); ++e) {
        const std::uint64_t first = entities_.offsets[e];
        const std::size_t count = entities_.offsets[e + 1] - first;
        count_future_values(column, entities_.slots[e], others,
                            std::span(others.code_of_row).subspan(first, count),
                            std::span(is_later_).subspan(first, count), share);
      }
      if (!share.is_leak()) continue;
      const std::size_t later = share.later_only, owners = share.owners, past = share.past_only;
      return Finding{
          .code = "data.names_test_target",
          .message = side_.table == CheckedTable::kUsers
                         ? Message(NamesTestTargetOfUsers{others.name, later, owners, past})
                         : NamesTestTargetOfItems{others.name, later, owners, past},
          .value = static_cast<double>(share.later_only) / static_cast<double>(share.owners)};
    }
    return std::nullopt;
  }

  std::optional<Finding> check_association(const RawColumn& column) const {
    // What tells a user's column is told by it, too: the item's side is asked for ids alone.
    const std::size_t num_values = side_.table == CheckedTable::kItems
                                       ? std::min<std::size_t>(1, in_test_.size())
                                       : in_test_.size();
    for (std::size_t v = 0; v < num_values; ++v) {
      const auto association = association_in_parts(
          column, side_.slots, rows_, in_validation_[v].code_of_row, in_test_[v].code_of_row);
      if (auto finding = association_finding(in_test_[v].name, association)) return finding;
    }
    return std::nullopt;
  }

  const Interactions& log_;
  const Split& split_;
  CheckedSide side_;
  EntityRows entities_;
  std::optional<TakenValues> taken_;  // of users
  std::optional<TrainedAgreement> trained_;
  std::vector<EntityBook> books_;          // of those seen again, then of all that are known
  std::vector<OtherValues> other_values_;  // by rows of entities_
  std::vector<std::uint8_t> is_later_;
  PartRows rows_;
  std::vector<OtherValues> in_validation_;  // by rows_
  std::vector<OtherValues> in_test_;
};

}  // namespace

std::vector<Finding> check_table(const Dataset& dataset, const Split& split,
                                 const CheckedSide& side) {
  if (side.columns.names.empty() || side.num_entities == 0) return {};
  return TableChecker(dataset, split, side).run();
}

}  // namespace twotower

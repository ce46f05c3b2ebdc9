#include "checks/trained_agreement.h"

#include <absl/container/flat_hash_map.h>
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "base/messages/finding_messages.h"
#include "checks/checked_column.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

constexpr Parts kHeldOut = {.validation = true};

template <typename Fits>
std::optional<Finding> finding_of(const Agreement& agreement) {
  if (agreement.entities < TrainedThresholds::kMinUsers ||
      !agreement.is_more(TrainedThresholds::kMinErrors))
    return std::nullopt;
  const double test = agreement.test_beyond_chance();
  const double known = agreement.known_beyond_chance();
  return Finding{.code = "data.fits_test",
                 .kind = agreement.is_clear() ? FindingKind::kLeak : FindingKind::kWarning,
                 .message = Fits{test, known},
                 .value = test};
}

}  // namespace

TrainedAgreement::TrainedAgreement(const Dataset& dataset, const Split& split,
                                   const EntityRows& entities)
    : log_(dataset.interactions),
      entities_(entities),
      pairs_(held_out_pairs(log_, split, entities, kHeldOut, TrainedThresholds::kMaxPairs)),
      takers_offsets_(log_.items.size() + 1) {
  for (std::size_t e = 0; e < entities.size(); ++e) {
    const auto first = static_cast<std::ptrdiff_t>(taken_.size());
    for (const std::uint64_t row : entities.of(e)) {
      if (split.parts[row] == Part::kTrain && log_.is_positive(row)) {
        taken_.push_back(log_.item_slots[row]);
      }
    }
    std::sort(taken_.begin() + first, taken_.end());
    taken_.erase(std::unique(taken_.begin() + first, taken_.end()), taken_.end());
    taken_offsets_.push_back(taken_.size());
  }
  for (const std::uint32_t item : taken_) ++takers_offsets_[item + 1];
  for (std::size_t i = 0; i < log_.items.size(); ++i) takers_offsets_[i + 1] += takers_offsets_[i];
  takers_.resize(taken_.size());
  std::vector<std::uint64_t> next(takers_offsets_.begin(), takers_offsets_.end() - 1);
  for (std::uint32_t e = 0; e < entities.size(); ++e) {
    for (const std::uint32_t item : taken_by(e)) takers_[next[item]++] = e;
  }
}

std::span<const std::uint32_t> TrainedAgreement::takers_of(std::uint32_t item) const {
  return std::span(takers_).subspan(takers_offsets_[item],
                                    takers_offsets_[item + 1] - takers_offsets_[item]);
}

std::span<const std::uint32_t> TrainedAgreement::taken_by(std::size_t entity) const {
  return std::span(taken_).subspan(taken_offsets_[entity],
                                   taken_offsets_[entity + 1] - taken_offsets_[entity]);
}

std::optional<Finding> TrainedAgreement::check(const RawColumn& column) const {
  if (pairs_.size() < TrainedThresholds::kMinUsers || is_measured(column)) return std::nullopt;
  if (auto finding = check_neighbours(column)) return finding;
  return check_levels(column);
}

std::vector<std::uint32_t> TrainedAgreement::items_named(const RawColumn& column,
                                                         std::uint64_t user) const {
  std::vector<std::uint32_t> items;
  const auto [first, end] = column.values_of(user);
  for (std::size_t value = first; value < end && items.size() < TrainedThresholds::kMaxNamed;
       ++value) {
    if (column.missing(value)) continue;
    const std::string text = text_of(column, value);
    if (const auto slot = log_.items.find(std::string_view(text))) items.push_back(*slot);
  }
  return items;
}

// Whether other users who took the one took the other far more often than users do.
bool TrainedAgreement::is_near(std::uint32_t item, std::uint32_t other,
                               std::uint32_t not_by) const {
  auto few = takers_of(item), many = takers_of(other);
  if (few.size() > many.size()) std::swap(few, many);
  const std::size_t step = 1 + few.size() / TrainedThresholds::kMaxTakers;
  double asked = 0.0, both = 0.0;
  for (std::size_t i = 0; i < few.size(); i += step) {
    if (few[i] == not_by) continue;
    ++asked;
    both += std::ranges::binary_search(many, few[i]) ? 1 : 0;
  }
  const double usual = static_cast<double>(many.size()) / static_cast<double>(entities_.size());
  return both > 0.0 && both > TrainedThresholds::kMinLift * usual * asked;
}

std::optional<Finding> TrainedAgreement::check_neighbours(const RawColumn& column) const {
  std::vector<std::vector<std::uint32_t>> named;
  std::size_t count = 0;
  for (const std::size_t entity : pairs_.entities) {
    named.push_back(items_named(column, entities_.slots[entity]));
    count += named.back().empty() ? 0 : 1;
  }
  if (count < TrainedThresholds::kMinUsers) return std::nullopt;
  const auto has_value = [&](std::size_t e) { return !named[e].empty(); };
  const auto agrees = [&](std::size_t e, std::uint64_t row) {
    const std::uint32_t item = log_.item_slots[row];
    return std::ranges::any_of(named[e], [&](std::uint32_t other) {
      return other != item && is_near(item, other, static_cast<std::uint32_t>(pairs_.entities[e]));
    });
  };
  return finding_of<FitsItemNamed>(agreement_of(pairs_, has_value, agrees));
}

std::optional<Finding> TrainedAgreement::check_levels(const RawColumn& column) const {
  const std::size_t max_levels = entities_.size() / TrainedThresholds::kUsersALevel;
  const CheckedColumn checked = checked_column(column, entities_.slots, max_levels);
  if (checked.levels < 2 || checked.levels > max_levels || checked.is_time) return std::nullopt;
  absl::flat_hash_map<double, std::uint64_t> numbers;
  const auto level_of = [&](std::size_t entity) { return checked.values[entity]; };
  absl::flat_hash_map<std::uint64_t, double> counts;  // by level and item
  std::vector<double> of_levels;
  double all = 0.0;
  for (std::size_t e = 0; e < entities_.size(); ++e) {
    if (std::isnan(level_of(e))) continue;
    const std::uint64_t level = numbers.try_emplace(level_of(e), numbers.size()).first->second;
    of_levels.resize(numbers.size());
    for (const std::uint32_t item : taken_by(e)) ++counts[level * log_.items.size() + item];
    of_levels[level] += static_cast<double>(taken_by(e).size());
    all += static_cast<double>(taken_by(e).size());
  }
  const auto has_value = [&](std::size_t e) { return !std::isnan(level_of(pairs_.entities[e])); };
  const auto agrees = [&](std::size_t e, std::uint64_t row) {
    const std::size_t entity = pairs_.entities[e];
    const std::uint32_t item = log_.item_slots[row];
    const std::uint64_t level = numbers.find(level_of(entity))->second;
    const double own = std::ranges::binary_search(taken_by(entity), item) ? 1.0 : 0.0;
    const auto own_all = static_cast<double>(taken_by(entity).size());
    const auto found = counts.find(level * log_.items.size() + item);
    const double of_level = found == counts.end() ? 0.0 : found->second - own;
    const double of_all = static_cast<double>(takers_of(item).size()) - own;
    return of_level > 0.0 && of_level * (all - own_all) > TrainedThresholds::kMinLift * of_all *
                                                              (of_levels[level] - own_all);
  };
  return finding_of<FitsLevel>(agreement_of(pairs_, has_value, agrees));
}

}  // namespace twotower

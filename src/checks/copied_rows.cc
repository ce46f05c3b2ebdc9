#include "checks/each_check.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/checksum.h"
#include "base/messages/finding_messages.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

constexpr Parts kTraining = {.train = true};
constexpr Parts kEverything = {.train = true, .validation = true, .test = true, .cold = true};

using Key = std::uint64_t;

template <std::size_t n>
Key key_of(const std::array<std::int64_t, n>& parts) {
  return checksum_of(std::as_bytes(std::span(parts)));
}

struct Found {
  double rows = 0.0;
  double found = 0.0;

  double share() const { return rows > 0 ? found / rows : 0.0; }
};

std::uint64_t step_of(const Split& split, Part part) {
  const auto rows = static_cast<std::size_t>(std::ranges::count(split.parts, part));
  return 1 + rows / CopiedRowsThresholds::kMaxRows;
}

// How many of the validation and the test rows have a key that `min_count` rows of `among` have.
// key_of_row gives nothing for a row that has no key. One pass; the keys of both parts are kept.
template <typename KeyOfRow>
std::array<Found, 2> find_keys(const Interactions& log, const Split& split, const Parts& among,
                               std::uint32_t min_count, KeyOfRow&& key_of_row) {
  constexpr std::array kParts = {Part::kValidation, Part::kTest};
  absl::flat_hash_map<Key, std::uint32_t> counts;
  std::array<std::vector<Key>, 2> keys;
  for (std::size_t p = 0; p < kParts.size(); ++p) {
    const std::uint64_t step = step_of(split, kParts[p]);
    std::uint64_t number = 0;
    for (std::uint64_t row = 0; row < log.size(); ++row) {
      if (split.parts[row] != kParts[p] || !log.is_positive(row) || number++ % step != 0) continue;
      const std::optional<Key> key = key_of_row(row);
      if (!key.has_value()) continue;
      keys[p].push_back(*key);
      counts[*key] = 0;
    }
  }
  for (std::uint64_t row = 0; row < log.size(); ++row) {
    if (!among.contains(split.parts[row])) continue;
    const std::optional<Key> key = key_of_row(row);
    if (!key.has_value()) continue;
    if (const auto found = counts.find(*key); found != counts.end()) ++found->second;
  }
  std::array<Found, 2> parts;
  for (std::size_t p = 0; p < kParts.size(); ++p) {
    parts[p].rows = static_cast<double>(keys[p].size());
    for (const Key key : keys[p]) parts[p].found += counts[key] >= min_count ? 1 : 0;
  }
  return parts;
}

bool is_far_beyond(const Found& validation, const Found& test) {
  if (validation.rows < CopiedRowsThresholds::kMinRows ||
      test.rows < CopiedRowsThresholds::kMinRows)
    return false;
  const double share = (validation.found + test.found) / (validation.rows + test.rows);
  const double error = std::sqrt(share * (1.0 - share) * (1.0 / validation.rows + 1.0 / test.rows));
  const double difference = test.share() - validation.share();
  return difference >= CopiedRowsThresholds::kMinDifference &&
         difference > CopiedRowsThresholds::kMinErrors * error;
}

Finding leak(std::string code, const Found& test, Message message) {
  return {.code = std::move(code),
          .kind = FindingKind::kLeak,
          .message = std::move(message),
          .value = test.share()};
}

// The share of training rows that are equal to one before.
double twin_share(const Interactions& log, const Split& split, auto&& key_of_row) {
  absl::flat_hash_set<Key> known;
  double rows = 0, twins = 0;
  for (std::uint64_t row = 0; row < log.size(); ++row) {
    if (split.parts[row] != Part::kTrain) continue;
    const std::optional<Key> key = key_of_row(row);
    // Keys themselves decide what is sampled, so that twins are taken together.
    if (!key.has_value() || *key % 8 != 0) continue;
    ++rows;
    twins += known.insert(*key).second ? 0 : 1;
  }
  return rows > 0 ? twins / rows : 0.0;
}

void check_twins(const Interactions& log, const Split& split, const auto& owner_of,
                 std::vector<Finding>& findings) {
  const auto key_of_row = [&](std::uint64_t row) -> std::optional<Key> {
    if (!log.times.empty() && log.times[row] == kMissingTime) return std::nullopt;
    return key_of<3>({owner_of(row), log.item_slots[row], log.times.empty() ? 0 : log.times[row]});
  };
  const auto [validation, test] = find_keys(log, split, kTraining, 1, key_of_row);
  if (test.rows < CopiedRowsThresholds::kMinRows || test.share() < CopiedRowsThresholds::kMinShare)
    return;
  const double usual = twin_share(log, split, key_of_row);
  if (test.share() < 2.0 * usual) return;
  findings.push_back(leak("split.test_rows_in_training", test,
                          log.times.empty()
                              ? Message(UntimedTestRowsInTraining{test.share(), usual})
                              : TestRowsInTraining{test.share(), usual}));
}

// The same item at the same moment, taken by somebody else.
void check_shared_moments(const Interactions& log, const Split& split,
                          std::vector<Finding>& findings) {
  const auto item_and_time = [&](std::uint64_t row) -> std::optional<Key> {
    if (log.times[row] == kMissingTime) return std::nullopt;
    return key_of<2>({log.item_slots[row], log.times[row]});
  };
  const auto [validation, test] = find_keys(log, split, kEverything, 2, item_and_time);
  if (!is_far_beyond(validation, test)) return;
  findings.push_back(
      leak("split.test_copied", test, TestMomentsShared{test.share(), validation.share()}));
}

// Whether the last of `length` rows in a row of the test ends the same run in training.
template <std::size_t length>
void check_runs(const Interactions& log, const Split& split,
                const std::vector<std::uint32_t>& sequence, std::vector<Finding>& findings) {
  const auto run_to = [&](std::uint64_t row) -> std::optional<Key> {
    if (row < log.sequence_offsets[sequence[row]] + length - 1) return std::nullopt;
    std::array<std::int64_t, length> items{};
    for (std::size_t i = 0; i < length; ++i) items[i] = log.item_slots[row - i];
    return key_of<length>(items);
  };
  const auto [validation, test] = find_keys(log, split, kTraining, 1, run_to);
  // How common a run is depends on its place in a visit, too.
  const bool is_usual = test.share() < CopiedRowsThresholds::kMinRunRatio * validation.share();
  if (is_usual || !is_far_beyond(validation, test)) return;
  findings.push_back(
      leak("split.test_copied", test, TestRunsCopied{test.share(), length, validation.share()}));
}

// How many rows of a part lie at one and the same distance behind a training row of the same
// sequence and item.
Found most_common_distance(const Interactions& log, const Split& split, Part part) {
  std::vector<std::int64_t> distances;
  Found found;
  const std::uint64_t step = step_of(split, part);  // counts all rows
  for (std::size_t s = 0; s < log.num_sequences(); s += step) {
    const std::uint64_t begin = log.sequence_offsets[s];
    for (std::uint64_t row = begin; row < log.sequence_offsets[s + 1]; ++row) {
      if (split.parts[row] != part || log.times[row] == kMissingTime) continue;
      ++found.rows;
      const std::uint64_t first = row - std::min(row - begin, CopiedRowsThresholds::kMaxBack);
      for (std::uint64_t before = first; before < row; ++before) {
        if (split.parts[before] != Part::kTrain || log.times[before] == kMissingTime) continue;
        if (log.item_slots[before] != log.item_slots[row]) continue;
        distances.push_back(log.times[row] - log.times[before]);
      }
    }
  }
  std::ranges::sort(distances);
  std::size_t most = 0;
  for (std::size_t first = 0, end = 0; first < distances.size(); first = end) {
    while (end < distances.size() && distances[end] == distances[first]) ++end;
    most = std::max(most, end - first);
  }
  found.found = std::min(static_cast<double>(most), found.rows);
  return found;
}

void check_shifts(const Interactions& log, const Split& split, std::vector<Finding>& findings) {
  const Found validation = most_common_distance(log, split, Part::kValidation);
  const Found test = most_common_distance(log, split, Part::kTest);
  if (!is_far_beyond(validation, test)) return;
  findings.push_back(
      leak("split.test_copied", test, TestRowsShifted{test.share(), validation.share()}));
}

}  // namespace

std::vector<Finding> check_copies(const Interactions& log, const Split& split) {
  std::vector<Finding> findings;
  std::vector<std::uint32_t> sequence(log.size());
  for (std::uint32_t s = 0; s < log.num_sequences(); ++s) {
    for (std::uint64_t row = log.sequence_offsets[s]; row < log.sequence_offsets[s + 1]; ++row) {
      sequence[row] = s;
    }
  }
  const auto owner_of = [&](std::uint64_t row) {
    return log.user_slots[row] == kNoSlot ? std::int64_t{sequence[row]} : log.user_slots[row];
  };
  check_twins(log, split, owner_of, findings);
  if (log.order == OrderSource::kTime) check_shared_moments(log, split, findings);
  const auto user_and_item = [&](std::uint64_t row) -> std::optional<Key> {
    return key_of<2>({owner_of(row), log.item_slots[row]});
  };
  if (const auto [validation, test] = find_keys(log, split, kTraining, 1, user_and_item);
      findings.empty() && is_far_beyond(validation, test)) {
    findings.push_back(
        leak("split.test_items_known", test, TestItemsKnown{test.share(), validation.share()}));
  }
  if (log.order == OrderSource::kNone) return findings;
  if (findings.empty()) check_runs<3>(log, split, sequence, findings);
  if (findings.empty()) check_runs<5>(log, split, sequence, findings);
  if (findings.empty() && log.order == OrderSource::kTime) check_shifts(log, split, findings);
  return findings;
}

}  // namespace twotower

#include "checks/each_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "base/messages/finding_messages.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

// Rows in training, validation and test.
using Counts = std::array<double, 3>;
constexpr std::size_t kTrain = 0, kValidation = 1, kTest = 2;

struct PartCounts {
  std::map<std::string, Counts> by_value;
  Counts all = {};

  double share(const Counts& counts, std::size_t part) const {
    return all[part] > 0.0 ? counts[part] / all[part] : 0.0;
  }

  double variation(std::size_t one, std::size_t other) const {
    double sum = 0.0;
    for (const auto& [value, counts] : by_value) {
      sum += std::abs(share(counts, one) - share(counts, other));
    }
    return sum / 2.0;
  }

  double share_of_others(const Counts& counts) const {
    return (counts[kTrain] + counts[kValidation]) / (all[kTrain] + all[kValidation]);
  }

  bool separate_the_test() const {
    if (all[kTest] == 0.0 || all[kTrain] + all[kValidation] == 0.0) return false;
    for (const auto& [value, counts] : by_value) {
      if (counts[kTest] > 0.0 && counts[kTrain] + counts[kValidation] > 0.0) return false;
    }
    return true;
  }

  bool change_with_the_test() const {
    for (const double rows : all) {
      if (rows < SplitIndicatorThresholds::kMinRows) return false;
    }
    const double in_test = variation(kValidation, kTest);
    return in_test >= SplitIndicatorThresholds::kMinVariation &&
           variation(kTrain, kValidation) < SplitIndicatorThresholds::kMaxUsual * in_test;
  }
};

// Nothing where there are more than SplitIndicatorThresholds::kMaxValues.
std::optional<PartCounts> count_parts(const RawColumn& column, const Split& split) {
  PartCounts parts;
  for (std::uint64_t row = 0; row < split.parts.size(); ++row) {
    const Part part = split.parts[row];
    if (part == Part::kCold || part == Part::kUnused) continue;
    const std::size_t place = part == Part::kTest         ? kTest
                              : part == Part::kValidation ? kValidation
                                                          : kTrain;
    ++parts.by_value[text_of(column, row)][place];
    ++parts.all[place];
    if (parts.by_value.size() > SplitIndicatorThresholds::kMaxValues) return std::nullopt;
  }
  return parts;
}

}  // namespace

std::optional<Finding> check_split_indicator(const RawColumn& column, const Split& split,
                                             bool is_calendar) {
  const auto parts = count_parts(column, split);
  if (!parts.has_value()) return std::nullopt;
  const bool tells = parts->separate_the_test() || (!is_calendar && parts->change_with_the_test());
  if (!tells) return std::nullopt;
  const auto gain = [&](const auto& entry) {
    return parts->share(entry.second, kTest) - parts->share_of_others(entry.second);
  };
  const auto& [value, counts] = *std::ranges::max_element(parts->by_value, {}, gain);
  const double in_test = parts->share(counts, kTest);
  const double in_others = parts->share_of_others(counts);
  return Finding{.code = "data.tells_split",
                 .message = TellsSplit{in_test, value, in_others},
                 .value = in_test - in_others};
}

}  // namespace twotower

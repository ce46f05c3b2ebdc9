#include "prepare/off_features.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/messages/config_errors.h"
#include "base/option_tree.h"

namespace twotower {
namespace {

constexpr std::string_view kSides[] = {"user", "item", "context"};

bool is_among(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

std::string path_of(std::string_view side, const std::string& name) {
  return fmt::format("features.{}.{}", side, name);
}

}  // namespace

ColumnFeatures& OffFeatures::features_of(std::string_view side) {
  if (side == "user") return proposed_.user;
  return side == "item" ? proposed_.item : proposed_.context;
}

// With those that no column proposes.
std::vector<std::string> OffFeatures::names_of(std::string_view side) {
  std::vector<std::string> names;
  if (side == "user") names.emplace_back(kHistoryFeature);
  if (side == "item") names.emplace_back(kItemIdFeature);
  for (const auto& [name, options] : features_of(side)) names.push_back(name);
  return names;
}

Error OffFeatures::unknown(std::string_view side, const std::string& name) {
  Message fix = suggestion(name, names_of(side));
  for (const std::string_view other : kSides) {
    if (is_among(names_of(other), name)) fix = FeatureElsewhere(path_of(other, name));
  }
  const std::string path = path_of(side, name);
  return {ErrorCode::kConfigUnknownName, path, NoFeatureToSwitchOff(path, std::move(fix))};
}

Result<void> OffFeatures::take(std::string_view side, const std::vector<std::string>& names) {
  const std::vector<std::string> known = names_of(side);
  for (const std::string& name : names) {
    if (!is_among(known, name) && !is_among(left_out_, name)) return unknown(side, name);
    std::erase_if(features_of(side), [&](const auto& feature) { return feature.first == name; });
    if (is_among(known, name)) taken_.push_back(path_of(side, name));
  }
  return {};
}

}  // namespace twotower

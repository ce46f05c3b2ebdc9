#include "prepare/drop_columns.h"

#include <algorithm>
#include <string>
#include <variant>

namespace twotower {
namespace {

bool reads(const std::pair<std::string, ColumnFeatureOptions>& feature, const std::string& column) {
  return std::visit(
      [&](const auto& options) { return column_of(feature.first, options) == column; },
      feature.second);
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

// A column of users may stand in the interactions; there it is the user's, too.
ColumnFeatures& features_of(CheckedTable table, ProposedFeatures& proposed) {
  if (table == CheckedTable::kUsers) return proposed.user;
  return table == CheckedTable::kItems ? proposed.item : proposed.context;
}

const std::vector<std::string>& columns_of(CheckedTable table, const FeatureColumns& columns) {
  if (table == CheckedTable::kUsers) return columns.user;
  return table == CheckedTable::kItems ? columns.item : columns.context;
}

}  // namespace

void drop_leaks(LeakRule rule, const FeatureColumns& named, ProposedFeatures& proposed,
                std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    if (finding.kind != FindingKind::kLeak || finding.column.empty()) continue;
    if (has(columns_of(finding.table, named), finding.column)) {
      finding.action = LeakAction::kNamed;
      continue;
    }
    ColumnFeatures& features = features_of(finding.table, proposed);
    const auto is_read = [&](const auto& feature) { return reads(feature, finding.column); };
    if (std::ranges::none_of(features, is_read)) {
      finding.action = LeakAction::kUnread;
    } else if (rule == LeakRule::kKeep) {
      finding.action = LeakAction::kKept;
      finding.flag = "--set data.leaks=drop";
    } else {
      finding.action = LeakAction::kDropped;
      finding.flag = "--set data.leaks=keep";
      std::erase_if(features, is_read);
    }
  }
}

}  // namespace twotower

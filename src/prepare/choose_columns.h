#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages/decision.h"
#include "base/result.h"
#include "config/config.h"
#include "features/feature_options.h"

namespace twotower {

// The column that a feature reads: of its own name where its options name none.
std::string column_of(const std::string& feature, const auto& options) {
  return options.column.empty() ? feature : options.column;
}

// Features that no column proposes.
inline constexpr std::string_view kHistoryFeature = "history";
inline constexpr std::string_view kItemIdFeature = "item_id";

// Columns of the tables that features read, for read_dataset().
struct FeatureColumns {
  std::vector<std::string> user;
  std::vector<std::string> item;
  std::vector<std::string> context;
};

// Features for columns that no config names, each side's where the config leaves the side open.
struct ProposedFeatures {
  ColumnFeatures user;
  ColumnFeatures item;
  ColumnFeatures context;  // open where the user side is
  // No features, but read for the checks of the data: times, codes, outcomes. Nothing private.
  FeatureColumns left_out;
  std::string sessions;  // of the context's left_out: a column of session ids; may be empty
  // Of the items table, what a bundle keeps as it came: all that can be read, but what is private
  // and vectors of more than two numbers, which features keep.
  std::vector<std::string> item_columns;
  std::vector<std::string> unkept_item_columns;  // the others
};

// Looks at the first rows of the tables where `config` leaves roles of columns or features open:
// writes the roles into it (`time: ""` where there is none), and proposes a feature for every other
// column, or says why it is left out. A column of the interactions that is constant for each item
// in 99.9 % of the rows describes the item, one that is so for each user the user, others the
// moment: but not what is known only after it (rating), nor what tells the item, which would give
// the answer away. What the config switches off is not proposed. Appends what it decided. Fails as
// profile_table() and sniff_roles() do, as find_id_column() does, with kConfigUnknownName where
// nothing would have the name of a feature that is switched off, and with kConfigConflict where a
// tower cannot do without it.
Result<ProposedFeatures> choose_columns(Config& config, std::vector<Decision>& decisions);

}  // namespace twotower

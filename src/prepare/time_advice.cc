#include "prepare/time_advice.h"

#include <string>
#include <string_view>

#include "base/messages/config_errors.h"
#include "base/shell_word.h"
#include "data/column_names.h"
#include "data/column_profile.h"
#include "data/files/table_form.h"

namespace twotower {
namespace {

constexpr std::string_view kOption = "data.interactions.time";
constexpr double kMostAreTimes = 0.5;
constexpr double kAllAreTimes = 0.99;

// What is read as times is no user or item, so these are missing where it is their column.
bool may_come_of_it(const Error& error) {
  if (error.code == ErrorCode::kDataMissingColumn) return true;
  return error.field == kOption &&
         (error.code == ErrorCode::kDataTimeUnit || error.code == ErrorCode::kDataBadRow);
}

// The column of times, best by its name; empty: there is none.
std::string column_of_times(const TableProfile& table) {
  std::string best;
  for (const ColumnProfile& column : table.columns) {
    const bool are_times = column.is_timestamp || column.time_share >= kAllAreTimes;
    if (!are_times || column.is_list) continue;
    if (name_rank(ColumnRole::kTime, column.name)) return column.name;
    if (best.empty()) best = column.name;
  }
  return best;
}

}  // namespace

Error with_time_column(Error error, const InteractionOptions& options) {
  if (!may_come_of_it(error)) return error;
  const auto form = find_form(options, "data.interactions");
  if (!form.ok()) return error;
  const auto table = profile_table(options, form.value(), "data.interactions");
  if (!table.ok()) return error;
  const ColumnProfile* named = table.value().find(options.time.value_or(""));
  if (named == nullptr || named->time_share >= kMostAreTimes) return error;
  const std::string flag = "--time " + shell_word(column_of_times(table.value()));
  return {error.code, error.field, ColumnWithoutTimes(std::string(kOption), named->name, flag)};
}

}  // namespace twotower

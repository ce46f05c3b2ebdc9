#include "base/messages/decision_messages.h"
#include "prepare/drop_columns.h"

#include <string>
#include <utility>
#include <variant>

#include "data/id_column.h"
#include "prepare/choose_columns.h"

namespace twotower {
namespace {

constexpr double kMostlyNew = 0.5;

// Of the validation rows that have a value. 0 for numbers and lists, which no category reads.
double new_share(const RawColumn& column, const Split& split) {
  const bool has_names = std::holds_alternative<Array<std::int64_t>>(column.values) ||
                         std::holds_alternative<StringColumn>(column.values);
  if (!has_names || !column.list_offsets.empty()) return 0.0;
  IdMap values(id_type_of({&column}));
  const std::vector<std::uint32_t> slots = add_ids(values, column);
  std::vector<bool> is_known(values.size());
  for (std::size_t row = 0; row < slots.size(); ++row) {
    if (split.parts[row] == Part::kTrain && slots[row] != kNoSlot) is_known[slots[row]] = true;
  }
  std::size_t num_rows = 0, num_new = 0;
  for (std::size_t row = 0; row < slots.size(); ++row) {
    if (split.parts[row] != Part::kValidation || slots[row] == kNoSlot) continue;
    ++num_rows;
    num_new += is_known[slots[row]] ? 0 : 1;
  }
  return num_rows == 0 ? 0.0 : static_cast<double>(num_new) / static_cast<double>(num_rows);
}

}  // namespace

void drop_new_values(const Dataset& dataset, const Split& split, ProposedFeatures& proposed,
                     std::vector<Decision>& decisions) {
  std::vector<Message> left_out;
  std::erase_if(proposed.context, [&](const auto& feature) {
    const auto* category = std::get_if<CategoryOptions>(&feature.second);
    if (category == nullptr) return false;
    const std::string& name = column_of(feature.first, *category);
    const auto column = dataset.interactions.context.find(name);
    if (column == dataset.interactions.context.end()) return false;
    const double share = new_share(column->second, split);
    if (share <= kMostlyNew) return false;
    left_out.push_back(ColumnLeftOut(name, MostlyNewValues(share)));
    return true;
  });
  if (!left_out.empty()) {
    decisions.push_back({"features", ColumnsLeftOut(std::move(left_out)), ""});
  }
}

}  // namespace twotower

#include "prepare/choose_label.h"

#include <variant>

#include "data/column_names.h"
#include "prepare/column_kinds.h"

namespace twotower {
namespace {

// Of the items that have a text: names come again (two pizzas of two shops), what is found by its
// values alone may not.
constexpr double kMinDistinctOfNamed = 0.5;
constexpr double kMinDistinct = 0.95;
constexpr double kMaxMissing = 0.1;
constexpr double kMaxWords = 12.0;  // longer ones describe
constexpr int kByValues = 2;        // after every rank of a name

bool is_distinct(const ColumnProfile& column, double min_share) {
  const auto present = static_cast<double>(column.rows - column.missing);
  return static_cast<double>(column.distinct) >= min_share * present;
}

bool is_short_text(const ColumnProfile& column, std::uint64_t num_items) {
  const KindChoice kind = choose_kind(column, num_items, Described::kItem);
  return kind.options && std::holds_alternative<TextOptions>(*kind.options) &&
         column.words <= kMaxWords;
}

// 0: the best; nothing for what is no label.
std::optional<int> rank_of(const ColumnProfile& column, std::uint64_t num_items) {
  const bool is_text = column.type == "text" && !column.is_list && !column.is_timestamp;
  if (!is_text || column.distinct <= 1 || column.missing_share() > kMaxMissing ||
      !is_kept_as_it_came(column, num_items)) {
    return std::nullopt;
  }
  const std::optional<int> named = label_rank(column.name);
  if (named && is_distinct(column, kMinDistinctOfNamed)) return named;
  const bool is_label = is_distinct(column, kMinDistinct) && is_short_text(column, num_items);
  return is_label ? std::optional(kByValues) : std::nullopt;
}

}  // namespace

std::optional<std::string> choose_label(const TableProfile& items) {
  std::optional<std::string> best;
  int rank_of_best = kByValues + 1;
  for (const ColumnProfile& column : items.columns) {
    const std::optional<int> rank = rank_of(column, items.rows());
    if (!rank || *rank > rank_of_best) continue;
    best = *rank < rank_of_best ? std::optional(column.name) : std::nullopt;
    rank_of_best = *rank;
  }
  return best;
}

}  // namespace twotower

#include "prepare/choose_dislikes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <variant>

#include "base/json.h"
#include "base/messages/decision_messages.h"
#include "base/shell_word.h"
#include "data/column_names.h"

namespace twotower {
namespace {

constexpr double kLargestRating = 100.0;  // of any scale that people rate on; beyond it are counts
constexpr double kLargestVote = 10.0;
constexpr double kMostRatings = 0.5;  // of a scale, that are its lowest value
constexpr std::uint64_t kStepsOfVotes = 3;
constexpr std::uint64_t kMaxStepsOfScale = 101;  // of a scale
constexpr double kDescribesOne = 0.999;       // rows of an item or a user: the column describes it
constexpr std::size_t kRowsToTell = 200'000;  // of a million: enough to tell that
constexpr double kHighRating = 0.8;           // of the highest rating: 4 of 5

// The share of the values that are 0 or less.
double share_at_most_zero(const RawColumn& values) {
  std::size_t num_values = 0, num_low = 0;
  for (std::size_t row = 0; row < values.num_rows(); ++row) {
    if (values.missing_row(row)) continue;
    const auto* integers = std::get_if<Array<std::int64_t>>(&values.values);
    const double value = integers != nullptr ? static_cast<double>((*integers)[row])
                                             : std::get<Array<double>>(values.values)[row];
    ++num_values;
    num_low += value <= 0.0 ? 1 : 0;
  }
  return num_values == 0 ? 0.0 : static_cast<double>(num_low) / static_cast<double>(num_values);
}

bool is_scale(const ColumnProfile& column) {
  if (column.type == "text" || column.is_list || column.is_timestamp || column.distinct < 2) {
    return false;
  }
  if (column.max <= 0.0 && column.min < 0.0) return false;
  const double largest = std::max(std::abs(column.min), column.max);
  if (is_vote_name(column.name)) {
    const bool is_count = column.min == 0.0 && column.max > 5.0;
    return largest <= kLargestVote && !is_count;
  }
  return is_rating_name(column.name) && largest <= kLargestRating;
}

// What a column says, that is a vote or a rating.
class RatingColumn {
 public:
  RatingColumn(const ColumnProfile& column, const RawColumn& values)
      : column_(column), low_share_(share_at_most_zero(values)) {}

  bool has_dislikes() const { return low_share_ > 0.0; }

  // Nobody rates half of what they rate at the lowest of many steps.
  bool is_unrated() const {
    return column_.min == 0.0 && column_.distinct > kStepsOfVotes && low_share_ > kMostRatings;
  }

  Decision unrated() const {
    return {"data.interactions.dislikes", ZerosUnrated(column_.name, low_share_),
            flag(kDislikes, disliked_at_most_zero(column_.name).to_value())};
  }

  Decision disliked() const {
    return {"data.interactions.dislikes", VotesDisliked(column_.name, low_share_),
            "--set data.interactions.dislikes=none"};
  }

  Decision taken() const {
    const double high = std::ceil(kHighRating * column_.max);
    Value least = high == std::floor(high) ? Value(static_cast<std::int64_t>(high)) : Value(high);
    const Value condition(Value::Map{{column_.name, Value(Value::Map{{"min", std::move(least)}})}});
    return {"data.interactions.keep", RatingsTaken(column_.name, column_.min, column_.max),
            flag("data.interactions.keep", condition)};
  }

 private:
  static constexpr std::string_view kDislikes = "data.interactions.dislikes";

  static std::string flag(std::string_view key, const Value& value) {
    return "--set " + shell_word(fmt::format("{}={}", key, to_json(value, JsonLayout::kOneLine)));
  }

  const ColumnProfile& column_;
  double low_share_;
};

bool has_other_role(const std::string& name, const InteractionColumns& columns) {
  return columns.has(name) && name != columns.type;
}

bool describes(const std::string& key, const RawColumn& values, const Table& table) {
  const RawColumn* keys = table.find(key);
  if (keys == nullptr) return false;
  std::vector<std::uint64_t> rows(std::min<std::size_t>(values.num_rows(), kRowsToTell));
  std::iota(rows.begin(), rows.end(), 0U);
  return constancy_of(keys->take(rows), values.take(rows)).constant_share >= kDescribesOne;
}

bool is_kept_by(const std::optional<Condition>& keep, const std::string& name) {
  return keep.has_value() && std::ranges::count(fields_of(*keep), name) > 0;
}

}  // namespace

void choose_dislikes(const TableProfile& profile, const InteractionColumns& columns,
                     InteractionOptions& options, std::vector<Decision>& decisions) {
  if (!options.dislikes.is_auto) return;
  options.dislikes.is_auto = false;
  const Table& table = profile.read.table;
  for (const ColumnProfile& column : profile.columns) {
    if (!is_scale(column) || has_other_role(column.name, columns)) continue;
    const RawColumn& values = *table.find(column.name);
    if (describes(columns.item, values, table) || describes(columns.user, values, table)) continue;
    const RatingColumn rating(column, values);
    if (rating.has_dislikes() && !options.dislikes.rows.has_value()) {
      decisions.push_back(rating.is_unrated() ? rating.unrated() : rating.disliked());
      if (!rating.is_unrated()) options.dislikes = disliked_at_most_zero(column.name);
    } else if (!rating.has_dislikes() && column.distinct <= kMaxStepsOfScale &&
               !is_kept_by(options.keep, column.name)) {
      decisions.push_back(rating.taken());
    }
  }
}

}  // namespace twotower

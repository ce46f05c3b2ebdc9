#include "features/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "base/blanks.h"
#include "features/truth.h"

namespace twotower {
namespace {

constexpr double kExactIntegers = 9007199254740992.0;  // 2^53: beyond it a double skips integers

bool is_integer(double number) {
  return std::abs(number) <= kExactIntegers && number == std::floor(number);
}

// Calls body(IdView) with value `i` of a column.
template <typename Body>
auto with_value(const RawColumn& column, std::size_t i, Body&& body) {
  if (const auto* integers = std::get_if<Array<std::int64_t>>(&column.values)) {
    return body(IdView((*integers)[i]));
  }
  if (const auto* texts = std::get_if<StringColumn>(&column.values)) {
    return body(IdView(without_blanks((*texts)[i])));
  }
  const double number = std::get<Array<double>>(column.values)[i];
  if (is_integer(number)) return body(IdView(static_cast<std::int64_t>(number)));
  const std::string text = fmt::format("{}", number);
  return body(IdView(std::string_view(text)));
}

bool has_integers_only(const RawColumn& column) {
  if (std::holds_alternative<StringColumn>(column.values)) return false;
  const auto* numbers = std::get_if<Array<double>>(&column.values);
  if (numbers == nullptr) return true;
  for (std::size_t i = 0; i < numbers->size(); ++i) {
    if (!column.missing(i) && !is_integer((*numbers)[i])) return false;
  }
  return true;
}

// Adds values as the type of the map: integers are texts in a map of texts.
std::uint32_t add_as(IdMap& map, const IdView& value) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  if (map.type() == IdMap::Type::kInt64 || integer == nullptr) return map.add(value);
  return map.add(std::string_view(fmt::format("{}", *integer)));
}

std::optional<bool> truth_in(const IdView& value) {
  return truth_of(to_string(value));
}

// Counts the spellings of yes and of no as the one of each that is the most frequent, where values
// are nothing else.
void merge_truths(const IdMap& seen, std::vector<std::int64_t>& counts) {
  std::array<std::optional<std::uint32_t>, 2> most;
  for (std::uint32_t slot = 0; slot < counts.size(); ++slot) {
    const auto truth = truth_in(seen.id(slot));
    if (!truth.has_value()) return;
    auto& best = most[*truth ? 1 : 0];
    if (!best.has_value() || counts[slot] > counts[*best]) best = slot;
  }
  if (!most[0].has_value() || !most[1].has_value()) return;
  for (std::uint32_t slot = 0; slot < counts.size(); ++slot) {
    const std::uint32_t best = *most[*truth_in(seen.id(slot)) ? 1 : 0];
    if (slot != best) counts[best] += std::exchange(counts[slot], 0);
  }
}

IdMap::Type type_for(const RawColumn& column) {
  return has_integers_only(column) ? IdMap::Type::kInt64 : IdMap::Type::kString;
}

const auto& rows_in(const EncodedColumn& column) {
  const auto* bags = std::get_if<BagColumn>(&column);
  return bags == nullptr ? std::get<RowColumn>(column).rows : bags->rows;
}

}  // namespace

Vocabulary Vocabulary::fit(const RawColumn& column, std::span<const std::uint32_t> row_counts,
                           std::int64_t min_count) {
  IdMap seen(type_for(column));
  std::vector<std::int64_t> counts;
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    const auto [begin, end] = column.values_of(row);
    for (std::size_t i = begin; i < end; ++i) {
      if (column.missing(i)) continue;
      const std::uint32_t slot =
          with_value(column, i, [&](const IdView& value) { return add_as(seen, value); });
      if (slot == counts.size()) counts.push_back(0);
      counts[slot] += row_counts.empty() ? 1 : row_counts[row];
    }
  }
  merge_truths(seen, counts);
  std::vector<std::uint32_t> order;
  for (std::uint32_t slot = 0; slot < counts.size(); ++slot) {
    if (counts[slot] >= min_count) order.push_back(slot);
  }
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return counts[a] != counts[b] ? counts[a] > counts[b] : seen.id(a) < seen.id(b);
  });
  IdMap values(seen.type());
  for (const std::uint32_t slot : order) values.add(seen.id(slot));
  return Vocabulary(std::move(values));
}

Vocabulary Vocabulary::from_known(const RawColumn& known) {
  if (!known.id_index.empty()) return Vocabulary(IdMap::of(known));
  IdMap values(type_for(known));
  for (std::size_t i = 0; i < known.num_values(); ++i) {
    with_value(known, i, [&](const IdView& value) { return add_as(values, value); });
  }
  return Vocabulary(std::move(values));
}

bool Vocabulary::has_unknown(const EncodedColumn& column) {
  return std::ranges::count(rows_in(column), kUnknownRow) > 0;
}

bool Vocabulary::has_unknown_alone(const EncodedColumn& column) {
  const auto& rows = rows_in(column);
  return !rows.empty() &&
         std::ranges::all_of(rows, [](std::uint32_t row) { return row == kUnknownRow; });
}

Vocabulary::Vocabulary(IdMap values) : values_(std::move(values)) {
  if (values_.size() != 2) return;
  const auto first = truth_in(values_.id(0)), second = truth_in(values_.id(1));
  if (first.has_value() && second.has_value() && *first != *second) yes_ = *first ? 0 : 1;
}

std::uint32_t Vocabulary::row_of(const IdView& value) const {
  const auto slot = values_.find(value);
  if (slot.has_value()) return kFirstKnownRow + *slot;
  const auto truth = yes_.has_value() ? truth_in(value) : std::nullopt;
  return truth.has_value() ? kFirstKnownRow + (*truth ? *yes_ : 1 - *yes_) : kUnknownRow;
}

std::uint32_t Vocabulary::row_of(const RawColumn& column, std::size_t value) const {
  if (column.missing(value)) return kMissingRow;
  return with_value(column, value, [&](const IdView& view) { return row_of(view); });
}

}  // namespace twotower

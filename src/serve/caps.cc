#include "serve/caps.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "serve/item_filters.h"

namespace twotower {
namespace {

Value value_of(const RawColumn& column, std::size_t value) {
  return std::visit(
      [&](const auto& values) -> Value {
        if constexpr (std::is_same_v<std::decay_t<decltype(values)>, StringColumn>) {
          return Value(std::string(values[value]));
        } else {
          return Value(values[value]);
        }
      },
      column.values);
}

// By which values are told apart: as conditions compare them.
std::string key_of(const RawColumn& column, std::size_t value) {
  std::string text = text_of(column, value);
  return text == "-0" && column.values.index() == 1 ? "0" : text;
}

}  // namespace

Result<CapCounter> CapCounter::make(const Catalog& catalog, const Caps& caps) {
  std::vector<std::string> names;
  for (const ItemColumn& item : catalog.rows().raw) names.push_back(item.name);
  TWOTOWER_TRY(check_caps(caps, names, {"caps", ""}));
  CapCounter counter(catalog);
  for (const auto& [field, cap] : caps) {
    counter.columns_.push_back({.field = field, .cap = static_cast<std::size_t>(cap)});
  }
  return counter;
}

void CapCounter::read_values(std::uint32_t slot) {
  values_.clear();
  const auto [rows, row] = catalog_.place_of(slot);
  for (Column& column : columns_) {
    const RawColumn& raw = find_item_column(*rows, column.field)->column;
    const std::size_t first_value = values_.size();
    const auto [first, end] = raw.values_of(row);
    for (std::size_t i = first; i < end; ++i) {
      if (raw.missing_or_nan(i)) continue;
      std::string key = key_of(raw, i);
      const bool is_there =
          std::any_of(values_.begin() + static_cast<std::ptrdiff_t>(first_value), values_.end(),
                      [&](const ItemValue& value) { return value.text == key; });
      if (!is_there) values_.push_back({&column, &raw, i, std::move(key)});
    }
  }
}

bool CapCounter::take(std::uint32_t slot) {
  read_values(slot);
  const bool has_room = std::ranges::all_of(values_, [](const ItemValue& value) {
    const auto found = value.column->counts.find(value.text);
    return found == value.column->counts.end() || found->second < value.column->cap;
  });
  if (has_room) count_values();
  return has_room;
}

void CapCounter::add(std::uint32_t slot) {
  read_values(slot);
  count_values();
}

void CapCounter::count_values() {
  for (const ItemValue& value : values_) {
    if (++value.column->counts[value.text] != value.column->cap) continue;
    value.column->full.push_back(value_of(*value.raw, value.place));
  }
}

std::vector<Condition> CapCounter::take_full() {
  std::vector<Condition> conditions;
  for (Column& column : columns_) {
    if (column.full.empty()) continue;
    conditions.push_back({.tests = {{.field = column.field,
                                     .test = ConditionTest::kAny,
                                     .operand = std::exchange(column.full, {})}}});
  }
  return conditions;
}

}  // namespace twotower

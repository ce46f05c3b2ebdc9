#include "serve/caps.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "features/item_fields.h"

namespace twotower {
namespace {

const ItemColumn* column_of(const ItemRows& rows, std::string_view field) {
  return item_column(field, [&](std::string_view name) { return rows.find_raw(name); });
}

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

Condition equal_to(const std::string& field, Value value) {
  return {.tests = {{.field = field, .operand = std::vector{std::move(value)}}}};
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
    const RawColumn& raw = column_of(*rows, column.field)->column;
    const std::size_t first_value = values_.size();
    const auto [first, end] = raw.values_of(row);
    for (std::size_t i = first; i < end; ++i) {
      if (raw.missing_or_nan(i)) continue;
      const bool is_there = std::any_of(
          values_.begin() + static_cast<std::ptrdiff_t>(first_value), values_.end(),
          [text = text_of(raw, i)](const ItemValue& value) { return value.text == text; });
      if (!is_there) values_.push_back({&column, &raw, i, text_of(raw, i)});
    }
  }
}

bool CapCounter::has_room_for(std::uint32_t slot) {
  read_values(slot);
  return std::ranges::all_of(values_, [](const ItemValue& value) {
    const auto found = value.column->counts.find(value.text);
    return found == value.column->counts.end() || found->second < value.column->cap;
  });
}

void CapCounter::add(std::uint32_t slot) {
  read_values(slot);
  for (const ItemValue& value : values_) {
    if (++value.column->counts[value.text] != value.column->cap) continue;
    full_.push_back(equal_to(value.column->field, value_of(*value.raw, value.place)));
  }
}

std::vector<Condition> CapCounter::take_full() {
  return std::exchange(full_, {});
}

}  // namespace twotower

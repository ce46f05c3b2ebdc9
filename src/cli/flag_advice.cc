#include "cli/flag_advice.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <set>
#include <utility>
#include <variant>

#include "base/messages/error_messages.h"
#include "base/nearest_name.h"
#include "base/shell_word.h"
#include "cli/loose_map.h"
#include "features/item_fields.h"
#include "serve/filter.h"
#include "serve/item_filters.h"

namespace twotower {
namespace {

constexpr std::int64_t kExampleNumber = 31;  // of a feature whose numbers a bundle does not keep
constexpr std::int64_t kExampleCap = 2;

constexpr std::string_view kAnyOf = "any_of", kNot = "not";

Value one_of(std::string key, Value value) {
  return Value(Value::Map{{std::move(key), std::move(value)}});
}

bool is_scalar(const Value& value) {
  return !value.is_null() && value.as<Value::Map>() == nullptr &&
         value.as<Value::List>() == nullptr;
}

Value as_list(const Value& value) {
  return is_scalar(value) ? Value(Value::List{value}) : value;
}

// Each text of a column once; none of a column of numbers.
std::vector<std::string> texts_of(const RawColumn& column) {
  const auto* texts = std::get_if<StringColumn>(&column.values);
  std::set<std::string_view> distinct;
  for (std::size_t i = 0; texts != nullptr && i < texts->size(); ++i) {
    if (!column.missing(i)) distinct.insert((*texts)[i]);
  }
  return {distinct.begin(), distinct.end()};
}

// The text of a column that another one nearly is; empty: it is one, or near to none.
std::string near_text(const Value& value, const RawColumn& column) {
  const auto* text = value.as<std::string>();
  if (text == nullptr) return "";
  const std::vector<std::string> texts = texts_of(column);
  if (std::ranges::binary_search(texts, *text)) return "";
  return std::string(nearest_name(*text, texts));
}

Value nearly(const Value& value, const RawColumn* column) {
  if (const auto* list = value.as<Value::List>()) {
    Value::List all;
    for (const Value& element : *list) all.push_back(nearly(element, column));
    return Value(std::move(all));
  }
  const std::string near = column == nullptr ? "" : near_text(value, *column);
  return near.empty() ? value : Value(near);
}

// Columns of the items table, those that answers show last: hardly two items have the same there.
std::vector<std::string> columns_of(const Catalog& catalog) {
  const auto& raw = catalog.rows().raw;
  std::vector<std::string> names;
  for (const bool is_shown : {false, true}) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if ((std::ranges::count(catalog.shown(), i) > 0) == is_shown) names.push_back(raw[i].name);
    }
  }
  return names;
}

// Makes a condition of what is nearly one.
class ConditionRepair {
 public:
  explicit ConditionRepair(const Bundle& bundle) : bundle_(bundle), filters_(bundle.catalog, {}) {
    fields_ = item_fields(columns_of(bundle.catalog));
  }

  // Null: nothing is left of it, or what is left is none either.
  Value repaired(const Value& meant) const {
    Value::Map map = repaired_map(meant);
    Value value(std::move(map));
    return takes(value) ? value : Value();
  }

  // What items have, in a test of it.
  Value example() const {
    for (const std::string& name : columns_of(bundle_.catalog)) {
      Value value = example_of(*rows().find_raw(name));
      if (takes(value)) return value;
    }
    const Value id = id_value(to_id(rows().ids.id(0)));
    return one_of(std::string(kItemIdField), one_of("none", as_list(id)));
  }

 private:
  const ItemRows& rows() const { return bundle_.catalog.rows(); }

  bool takes(const Value& value) const {
    const auto* map = value.as<Value::Map>();
    if (map == nullptr || map->empty()) return false;
    const auto condition = filter_of(value, "");
    return condition.ok() && filters_.check(condition.value(), "").ok();
  }

  static Value example_of(const ItemColumn& column) {
    for (std::size_t i = 0; i < column.column.num_values(); ++i) {
      if (column.column.missing_or_nan(i)) continue;
      RawColumn values = column.column;
      values.list_offsets = {};
      Value value = value_of_row(values, i);
      const bool is_number = value.is_number();
      return one_of(column.name, one_of(is_number ? "max" : "is", std::move(value)));
    }
    return Value();
  }

  Value::Map repaired_map(const Value& meant) const {
    Value::Map map;
    const auto* given = meant.as<Value::Map>();
    for (const auto& [key, entry] : given == nullptr ? Value::Map() : *given) {
      if (key == kAnyOf || key == kNot) {
        map.push_back({key, repaired_inside(entry)});
        continue;
      }
      const std::string field = field_of(key);
      Value tests = field.empty() ? Value() : repaired_tests(entry, field);
      if (!tests.is_null()) map.push_back({field, std::move(tests)});
    }
    return map;
  }

  Value repaired_inside(const Value& entry) const {
    const auto* list = entry.as<Value::List>();
    if (list == nullptr) return Value(repaired_map(entry));
    Value::List all;
    for (const Value& part : *list) all.push_back(Value(repaired_map(part)));
    return Value(std::move(all));
  }

  std::string field_of(const std::string& key) const {
    if (std::ranges::count(fields_, key) > 0) return key;
    return std::string(is_id_column(bundle_, key) ? kItemIdField : nearest_name(key, fields_));
  }

  Value repaired_tests(const Value& entry, const std::string& field) const {
    const ItemColumn* found = find_item_column(rows(), field);
    const RawColumn* column = found == nullptr ? nullptr : &found->column;
    if (is_scalar(entry)) return one_of("is", nearly(entry, column));
    if (entry.as<Value::List>() != nullptr) return one_of("any", nearly(entry, column));
    Value::Map tests;
    const auto* given = entry.as<Value::Map>();
    for (const auto& [name, operand] : given == nullptr ? Value::Map() : *given) {
      const std::string test = test_of(name, operand);
      const bool has_list = test == "any" || test == "none";
      const Value right = nearly(operand, column);
      if (!test.empty()) tests.push_back({test, has_list ? as_list(right) : right});
    }
    return tests.empty() ? Value() : Value(std::move(tests));
  }

  static std::string test_of(std::string_view name, const Value& operand) {
    const bool is_list = operand.as<Value::List>() != nullptr;
    const std::string_view test = meant_test(name);
    return std::string(is_list && test == "is" ? "any" : test);
  }

  const Bundle& bundle_;
  ItemFilters filters_;
  std::vector<std::string> fields_;
};

// A text of the config that a bundle was made with; null: it has none there.
const std::string* text_at(const Bundle& bundle, std::initializer_list<std::string_view> path) {
  const Value* value = &bundle.manifest.config;
  for (const std::string_view key : path) {
    value = value->find(key);
    if (value == nullptr) return nullptr;
  }
  return value->as<std::string>();
}

const RawColumn* find_known(const FeatureState& state) {
  const auto known = state.find("known");
  return known == state.end() ? nullptr : &known->second;
}

// The columns of features that a request may name.
std::vector<std::string> columns_of(const FeatureSet& features) {
  std::vector<std::string> columns;
  for (const FeatureSet::Feature& feature : features.features()) {
    if (!feature.column().empty()) columns.push_back(feature.column());
  }
  return columns;
}

Value example_of(const FeatureSet& features) {
  for (const FeatureSet::Feature& feature : features.features()) {
    if (feature.column().empty()) continue;
    const FeatureState state = feature.fitted->state();
    const RawColumn* known = find_known(state);
    const bool is_number = std::holds_alternative<NumberOptions>(feature.options);
    if (is_number) return one_of(feature.column(), Value(kExampleNumber));
    if (known != nullptr && known->num_rows() > 0) {
      return one_of(feature.column(), value_of_row(*known, 0));
    }
  }
  return Value();
}

Advice or_example(Value::Map kept, Value example) {
  if (!kept.empty()) return {Value(std::move(kept))};
  return {std::move(example), true};
}

// Puts another text in the place of one, wherever it stands.
Value replaced(const Value& value, const std::string& text, const std::string& by) {
  if (const auto* map = value.as<Value::Map>()) {
    Value::Map all;
    for (const auto& [key, entry] : *map) all.push_back({key, replaced(entry, text, by)});
    return Value(std::move(all));
  }
  if (const auto* list = value.as<Value::List>()) {
    Value::List all;
    for (const Value& element : *list) all.push_back(replaced(element, text, by));
    return Value(std::move(all));
  }
  const auto* own = value.as<std::string>();
  return own != nullptr && *own == text ? Value(by) : value;
}

// A text, and the one that it nearly is.
struct NearText {
  std::string field, text, near;
};

// What the flag should say has all of them.
std::vector<NearValue> with_right(const std::vector<NearText>& texts, Value right) {
  for (const NearText& text : texts) right = replaced(right, text.text, text.near);
  std::vector<NearValue> values;
  for (const NearText& text : texts) values.push_back({text.field, text.text, right});
  return values;
}

void add_near(const Condition& condition, const Bundle& bundle, std::vector<NearText>& found) {
  for (const FieldTest& test : condition.tests) {
    const ItemColumn* column = find_item_column(bundle.catalog.rows(), test.field);
    const auto* operands = std::get_if<std::vector<Value>>(&test.operand);
    const bool asks_values = test.test == ConditionTest::kIs || test.test == ConditionTest::kAny;
    if (column == nullptr || operands == nullptr || !asks_values) continue;
    for (const Value& operand : *operands) {
      std::string near = near_text(operand, column->column);
      if (near.empty()) continue;
      found.push_back({test.field, *operand.as<std::string>(), std::move(near)});
    }
  }
  for (const Condition& part : condition.any_of) add_near(part, bundle, found);
}

}  // namespace

bool is_id_column(const Bundle& bundle, std::string_view name) {
  const auto is_name = [&](const std::string* id) { return id != nullptr && *id == name; };
  return is_name(text_at(bundle, {"data", "interactions", "item"})) ||
         is_name(text_at(bundle, {"data", "items", "id"}));
}

Error advised(Error error, const std::string& flag, const Advice& advice) {
  if (advice.right.is_null()) return error;
  const std::string text = shell_word(json_line(advice.right));
  error.message = advice.is_example ? Message(WriteJsonAs(std::move(error.message), flag, text))
                                    : WriteJson(std::move(error.message), flag, text);
  return error;
}

Advice condition_advice(const std::optional<Value>& meant, const Bundle& bundle) {
  const ConditionRepair repair(bundle);
  Value right = meant ? repair.repaired(*meant) : Value();
  if (!right.is_null()) return {std::move(right)};
  return {repair.example(), true};
}

Advice features_advice(const std::optional<Value>& meant, const FeatureSet& features) {
  const std::vector<std::string> columns = columns_of(features);
  const auto* map = meant ? meant->as<Value::Map>() : nullptr;
  Value::Map kept;
  for (const auto& [key, entry] : map == nullptr ? Value::Map() : *map) {
    const bool is_known = std::ranges::count(columns, key) > 0;
    const std::string column = is_known ? key : std::string(nearest_name(key, columns));
    const bool is_value = !entry.is_null() && entry.as<Value::Map>() == nullptr;
    if (!column.empty() && is_value) kept.push_back({column, entry});
  }
  return or_example(std::move(kept), example_of(features));
}

Advice caps_advice(const std::optional<Value>& meant, const Bundle& bundle) {
  const std::vector<std::string> columns = columns_of(bundle.catalog);
  const auto* map = meant ? meant->as<Value::Map>() : nullptr;
  Value::Map kept;
  for (const auto& [key, entry] : map == nullptr ? Value::Map() : *map) {
    const std::string column(nearest_name(key, columns));
    const auto* cap = entry.as<std::int64_t>();
    if (!column.empty() && cap != nullptr && *cap >= 1) kept.push_back({column, entry});
  }
  return or_example(std::move(kept),
                    columns.empty() ? Value() : one_of(columns.front(), Value(kExampleCap)));
}

std::vector<NearValue> near_values(const Condition& condition, const Bundle& bundle) {
  std::vector<NearText> found;
  add_near(condition, bundle, found);
  return with_right(found, condition.to_value());
}

std::vector<NearValue> near_values(const Value& given, const FeatureSet& features) {
  std::vector<NearText> found;
  for (const FeatureSet::Feature& feature : features.features()) {
    const Value* value = given.as<Value::Map>() == nullptr ? nullptr : given.find(feature.column());
    if (value == nullptr) continue;
    const FeatureState state = feature.fitted->state();
    const RawColumn* known = find_known(state);
    std::string near = known == nullptr ? "" : near_text(*value, *known);
    if (near.empty()) continue;
    found.push_back({feature.column(), *value->as<std::string>(), std::move(near)});
  }
  return with_right(found, given);
}

}  // namespace twotower

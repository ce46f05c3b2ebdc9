#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "base/value.h"

// Parts of JSON Schemas (draft 2020-12), which are values as others are.
namespace twotower {

Value schema_text(std::string_view words);
Value schema_texts(std::initializer_list<std::string_view> words);

// What is of one of these types; `keywords` say more of it.
Value type_schema(std::initializer_list<std::string_view> types, Value::Map keywords = {});
// The same where one of the types is integer, as many bits as integers have here.
Value integer_schema(std::initializer_list<std::string_view> types);
Value list_schema(Value items, Value::Map keywords = {});
// True or false, a number or a text.
Value scalar_schema();
Value any_of_schema(Value::List schemas);

// A map whose first `num_required` keys are always there.
enum class OtherKeys { kAllowed, kRefused };
Value map_schema(std::size_t num_required, Value::Map properties, OtherKeys others);

// Of a set of names: an enum with option_names().
template <typename Enum>
Value names_schema(Enum of) {
  Value::List names;
  for (const std::string_view name : option_names(of)) names.push_back(schema_text(name));
  return Value(Value::Map{{"enum", Value(std::move(names))}});
}

// The schema of this name, among the components of an OpenAPI document.
Value component_schema(std::string_view name);

}  // namespace twotower

#include "base/json_schema.h"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace twotower {

Value schema_text(std::string_view words) {
  return Value(std::string(words));
}

Value schema_texts(std::initializer_list<std::string_view> words) {
  Value::List list;
  for (const std::string_view word : words) list.push_back(schema_text(word));
  return Value(std::move(list));
}

Value type_schema(std::initializer_list<std::string_view> types, Value::Map keywords) {
  Value type = types.size() == 1 ? schema_text(*types.begin()) : schema_texts(types);
  keywords.insert(keywords.begin(), {"type", std::move(type)});
  return Value(std::move(keywords));
}

Value integer_schema(std::initializer_list<std::string_view> types) {
  using Limits = std::numeric_limits<std::int64_t>;
  return type_schema(types, {{"minimum", Value(Limits::min())}, {"maximum", Value(Limits::max())}});
}

Value list_schema(Value items, Value::Map keywords) {
  keywords.insert(keywords.begin(), {"items", std::move(items)});
  return type_schema({"array"}, std::move(keywords));
}

Value scalar_schema() {
  return type_schema({"boolean", "number", "string"});
}

Value any_of_schema(Value::List schemas) {
  return Value(Value::Map{{"anyOf", Value(std::move(schemas))}});
}

Value map_schema(std::size_t num_required, Value::Map properties, OtherKeys others) {
  Value::List required;
  for (std::size_t i = 0; i < num_required; ++i) required.push_back(schema_text(properties[i].key));
  Value::Map keywords{{"properties", Value(std::move(properties))}};
  if (num_required > 0) keywords.push_back({"required", Value(std::move(required))});
  if (others == OtherKeys::kRefused) keywords.push_back({"additionalProperties", Value(false)});
  return type_schema({"object"}, std::move(keywords));
}

Value component_schema(std::string_view name) {
  return Value(Value::Map{{"$ref", schema_text("#/components/schemas/" + std::string(name))}});
}

}  // namespace twotower

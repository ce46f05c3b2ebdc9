#include "base/messages/message.h"

#include <cmath>
#include <type_traits>

namespace twotower {
namespace {

Value value_of(const MessageArgument& argument) {
  return std::visit(
      [](const auto& given) -> Value {
        if constexpr (std::is_same_v<std::decay_t<decltype(given)>,
                                     std::shared_ptr<const Message>>) {
          return Value(Value::Map{{"message", Value(std::string(given->key()))},
                                  {"arguments", arguments_value(*given)}});
        } else if constexpr (std::is_same_v<std::decay_t<decltype(given)>, Names>) {
          return Value(Value::List(given.value.begin(), given.value.end()));
        } else if constexpr (std::is_same_v<decltype(given.value), double>) {
          return std::isfinite(given.value) ? Value(given.value) : Value();
        } else {
          return Value(given.value);
        }
      },
      argument);
}

}  // namespace

Value arguments_value(const Message& message) {
  Value::Map map;
  for (const auto& [name, argument] : message.arguments()) {
    map.push_back({std::string(name), value_of(argument)});
  }
  return Value(std::move(map));
}

}  // namespace twotower

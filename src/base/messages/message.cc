#include "base/messages/message.h"

#include <cmath>
#include <type_traits>

#include "base/replace_all.h"
#include "base/value.h"

namespace twotower {
namespace {

Value value_of(const Message& message) {
  return Value(Value::Map{{"message", Value(std::string(message.key()))},
                          {"arguments", arguments_value(message)}});
}

Value value_of(const MessageArgument& argument) {
  return std::visit(
      [&](const auto& given) -> Value {
        using Given = std::decay_t<decltype(given)>;
        if constexpr (std::is_same_v<Given, std::vector<Message>>) {
          if (argument.form == ArgumentForm::kMessage) return value_of(given.front());
          Value::List list;
          for (const Message& message : given) list.push_back(value_of(message));
          return Value(std::move(list));
        } else if constexpr (std::is_same_v<Given, std::vector<std::string>>) {
          return Value(Value::List(given.begin(), given.end()));
        } else if constexpr (std::is_same_v<Given, double>) {
          return std::isfinite(given) ? Value(given) : Value();
        } else {
          return Value(given);
        }
      },
      argument.value);
}

}  // namespace

void Message::replace(std::string_view from, std::string_view to) {
  for (MessageArgument& argument : arguments_) {
    if (auto* name = std::get_if<std::string>(&argument.value)) {
      replace_all(*name, from, to);
    } else if (auto* names = std::get_if<std::vector<std::string>>(&argument.value)) {
      for (std::string& each : *names) replace_all(each, from, to);
    } else if (auto* messages = std::get_if<std::vector<Message>>(&argument.value)) {
      for (Message& message : *messages) message.replace(from, to);
    }
  }
}

Value arguments_value(const Message& message) {
  Value::Map map;
  for (const MessageArgument& argument : message.arguments()) {
    map.push_back({std::string(argument.name), value_of(argument)});
  }
  return Value(std::move(map));
}

}  // namespace twotower

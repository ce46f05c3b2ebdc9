#include "serve/request_error.h"

#include <fmt/format.h>

#include <utility>

#include "base/messages/error_messages.h"
#include "messages/said.h"

namespace twotower {

Error out_of_range(const std::string& field, Message message) {
  return {ErrorCode::kRequestOutOfRange, field, std::move(message)};
}

Value refusal_value(const Error& error, Language language) {
  Value::Map map{{"code", Value(std::string(forms_of(error.code).name))},
                 {"message", Value(said(error.message, language))},
                 {"key", Value(std::string(error.message.key()))},
                 {"arguments", arguments_value(error.message)}};
  if (!error.field.empty()) map.push_back({"field", Value(error.field)});
  return Value(std::move(map));
}

Error at_place(Error error, std::size_t place) {
  const std::string dot = error.field.empty() ? "" : ".";
  error.field = fmt::format("[{}]{}{}", place, dot, error.field);
  error.message = ErrorAt(fmt::format("[{}]", place), std::move(error.message));
  return error;
}

}  // namespace twotower

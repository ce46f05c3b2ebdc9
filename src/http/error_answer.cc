#include "http/error_answer.h"

#include <string>
#include <utility>

#include "base/json.h"

namespace twotower {

Value error_value(const Error& error) {
  Value::Map map{{"code", Value(std::string(forms_of(error.code).name))},
                 {"message", Value(error.message)}};
  if (!error.field.empty()) map.push_back({"field", Value(error.field)});
  return Value(Value::Map{{"error", Value(std::move(map))}});
}

HttpAnswer answer_of(const Error& error) {
  HttpAnswer answer = {.status = forms_of(error.code).http_status,
                       .body = to_json(error_value(error), JsonLayout::kOneLine) + "\n",
                       .error = error};
  if (answer.status == 401) answer.fields.emplace_back("WWW-Authenticate", "Bearer");
  if (answer.status == 503) answer.fields.emplace_back("Retry-After", "1");
  return answer;
}

}  // namespace twotower

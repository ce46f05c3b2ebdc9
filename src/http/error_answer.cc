#include "http/error_answer.h"

#include <unicode/unistr.h>

#include <string>
#include <utility>

#include "base/json.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

// Messages quote what stands in headers, which are bytes; JSON is UTF-8.
std::string utf8_of(const std::string& bytes) {
  std::string text;
  icu::UnicodeString::fromUTF8(bytes).toUTF8String(text);
  return text;
}

}  // namespace

Value error_value(const Error& error) {
  Value refusal = refusal_value(error);
  for (auto& [key, entry] : std::get<Value::Map>(refusal.data())) {
    entry = Value(utf8_of(std::get<std::string>(entry.data())));
  }
  return Value(Value::Map{{"error", std::move(refusal)}});
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

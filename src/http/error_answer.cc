#include "http/error_answer.h"

#include <unicode/unistr.h>

#include <string>
#include <utility>

#include "base/json.h"
#include "http/answer_language.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

std::string utf8_of(const std::string& bytes) {
  std::string text;
  icu::UnicodeString::fromUTF8(bytes).toUTF8String(text);
  return text;
}

// Messages quote what stands in headers, which are bytes; JSON is UTF-8.
void make_utf8(Value& value) {
  if (auto* text = std::get_if<std::string>(&value.data())) *text = utf8_of(*text);
  if (auto* list = std::get_if<Value::List>(&value.data())) {
    for (Value& element : *list) make_utf8(element);
  }
  if (auto* map = std::get_if<Value::Map>(&value.data())) {
    for (Value::Entry& entry : *map) make_utf8(entry.value);
  }
}

}  // namespace

Value error_value(const Error& error, Language language) {
  Value refusal = refusal_value(error, language);
  make_utf8(refusal);
  return Value(Value::Map{{"error", std::move(refusal)}});
}

HttpAnswer answer_of(const Error& error, Language language) {
  HttpAnswer answer = {.status = forms_of(error.code).http_status,
                       .body = to_json(error_value(error, language), JsonLayout::kOneLine) + "\n",
                       .error = error};
  name_language(language, answer);
  if (answer.status == 401) answer.fields.emplace_back("WWW-Authenticate", "Bearer");
  if (answer.status == 503) answer.fields.emplace_back("Retry-After", "1");
  return answer;
}

}  // namespace twotower

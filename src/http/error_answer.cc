#include "http/error_answer.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"

namespace twotower {
namespace {

// Bytes of the character of UTF-8 that the text begins with; 0 where it begins with none. Unicode,
// table 3-7: second bytes are bounded where a shorter form exists, by surrogates and by U+10FFFF.
std::size_t character_size(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (text.size() < size) return 0;
  const unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (at(1) < least || at(1) > most) return 0;
  for (std::size_t i = 2; i < size; ++i) {
    if (at(i) < 0x80 || at(i) > 0xBF) return 0;
  }
  return size;
}

// Messages quote what stands in headers, which are bytes; JSON is UTF-8.
std::string utf8_of(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t size = character_size(bytes);
    text += size > 0 ? bytes.substr(0, size) : "?";
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return text;
}

}  // namespace

Value error_value(const Error& error) {
  Value::Map map{{"code", Value(std::string(forms_of(error.code).name))},
                 {"message", Value(utf8_of(error.message))}};
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

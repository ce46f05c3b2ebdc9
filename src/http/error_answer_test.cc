#include "http/error_answer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/messages/http_errors.h"

namespace twotower {
namespace {

// The error of an answer that must be JSON.
Value error_in(const HttpAnswer& answer) {
  EXPECT_EQ(answer.status, 403);
  const auto body = parse_json(answer.body, "answer");
  return body.ok() ? *body.value().find("error") : Value();
}

std::string told(const std::string& origin) {
  const Error error = {ErrorCode::kHttpForbidden, "Origin", HttpOriginOther(origin)};
  const Value value = error_in(answer_of(error, Language::kEnglish));
  const std::string quoted = *value.find("arguments")->find("origin")->as<std::string>();
  EXPECT_TRUE(value.find("message")->as<std::string>()->starts_with("Origin " + quoted +
                                                                    " is another site"));
  return quoted;
}

std::string field_in(const HttpAnswer& answer, std::string_view name) {
  std::string values;
  for (const auto& [field, value] : answer.fields) {
    if (field == name) values += value + ";";
  }
  return values;
}

TEST(ErrorAnswerTest, BytesThatAreNoTextAreReplaced) {
  for (const char* text : {"", "plain\t\"\\", "é", "\xE2\x80\xA8", "\xED\x9F\xBF\xEE\x80\x80",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(told(text), text);
  }
  EXPECT_EQ(told("a \xEC b"), "a \xEF\xBF\xBD b");
  for (const char* bytes : {"\xC3", "\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_TRUE(told(bytes).starts_with("\xEF\xBF\xBD"));
  }
}

TEST(ErrorAnswerTest, OnlyWordsAndTheirFieldsDependOnTheLanguage) {
  const Error error = {ErrorCode::kHttpForbidden, "Host",
                       HttpHostUnknown("evil.example", {"localhost", "127.0.0.1"})};
  const HttpAnswer english = answer_of(error, Language::kEnglish);
  const HttpAnswer chinese = answer_of(error, Language::kChinese);
  EXPECT_EQ(field_in(english, "Content-Language"), "en;");
  EXPECT_EQ(field_in(chinese, "Content-Language"), "zh;");
  for (const HttpAnswer& answer : {english, chinese}) {
    EXPECT_EQ(field_in(answer, "Vary"), "Accept-Language;");
    const Value value = error_in(answer);
    EXPECT_EQ(value.as<Value::Map>()->size(), 5U);
    EXPECT_EQ(*value.find("code")->as<std::string>(), "http.forbidden");
    EXPECT_EQ(*value.find("key")->as<std::string>(), "http.forbidden.host");
    EXPECT_EQ(*value.find("field")->as<std::string>(), "Host");
    EXPECT_EQ(to_json(*value.find("arguments"), JsonLayout::kOneLine),
              R"({"host":"evil.example","known":["localhost","127.0.0.1"]})");
  }
  EXPECT_EQ(
      *error_in(english).find("message")->as<std::string>(),
      "Host evil.example is not this server's; it is known as localhost, 127.0.0.1: use one of "
      "these, or add it to `hosts` of the server's config");
  EXPECT_EQ(*error_in(chinese).find("message")->as<std::string>(),
            "Host evil.example 不是本服务器的主机名；允许：localhost、127.0.0.1");
}

}  // namespace
}  // namespace twotower

#include "http/error_answer.h"

#include <gtest/gtest.h>

#include <string>

#include "base/json.h"

namespace twotower {
namespace {

// What is said of it; the answer must be JSON.
std::string told(const std::string& message) {
  const HttpAnswer answer = answer_of({ErrorCode::kHttpForbidden, "Host", message});
  EXPECT_EQ(answer.status, 403);
  const auto body = parse_json(answer.body, "answer");
  if (!body.ok()) return "no JSON";
  return *body.value().find("error")->find("message")->as<std::string>();
}

TEST(ErrorAnswerTest, BytesThatAreNoTextAreReplaced) {
  for (const char* text : {"", "plain\t\"\\", "é", "\xE2\x80\xA8", "\xED\x9F\xBF\xEE\x80\x80",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(told(text), text);
  }
  EXPECT_EQ(told("Host \xEC is"), "Host \xEF\xBF\xBD is");
  for (const char* bytes : {"\xC3", "\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_TRUE(told(bytes).starts_with("\xEF\xBF\xBD"));
  }
}

}  // namespace
}  // namespace twotower

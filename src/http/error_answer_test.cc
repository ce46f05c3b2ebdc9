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

TEST(ErrorAnswerTest, BytesThatAreNoTextBecomeQuestionMarks) {
  for (const char* text : {"", "plain\t\"\\", "é", "\xE2\x80\xA8", "\xED\x9F\xBF\xEE\x80\x80",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(told(text), text);
  }
  EXPECT_EQ(told("Host \xEC is"), "Host ? is");
  EXPECT_EQ(told("\xC3"), "?");
  EXPECT_EQ(told("\x80é\xFF"), "?é?");
  EXPECT_EQ(told("\xC0\xAF"), "??");            // a longer form
  EXPECT_EQ(told("\xED\xA0\x80"), "???");       // a surrogate
  EXPECT_EQ(told("\xF4\x90\x80\x80"), "????");  // beyond Unicode
  EXPECT_EQ(told("\xE2\x82"
                 "a"),
            "??a");
}

}  // namespace
}  // namespace twotower

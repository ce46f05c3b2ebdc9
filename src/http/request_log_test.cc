#include "http/request_log.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"

namespace twotower {
namespace {

constexpr std::string_view kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

std::string_view trace_of(std::string_view parent) {
  return trace_id_of({.fields = {{"TraceParent", parent}}});
}

TEST(TraceIdTest, IsThatOfTheStandard) {
  EXPECT_EQ(trace_of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), kTrace);
  EXPECT_EQ(trace_of("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"), kTrace);
  for (const std::string_view none :
       {"", "00", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}) {
    EXPECT_TRUE(trace_of(none).empty()) << none;
  }
  EXPECT_TRUE(trace_id_of({}).empty());
}

std::string logged(LoggedRequests level, int status) {
  testing::internal::CaptureStderr();
  {
    RequestLog log(level);
    HttpAnswer answer = {.status = status, .body = "12345", .request_id = "r1"};
    if (status >= 400) answer.error = Error{ErrorCode::kServeBusy, "", {}};
    log.write(
        "/v1/why",
        {.method = "POST",
         .fields = {{"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}}},
        answer, 0.5);
  }
  return testing::internal::GetCapturedStderr();
}

TEST(RequestLogTest, WritesADocumentALine) {
  const std::string line = logged(LoggedRequests::kAll, 503);
  const auto read = parse_json(line, "log");
  ASSERT_TRUE(read.ok()) << line;
  const auto text = [&](std::string_view key) {
    const Value* value = read.value().find(key);
    return value == nullptr ? std::string() : *value->as<std::string>();
  };
  EXPECT_EQ(text("call"), "/v1/why");
  EXPECT_EQ(text("code"), "serve.busy");
  EXPECT_EQ(text("request_id"), "r1");
  EXPECT_EQ(text("trace_id"), kTrace);
  EXPECT_EQ(*read.value().find("bytes")->as<std::int64_t>(), 5);
  EXPECT_EQ(*read.value().find("status")->as<std::int64_t>(), 503);
}

TEST(RequestLogTest, LogsWhatItIsTold) {
  EXPECT_FALSE(logged(LoggedRequests::kAll, 200).empty());
  EXPECT_TRUE(logged(LoggedRequests::kErrors, 200).empty());
  EXPECT_FALSE(logged(LoggedRequests::kErrors, 404).empty());
  EXPECT_TRUE(logged(LoggedRequests::kNone, 503).empty());
}

TEST(RequestLogTest, OfManyErrorsASecondItLogsSome) {
  testing::internal::CaptureStderr();
  {
    RequestLog log(LoggedRequests::kErrors);
    for (int i = 0; i < 1000; ++i) log.write("/v1/why", {}, {.status = 503}, 0.0);
  }
  const std::string lines = testing::internal::GetCapturedStderr();
  const auto count = std::ranges::count(lines, '\n');
  EXPECT_GE(count, RequestLog::kMaxErrors);
  EXPECT_LE(count, 3 * RequestLog::kMaxErrors);  // a second or two may begin meanwhile
}

}  // namespace
}  // namespace twotower

#include "http/request_guard.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace twotower {
namespace {

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

HttpRequest request(Fields fields) {
  return {.version = 11,
          .method = "POST",
          .target = "/v1/recommend",
          .fields = std::move(fields),
          .body = {}};
}

void expect(const HttpRequest& header, std::optional<ErrorCode> code, const std::string& what) {
  const auto checked = check_header(header, {});
  EXPECT_EQ(checked.ok(), !code.has_value()) << what;
  if (!checked.ok() && code.has_value()) {
    EXPECT_EQ(checked.error().code, *code) << what;
  }
}

TEST(RequestGuardTest, OrdinaryRequestsPass) {
  expect(request({{"Host", "localhost:8080"},
                  {"Content-Length", "12"},
                  {"Content-Type", "application/json; charset=utf-8"}}),
         std::nullopt, "length");
  expect(request({{"host", "127.0.0.1"},
                  {"transfer-encoding", "chunked"},
                  {"content-type", "Application/JSON"}}),
         std::nullopt, "chunked");
  expect(request({{"Host", "[::1]:80"}, {"Content-Length", "0"}}), std::nullopt, "no body");
  expect(request({{"Host", "LOCALHOST"}, {"Origin", "http://localhost:8080"}}), std::nullopt,
         "own origin");
  HttpRequest old = request({});
  old.version = 10;
  expect(old, std::nullopt, "1.0 without a Host");
}

// RFC 9112, 6.1 and 6.3: what two programs read differently is read by neither.
TEST(RequestGuardTest, BodiesWithTwoEndsAreRefused) {
  const std::pair<std::string_view, std::string_view> host{"Host", "localhost"},
      json{"Content-Type", "application/json"};
  for (const Fields& fields : std::vector<Fields>{
           {host, json, {"Transfer-Encoding", "chunked"}, {"Content-Length", "3"}},
           {host, json, {"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}},
           {host, json, {"Transfer-Encoding", "xchunked"}},
           {host, json, {"Transfer-Encoding", "Chunked"}},
           {host, json, {"Transfer-Encoding", "gzip, chunked"}},
           {host, json, {"Transfer-Encoding", "identity"}},
           {host, json, {"Transfer-Encoding", "chunked, identity"}},
           {host, json, {"Transfer-Encoding", ""}},
           {host, json, {"Content-Length", "3"}, {"Content-Length", "3"}},
           {host, json, {"Content-Length", "+3"}},
           {host, json, {"Content-Length", "3, 3"}},
           {host, json, {"Content-Length", "-1"}},
           {host, json, {"Content-Length", "0x3"}},
           {host, json, {"Content-Length", ""}}}) {
    expect(request(fields), ErrorCode::kHttpBadRequest,
           std::string(fields.back().first) + ": " + std::string(fields.back().second));
  }
  HttpRequest old = request({host, json, {"Transfer-Encoding", "chunked"}});
  old.version = 10;
  expect(old, ErrorCode::kHttpBadRequest, "chunked in 1.0");
}

TEST(RequestGuardTest, OtherHostsAndSitesAreForbidden) {
  expect(request({}), ErrorCode::kHttpBadRequest, "no Host");
  expect(request({{"Host", "localhost"}, {"Host", "localhost"}}), ErrorCode::kHttpBadRequest,
         "two Hosts");
  for (const char* host : {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80",
                           "evil.example:127.0.0.1", "", "[::1"}) {
    expect(request({{"Host", host}}), ErrorCode::kHttpForbidden, host);
  }
  for (const char* origin : {"http://evil.example", "null", "https://localhost.evil.example", ""}) {
    expect(request({{"Host", "localhost"}, {"Origin", origin}}), ErrorCode::kHttpForbidden, origin);
  }
  EXPECT_TRUE(check_header(request({{"Host", "shop.example"}}), {.hosts = {"shop.example"}}).ok());
  EXPECT_TRUE(check_header(request({{"Host", "any"}}), {.hosts = {}, .checks_hosts = false}).ok());
}

TEST(RequestGuardTest, TargetsAreAPathWithoutControls) {
  using namespace std::string_view_literals;
  for (const std::string_view target :
       {"*"sv, "http://localhost/"sv, "v1"sv, ""sv, "/a\0b"sv, "/a\x7f"sv, "/a\tb"sv, "/%00"sv}) {
    HttpRequest asked = request({{"Host", "localhost"}});
    asked.target = target;
    expect(asked, ErrorCode::kHttpBadRequest, std::string(target));
  }
}

TEST(RequestGuardTest, BodiesAreJson) {
  for (const Fields& type : std::vector<Fields>{
           {},
           {{"Content-Type", "text/plain"}},
           {{"Content-Type", "application/jsonx"}},
           {{"Content-Type", "application/json"}, {"Content-Type", "text/plain"}}}) {
    Fields fields = {{"Host", "localhost"}, {"Content-Length", "2"}};
    fields.insert(fields.end(), type.begin(), type.end());
    expect(request(fields), ErrorCode::kHttpWrongType, type.empty() ? "none" : "other");
  }
}

}  // namespace
}  // namespace twotower

#include "http/api_keys.h"

#include <gtest/gtest.h>

#include "http/server_config.h"

namespace twotower {
namespace {

const std::string kRead = "read-key-0123456789", kNext = "next-read-key-0123456789",
                  kWrite = "write-key-0123456789", kAdmin = "admin-key-0123456789";
const KeyOptions kKeys = {.read = {kRead, kNext}, .write = {kWrite}, .admin = {kAdmin}};

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

ErrorCode code_of(const ApiKeys& keys, const Fields& fields, KeyRole role = KeyRole::kRead) {
  return keys.check({.method = "POST", .target = "/v1/recommend", .fields = fields}, role)
      .error()
      .code;
}
bool opens(const ApiKeys& keys, const Fields& fields, KeyRole role = KeyRole::kRead) {
  return keys.check({.method = "POST", .target = "/v1/recommend", .fields = fields}, role).ok();
}

TEST(ApiKeysTest, EachKeyOpensItsRoleAndThoseBelow) {
  const ApiKeys keys(kKeys);
  for (const std::string& key : {kRead, kNext, kWrite, kAdmin}) {
    EXPECT_TRUE(opens(keys, {{"api-key", key}}));
    EXPECT_TRUE(opens(keys, {{"authorization", "bearer " + key}}));
  }
  EXPECT_TRUE(opens(keys, {{"api-key", kWrite}}, KeyRole::kWrite));
  EXPECT_TRUE(opens(keys, {{"api-key", kAdmin}}, KeyRole::kAdmin));
  EXPECT_EQ(code_of(keys, {{"api-key", kRead}}, KeyRole::kWrite), ErrorCode::kHttpForbidden);
  EXPECT_EQ(code_of(keys, {{"api-key", kWrite}}, KeyRole::kAdmin), ErrorCode::kHttpForbidden);
}

TEST(ApiKeysTest, RefusesWhatIsNoKeyOfTheirs) {
  const ApiKeys keys(kKeys);
  const std::string longer = kRead + "x";
  for (const Fields& fields :
       {Fields{}, Fields{{"api-key", ""}}, Fields{{"api-key", longer}},
        Fields{{"api-key", std::string_view(kRead).substr(1)}}, Fields{{"Authorization", kRead}},
        Fields{{"Authorization", "Basic " + kRead}}, Fields{{"Authorization", "Bearer"}},
        Fields{{"api-key", kRead}, {"api-key", kRead}},
        Fields{{"api-key", kRead}, {"Authorization", "Bearer x"}}}) {
    EXPECT_EQ(code_of(keys, fields), ErrorCode::kHttpUnauthorized);
  }
  EXPECT_TRUE(opens(ApiKeys({}), {}, KeyRole::kAdmin));
}

TEST(ApiKeysTest, KeysAreLongPlainAndFew) {
  EXPECT_TRUE(check_keys(kKeys).ok());
  for (const KeyOptions& wrong :
       {KeyOptions{.read = {"short"}}, KeyOptions{.write = {kRead + " "}},
        KeyOptions{.read = {kRead, kRead}}, KeyOptions{.read = {kRead}, .admin = {kRead}},
        KeyOptions{.read = {kRead, kNext, kWrite}}}) {
    EXPECT_EQ(check_keys(wrong).error().code, ErrorCode::kConfigOutOfRange);
  }
}

TEST(ServerConfigTest, AnswersOtherMachinesWithKeysOrWhereItIsToldTo) {
  EXPECT_EQ(set_up({.listen = "0.0.0.0:80"}).error().code, ErrorCode::kUsageWrong);
  EXPECT_EQ(set_up({.listen = "[::]:80"}).error().code, ErrorCode::kUsageWrong);
  EXPECT_TRUE(set_up({.listen = "0.0.0.0:80", .insecure = true}).ok());
  const auto with_keys = set_up({.listen = "0.0.0.0:80", .keys = kKeys});
  ASSERT_TRUE(with_keys.ok());
  EXPECT_FALSE(with_keys.value().server.guard.checks_hosts);
  EXPECT_EQ(set_up({.keys = {.read = {"short"}}}).error().code, ErrorCode::kConfigOutOfRange);
}

TEST(ServerConfigTest, StartsWhereThereIsMemory) {
  EXPECT_TRUE(check_memory(1 << 20, {}).ok());
  EXPECT_EQ(check_memory(std::size_t{1} << 60, {}).error().code, ErrorCode::kServeMemory);
  EXPECT_TRUE(check_memory(1 << 20, {.memory_bytes = 1 << 20}).ok());
  EXPECT_EQ(check_memory(1 << 20, {.memory_bytes = (1 << 20) - 1}).error().code,
            ErrorCode::kServeMemory);
}

TEST(ServerConfigTest, ReadsAddresses) {
  const ServerOptions port = set_up({.listen = "81"}).value().server;
  EXPECT_EQ(port.address, "127.0.0.1");
  EXPECT_EQ(port.port, 81);
  EXPECT_TRUE(port.guard.checks_hosts);
  const ServerOptions six = set_up({.listen = "[::1]:0"}).value().server;
  EXPECT_EQ(six.address, "::1");
  const ServerOptions path = set_up({.listen = "unix:/run/x"}).value().server;
  EXPECT_EQ(path.path, "/run/x");
  EXPECT_FALSE(path.guard.checks_hosts);
  for (const char* wrong : {"", "unix:", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "x:1x"}) {
    EXPECT_EQ(set_up({.listen = wrong}).error().code, ErrorCode::kUsageWrong) << wrong;
  }
}

}  // namespace
}  // namespace twotower

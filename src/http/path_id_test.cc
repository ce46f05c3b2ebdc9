#include "http/path_id.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

constexpr std::string_view kForm = "/v1/users/{id}:merge";

TEST(PathIdTest, TellsWhatHasTheForm) {
  EXPECT_TRUE(has_form("/v1/users/u7:merge", kForm));
  EXPECT_TRUE(has_form("/v1/users/a:b:merge", kForm));
  for (const char* path : {"/v1/users/:merge", "/v1/users/u7", "/v1/users/u7/x:merge", "/v1/user",
                           "/v1/users/merge", ":merge", "", "/v1/users/u7:merge/"}) {
    EXPECT_FALSE(has_form(path, kForm)) << path;
  }
  EXPECT_TRUE(has_form("/livez", "/livez"));
  EXPECT_FALSE(has_form("/livezz", "/livez"));
}

TEST(PathIdTest, DecodesTheId) {
  const auto id = [](std::string_view path) {
    return std::get<std::string>(id_in_path(path, kForm).value());
  };
  EXPECT_EQ(id("/v1/users/u7:merge"), "u7");
  EXPECT_EQ(id("/v1/users/a%2Fb%3Amerge:merge"), "a/b:merge");
  EXPECT_EQ(id("/v1/users/%E8%8C%B6+x:merge"), "茶+x");
  for (const char* path : {"/v1/users/%:merge", "/v1/users/%2:merge", "/v1/users/%zz:merge",
                           "/v1/users/%ff:merge", "/v1/users/%C3:merge"}) {
    const auto refused = id_in_path(path, kForm);
    ASSERT_FALSE(refused.ok()) << path;
    EXPECT_EQ(refused.error().code, ErrorCode::kHttpBadRequest);
  }
}

}  // namespace
}  // namespace twotower

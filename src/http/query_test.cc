#include "http/query.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace twotower {
namespace {

std::string with_query(const char* target, const char* map = "{}") {
  Value value = parse_json(map, "").value();
  const auto added = add_query(target, value);
  return added.ok() ? to_json(value, JsonLayout::kOneLine) : added.error().field;
}

TEST(QueryTest, AddsKeysToAMap) {
  EXPECT_EQ(with_query("/v1/items/7"), "{}");
  EXPECT_EQ(with_query("/v1/items/7?"), "{}");
  EXPECT_EQ(with_query("/v1/items/7?version=7&mode=insert_only"),
            R"({"version":7,"mode":"insert_only"})");
  EXPECT_EQ(with_query("/v1/items/a%2Fb?mode=a%26b+c", R"({"x":1})"), R"({"x":1,"mode":"a&b c"})");
  EXPECT_EQ(with_query("/x?version=-7&a=007&b=1e3&c=&d"),
            R"({"version":-7,"a":7,"b":"1e3","c":"","d":""})");
  EXPECT_EQ(with_query("/x?version=99999999999999999999"), R"({"version":"99999999999999999999"})");
}

TEST(QueryTest, RefusesWhatIsNone) {
  EXPECT_EQ(with_query("/x?a=1&a=2"), "a");
  EXPECT_EQ(with_query("/x?a=1", R"({"a":1})"), "a");
  EXPECT_EQ(with_query("/x?a=%zz"), "query");
}

TEST(QueryTest, ReadsTags) {
  HttpRequest request;
  EXPECT_TRUE(tags_of(request, "If-Match").empty());
  request.fields = {{"if-match", "\"a\" , \"b\""}, {"Other", "\"c\""}, {"If-Match", "*"}};
  EXPECT_EQ(tags_of(request, "If-Match"), (std::vector<std::string>{"\"a\"", "\"b\"", "*"}));
}

}  // namespace
}  // namespace twotower

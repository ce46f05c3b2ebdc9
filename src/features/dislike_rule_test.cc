#include "features/dislike_rule.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace twotower {
namespace {

Result<DislikeRule> rule_of(const std::string& json) {
  return DislikeRule::parse(parse_json(json, "").value(), {"data.interactions.dislikes", ""});
}

TEST(DislikeRuleTest, ReadsItsFormsAndWritesThemBack) {
  EXPECT_TRUE(rule_of("\"auto\"").value().is_auto);
  for (const char* const none : {"\"none\"", "{}"}) {
    const auto rule = rule_of(none);
    ASSERT_TRUE(rule.ok()) << none;
    EXPECT_FALSE(rule.value().is_auto);
    EXPECT_FALSE(rule.value().rows.has_value());
    EXPECT_EQ(to_json(rule.value().to_value()), "\"none\"");
  }
  const auto votes = rule_of("{\"vote\": {\"max\": 0}}");
  ASSERT_TRUE(votes.ok());
  EXPECT_FALSE(votes.value().is_auto);
  EXPECT_EQ(fields_of(*votes.value().rows), std::vector<std::string>{"vote"});
  EXPECT_EQ(to_json(votes.value().to_value()), to_json(disliked_at_most_zero("vote").to_value()));
}

TEST(DislikeRuleTest, RefusesOthers) {
  EXPECT_EQ(rule_of("\"some\"").error().code, ErrorCode::kConfigWrongType);
  EXPECT_EQ(rule_of("[]").error().code, ErrorCode::kConfigWrongType);
  EXPECT_EQ(rule_of("{\"vote\": {\"most\": 0}}").error().code, ErrorCode::kConfigUnknownName);
}

}  // namespace
}  // namespace twotower

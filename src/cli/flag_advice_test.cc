#include "cli/flag_advice.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "cli/loose_map.h"
#include "serve/filter.h"
#include "serve/item_filters.h"
#include "serve/test_recommender.h"

namespace twotower {
namespace {

std::string said(const Advice& advice) {
  return (advice.is_example ? "e.g. " : "") + json_line(advice.right);
}

Value value_of(const std::string& json) {
  return parse_json(json, "").value();
}

// The items of the bundle have title, price and colors, its users city and age.
class FlagAdviceTest : public ::testing::Test {
 protected:
  bool takes(const Value& condition) const {
    const auto right = filter_of(condition, "");
    return right.ok() && ItemFilters(bundle_->catalog, nullptr).check(right.value(), "").ok();
  }

  std::string condition(const std::string& json) const {
    const Advice advice = condition_advice(value_of(json), *bundle_);
    EXPECT_TRUE(takes(advice.right)) << json;
    return said(advice);
  }

  std::string features(const std::string& json) const {
    return said(features_advice(value_of(json), bundle_->features.user));
  }

  std::vector<NearValue> near(const std::string& json) const {
    return near_values(filter_of(value_of(json), "").value(), *bundle_);
  }

  const Recommender recommender_ = test_recommender();
  const std::shared_ptr<const Bundle> bundle_ = recommender_.bundle();
};

TEST_F(FlagAdviceTest, ConditionsAreMendedByWhatTheBundleHas) {
  EXPECT_EQ(condition(R"({"title": "a"})"), R"({"title": {"is": "a"}})");
  EXPECT_EQ(condition(R"({"titel": ["a", "b"]})"), R"({"title": {"any": ["a", "b"]}})");
  EXPECT_EQ(condition(R"({"price": {"$lt": 5, "gte": 1}})"),
            R"({"price": {"below": 5, "min": 1}})");
  EXPECT_EQ(condition(R"({"title": {"any": "B"}})"), R"({"title": {"any": ["b"]}})");
  EXPECT_EQ(condition(R"({"any_of": [{"price": 1}, {"title": "A"}]})"),
            R"({"any_of": [{"price": {"is": 1}}, {"title": {"is": "a"}}]})");
  EXPECT_EQ(condition(R"({"not": {"price": {"min": 4}}})"), R"({"not": {"price": {"min": 4}}})");
}

TEST_F(FlagAdviceTest, AConditionThatCannotBeMendedGetsAnExampleOfThisBundle) {
  for (const char* json : {R"({"frobnicate": 3})", R"({"price": {"frobnicate": 3}})", "3", "[]",
                           R"({"price": {"min": true}})"}) {
    EXPECT_EQ(condition(json), R"(e.g. {"price": {"max": 5.0}})") << json;
  }
  EXPECT_TRUE(condition_advice(std::nullopt, *bundle_).is_example);
}

TEST_F(FlagAdviceTest, FeaturesAreThoseThatTheModelReads) {
  EXPECT_EQ(features(R"({"City": "rome", "age": 3})"), R"({"city": "rome", "age": 3})");
  EXPECT_EQ(features(R"({"age": {"is": 3}, "hat": 1})"), R"(e.g. {"city": "oslo"})");
  EXPECT_TRUE(features_advice(value_of("{}"), FeatureSet()).right.is_null());
}

TEST_F(FlagAdviceTest, CapsAreOfColumns) {
  EXPECT_EQ(said(caps_advice(value_of(R"({"prices": 2})"), *bundle_)), R"({"price": 2})");
  EXPECT_EQ(said(caps_advice(value_of(R"({"price": "two"})"), *bundle_)), R"(e.g. {"price": 2})");
}

TEST_F(FlagAdviceTest, FindsValuesOfOtherCapitals) {
  const std::vector<NearValue> found =
      near(R"({"title": {"any": ["A", "b"]}, "price": {"is": 5}})");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].field, "title");
  EXPECT_EQ(found[0].value, "A");
  EXPECT_EQ(json_line(found[0].right), R"({"title": {"any": ["a", "b"]}, "price": {"is": 5}})");
  EXPECT_TRUE(near(R"({"title": {"is": "a"}})").empty());
  EXPECT_TRUE(near(R"({"title": {"is": "frobnicate"}})").empty());
}

TEST_F(FlagAdviceTest, FindsValuesOfFeatures) {
  const auto found = near_values(value_of(R"({"city": "Roma", "age": 3})"), bundle_->features.user);
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(json_line(found[0].right), R"({"city": "rome", "age": 3})");
  EXPECT_TRUE(near_values(value_of(R"({"city": "rome"})"), bundle_->features.user).empty());
}

}  // namespace
}  // namespace twotower

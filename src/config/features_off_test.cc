#include "config/features_off.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "config/load_config.h"
#include "config/yaml_value.h"

namespace twotower {
namespace {

Result<Config> config_of(const std::string& yaml, std::vector<std::string> overrides) {
  return load_config({.base = parse_yaml(yaml, "test", Lines::kDropped).value(),
                      .overrides = std::move(overrides)});
}

using Names = std::vector<std::string>;

std::string features_of(const Config& config) {
  return to_json(to_value(config.features));
}

TEST(FeaturesOffTest, NullAndOffLeaveTheSideOpen) {
  const char* const forms[] = {"features: {item: {price: null}, context: {hour: off}}",
                               "features: {item: {price: }, context: {hour: null}}",
                               "features: {item: {price: false}, context: {hour: 'off'}}"};
  for (const char* form : forms) {
    const auto config = config_of(form, {"features.user.history=off"});
    ASSERT_TRUE(config.ok());
    const FeaturesOptions& features = config.value().features;
    EXPECT_FALSE(features.item || features.context || features.user) << features_of(config.value());
    EXPECT_EQ(features.off.item, Names{"price"});
    EXPECT_EQ(features.off.context, Names{"hour"});
    EXPECT_EQ(features.off.user, Names{"history"});
  }
}

TEST(FeaturesOffTest, AllContextIsSwitchedOff) {
  for (const auto& config :
       {config_of("name: x", {"features.context=off"}), config_of("features: {context: off}", {}),
        config_of("features: {context: {hour: number}}", {"features.context=false"})}) {
    ASSERT_TRUE(config.ok());
    ASSERT_TRUE(config.value().features.context.has_value());
    EXPECT_TRUE(config.value().features.context->empty());
    EXPECT_FALSE(config.value().features.user.has_value());
    const auto again = config_of(to_yaml(to_value(config.value())), {});
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again.value().features.context.has_value());
  }
  const auto open = config_of("features: {context: {hour: number}}", {"features.context=null"});
  ASSERT_TRUE(open.ok());
  EXPECT_FALSE(open.value().features.context.has_value());
}

TEST(FeaturesOffTest, TheWrittenConfigReadsBackEqual) {
  const auto config = config_of("name: x", {"features.item.price=null", "features.item.b=off"});
  ASSERT_TRUE(config.ok());
  const auto again = config_of(to_yaml(to_value(config.value())), {"features.item.price=off"});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(features_of(again.value()), features_of(config.value()));
  EXPECT_EQ(again.value().features.off.item, (Names{"price", "b"}));
}

// What a config names stays named, and nothing is chosen in its place.
TEST(FeaturesOffTest, TakesAFeatureOutOfThoseThatAreNamed) {
  const char* const named = "features: {item: {item_id: id, price: number}}";
  const auto config = config_of(named, {"features.item.price=null"});
  ASSERT_TRUE(config.ok());
  ASSERT_TRUE(config.value().features.item.has_value());
  ASSERT_EQ(config.value().features.item->size(), 1U);
  EXPECT_EQ(config.value().features.item->at(0).first, "item_id");
  const auto none = config_of(named, {"features.item.price=null", "features.item.item_id=off"});
  ASSERT_TRUE(none.ok());
  ASSERT_TRUE(none.value().features.item.has_value());
  EXPECT_TRUE(none.value().features.item->empty());
  const auto wrong = config_of(named, {"features.item.pric=null"});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().code, ErrorCode::kConfigUnknownName);
  EXPECT_EQ(wrong.error().field, "features.item.pric");
}

TEST(FeaturesOffTest, WhatIsNamedLaterIsOnAgain) {
  const auto config =
      config_of("features: {item: {price: null}}", {"features.item.price.kind=number"});
  ASSERT_TRUE(config.ok());
  EXPECT_TRUE(config.value().features.off.item.empty());
  ASSERT_TRUE(config.value().features.item.has_value());
  EXPECT_EQ(config.value().features.item->size(), 1U);
}

// --set features.user.history.encoder=mean where nobody said which features there are.
TEST(FeaturesOffTest, AnOptionOfAnOpenSideIsAChangeOfWhatWillBeChosen) {
  const auto config = config_of(
      "name: x", {"features.user.history.encoder=mean", "name=y", "features.item.price.buckets=8"});
  ASSERT_TRUE(config.ok());
  const FeaturesOptions& features = config.value().features;
  EXPECT_FALSE(features.user || features.item);
  ASSERT_EQ(features.changes.size(), 2U);
  EXPECT_EQ(features.changes[0].path, "features.user.history.encoder");
  EXPECT_EQ(features.changes[1].path, "features.item.price.buckets");
  const auto named =
      config_of("features: {item: {price: number}}", {"features.item.price.buckets=8"});
  ASSERT_TRUE(named.ok());
  EXPECT_TRUE(named.value().features.changes.empty());
}

TEST(LoadConfigTest, RefusesATableWhereAColumnIsNamed) {
  for (const char* name : {"titles.csv", "u.parquet", "x.jsonl", "t.csv.gz"}) {
    const auto config = load_config({.item = name});
    ASSERT_FALSE(config.ok()) << name;
    EXPECT_EQ(config.error().field, "--item");
  }
  EXPECT_TRUE(load_config({.item = "csv"}).ok());
}

}  // namespace
}  // namespace twotower

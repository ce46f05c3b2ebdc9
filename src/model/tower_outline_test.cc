#include "model/tower_outline.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace twotower {
namespace {

TowerOutline user_outline() {
  return {.inputs = {{.feature = "history", .kind = "mean", .width = 64, .newest = 40},
                     {.feature = "age", .kind = "number", .width = 8},
                     {.feature = "hour", .kind = "category", .width = 16, .is_context = true}},
          .hidden = {256, 128},
          .dim = 64};
}

// What is at `key` of each input.
std::vector<std::string> texts_at(const Value& tower, const char* key) {
  std::vector<std::string> texts;
  for (const Value& input : *tower.find("inputs")->as<Value::List>()) {
    texts.push_back(*input.find(key)->as<std::string>());
  }
  return texts;
}

TEST(TowerOutlineTest, TheVectorIsTheLastLayer) {
  TowerOutline outline = user_outline();
  EXPECT_EQ(outline.widths(), std::vector<std::int64_t>({256, 128, 64}));
  outline.hidden = {};
  outline.encoder_is_tower = true;
  EXPECT_TRUE(outline.widths().empty());
}

TEST(TowerOutlineTest, ScriptsReadTheirOwnNamesOfFeatures) {
  const Value tower = to_value(user_outline());
  EXPECT_EQ(texts_at(tower, "feature"),
            std::vector<std::string>({"history (newest 40)", "age", "context hour"}));
  EXPECT_EQ(texts_at(tower, "kind"), std::vector<std::string>({"mean", "number", "category"}));
  EXPECT_EQ(*tower.find("dim")->as<std::int64_t>(), 64);
}

TEST(TowerOutlineTest, FeaturesMayHaveOtherNames) {
  const auto key_of = [](const TowerOutline::Input& input) {
    return std::string(feature_message(input).key());
  };
  EXPECT_EQ(texts_at(to_value(user_outline(), key_of), "feature"),
            std::vector<std::string>({"tower.history", "tower.feature", "tower.context"}));
}

}  // namespace
}  // namespace twotower

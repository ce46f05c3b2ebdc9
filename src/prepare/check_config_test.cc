#include "prepare/check_config.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

TEST(CheckConfigTest, OnlyItemsCanBeAskedToHaveAVector) {
  const VectorOptions needed{.missing = MissingVector::kRefuse};
  Config config;
  config.features.item.emplace().emplace_back("look", needed);
  EXPECT_TRUE(check_config(config).ok());
  Config of_user = config, of_context = config;
  of_user.features.user.emplace().emplace_back("taste", needed);
  of_context.features.context.emplace().emplace_back("place", needed);
  for (const Config* wrong : {&of_user, &of_context}) {
    const auto checked = check_config(*wrong);
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().code, ErrorCode::kConfigConflict);
  }
  EXPECT_EQ(check_config(of_user).error().field, "features.user.taste.missing");
  EXPECT_EQ(check_config(of_context).error().field, "features.context.place.missing");
}

TEST(CheckConfigTest, AFeatureIsOnOrOff) {
  Config config;
  config.features.item.emplace().emplace_back("price", NumberOptions());
  config.features.off.item = {"brand"};
  EXPECT_TRUE(check_config(config).ok());
  config.features.off.item.emplace_back("price");
  const auto checked = check_config(config);
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().code, ErrorCode::kConfigConflict);
  EXPECT_EQ(checked.error().field, "features.switched_off.item");
}

}  // namespace
}  // namespace twotower

#include "features/known_event_types.h"

#include <gtest/gtest.h>

#include <optional>

namespace twotower {
namespace {

TEST(KnownEventTypesTest, KnowsSpellingsPluralsAndPasts) {
  EXPECT_EQ(known_weight("view"), 1.0);
  EXPECT_EQ(known_weight("Page_Views"), 1.0);
  EXPECT_EQ(known_weight("viewed"), 1.0);
  EXPECT_EQ(known_weight("liked"), 3.0);
  EXPECT_EQ(known_weight("add-to-cart"), 3.0);
  EXPECT_EQ(known_weight("Added To Cart"), 3.0);
  EXPECT_EQ(known_weight("orders"), 5.0);
  EXPECT_EQ(known_weight("purchased"), 5.0);
  EXPECT_EQ(known_weight("enrolled"), 5.0);
  EXPECT_EQ(known_weight("\u62A5\u540D"), 5.0);
}

TEST(KnownEventTypesTest, KnowsNoOthers) {
  for (const char* type : {"", "s", "ed", "cancelled", "refund", "wiew", "1"}) {
    EXPECT_EQ(known_weight(type), std::nullopt) << type;
  }
  EXPECT_TRUE(is_impression("impressions"));
  EXPECT_FALSE(is_impression("view"));
  EXPECT_FALSE(is_impression("dislike"));
}

}  // namespace
}  // namespace twotower

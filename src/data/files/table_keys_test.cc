#include "data/files/table_keys.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

TEST(TableKeysTest, NameWhatCanBeTyped) {
  EXPECT_EQ(path_key("data.items"), "data.items.path");
  EXPECT_EQ(path_key("--on"), "--on");
  EXPECT_EQ(path_key("split.test"), "split.test");
  EXPECT_EQ(settings_key("data.users"), "data.users");
  EXPECT_EQ(settings_key("--users"), "data.users");
  EXPECT_EQ(settings_key("--items"), "data.items");
  EXPECT_EQ(settings_key("--vectors"), "data.vectors");
  EXPECT_EQ(settings_key("--on"), "data.interactions");
}

}  // namespace
}  // namespace twotower

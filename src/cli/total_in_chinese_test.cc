#include "cli/in_chinese.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

TEST(TotalInChineseTest, SaysWhoseTotalItIs) {
  EXPECT_EQ(total_in_chinese("time left of the item's day"), "物品当天的剩余时间");
  EXPECT_EQ(total_in_chinese("rows of the last 7 days in the test"), "测试部分的最近 7 天的行数");
  EXPECT_EQ(total_in_chinese("sum of price so far of the session"), "会话的截至该行的price之和");
  EXPECT_EQ(total_in_chinese("mean weight in all parts"), "全部数据的权重的均值");
}

TEST(TotalInChineseTest, LeavesOtherNamesAsTheyAre) {
  for (const char* name : {"genres", "id", "rows in the cellar", ""}) {
    EXPECT_EQ(total_in_chinese(name), name);
  }
}

}  // namespace
}  // namespace twotower

#include "prepare/choose_label.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace twotower {
namespace {

// A column of texts of so many words in 100 rows.
ColumnProfile texts(std::string name, std::uint64_t distinct, double words) {
  ColumnProfile column;
  column.name = std::move(name);
  column.type = "text";
  column.rows = 100;
  column.distinct = distinct;
  column.words = words;
  for (const char* separator : {"|", ";", ",", "/", ">", " ", "、", "，", "；", "／"}) {
    column.parts.push_back({.separator = separator});
  }
  return column;
}

std::optional<std::string> label_of(std::vector<ColumnProfile> columns) {
  TableProfile table;
  table.columns = std::move(columns);
  return choose_label(table);
}

TEST(ChooseLabelTest, IsFoundByItsName) {
  EXPECT_EQ(label_of({texts("color", 5, 1), texts("title", 98, 3)}), "title");
  for (const char* name : {"name", "product_name", "商品名称", "片名", "movieTitle"}) {
    EXPECT_EQ(label_of({texts("plot", 100, 9), texts(name, 60, 1)}), name);
  }
  EXPECT_EQ(label_of({texts("name", 98, 3), texts("标题", 98, 3)}), "标题");
}

TEST(ChooseLabelTest, IsFoundByItsValues) {
  EXPECT_EQ(label_of({texts("what", 100, 3), texts("color", 5, 1)}), "what");
  EXPECT_EQ(label_of({texts("what", 80, 3)}), std::nullopt);
  EXPECT_EQ(label_of({texts("plot", 100, 90)}), std::nullopt);
  EXPECT_EQ(label_of({texts("code", 100, 1)}), std::nullopt);
}

TEST(ChooseLabelTest, IsNoneOfSeveralAndNothingThatSaysLittle) {
  EXPECT_EQ(label_of({texts("what", 100, 3), texts("which", 100, 3)}), std::nullopt);
  EXPECT_EQ(label_of({texts("name", 9, 1)}), std::nullopt);
  ColumnProfile gaps = texts("title", 60, 3);
  gaps.missing = 40;
  EXPECT_EQ(label_of({gaps}), std::nullopt);
  ColumnProfile number = texts("title", 100, 1);
  number.type = "integer";
  EXPECT_EQ(label_of({number}), std::nullopt);
  EXPECT_EQ(label_of({texts("phone name", 100, 3)}), std::nullopt);
}

}  // namespace
}  // namespace twotower

#include "data/cell_parts.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace twotower {
namespace {

RawColumn cells_of(const std::function<std::string(int)>& cell) {
  StringColumn texts;
  for (int i = 0; i < 200; ++i) texts.push_back(cell(i));
  return {.values = std::move(texts)};
}

std::string part(const char* before, int number, const char* behind = "") {
  return before + std::to_string(number) + behind;
}

TEST(CellPartsTest, FindsSeveralIds) {
  for (const std::string separator : {"|", ";", ",", ", ", "、", "，", " "}) {
    const auto cells = find_crowded_cells(cells_of([&](int i) {
      std::string cell = part("a", i % 37);
      for (int k = 0; k < i % 4; ++k) cell += separator + part("a", (i * 7 + 13 * k) % 37);
      return cell;
    }));
    ASSERT_TRUE(cells.has_value()) << separator;
    EXPECT_EQ(cells->kind, CrowdedCells::Kind::kIds);
    EXPECT_NE(cells->example.find(separator), std::string::npos);
  }
}

// What was clicked stands first.
TEST(CellPartsTest, FindsIdsWithLabels) {
  for (const std::string label : {"-", ":"}) {
    EXPECT_TRUE(find_crowded_cells(cells_of([&](int i) {
                  return part("N", i % 37) + label + part("1 N", i * 7 % 37) + label + "0";
                })).has_value());
  }
}

TEST(CellPartsTest, FindsJson) {
  EXPECT_EQ(find_crowded_cells(cells_of([](int i) { return part("[", i, "]"); }))->kind,
            CrowdedCells::Kind::kJson);
  EXPECT_EQ(find_crowded_cells(cells_of([](int i) { return part("{\"id\": ", i, "}"); }))->kind,
            CrowdedCells::Kind::kJson);
}

// One id each, with blanks and commas in it.
TEST(CellPartsTest, TitlesAndComposedIdsAreOneId) {
  const std::function<std::string(int)> forms[] = {
      [](int i) { return part("Boots Simulator ", i % 50, i % 2 == 0 ? ", Deluxe" : ""); },
      [](int i) { return part("King", i % 20, ", Stephen") + part("", i % 7); },
      [](int i) { return part("", i % 30) + part("|", i % 8, "x"); },
      [](int i) { return part("The Lord of number ", i % 60) + " and the Ring"; },
      [](int i) { return part("sku ", i % 90); },
      [](int i) { return part("2022-01-", 10 + i % 19) + part(" 10:", 10 + i % 40); }};
  for (const auto& form : forms) {
    EXPECT_FALSE(find_crowded_cells(cells_of(form)).has_value()) << form(3);
  }
  EXPECT_FALSE(find_crowded_cells(RawColumn{.values = Array<std::int64_t>{1, 2}}).has_value());
}

}  // namespace
}  // namespace twotower

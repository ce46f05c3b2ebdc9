#include "features/kinds/category.h"

#include <gtest/gtest.h>

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "features/vocabulary.h"

namespace twotower {
namespace {

const std::string kName = "category";

RawColumn texts_of(const std::vector<const char*>& texts) {
  StringColumn column;
  for (const char* text : texts) column.push_back(text);
  return {.values = column};
}

std::unique_ptr<FittedFeature> fitted(const CategoryOptions& options, const RawColumn& training,
                                      std::span<const std::uint32_t> row_counts = {}) {
  auto feature = options.fit({kName, training, row_counts});
  EXPECT_TRUE(feature.ok());
  return std::move(feature).value();
}

std::vector<std::vector<std::uint32_t>> bags_of(const FittedFeature& feature,
                                                const RawColumn& raw) {
  auto column = feature.encode(raw, kName);
  EXPECT_TRUE(column.ok());
  const auto& bags = std::get<BagColumn>(column.value());
  std::vector<std::vector<std::uint32_t>> rows;
  for (std::size_t i = 0; i + 1 < bags.offsets.size(); ++i) {
    rows.emplace_back(bags.rows.begin() + static_cast<std::ptrdiff_t>(bags.offsets[i]),
                      bags.rows.begin() + static_cast<std::ptrdiff_t>(bags.offsets[i + 1]));
  }
  return rows;
}

using Bags = std::vector<std::vector<std::uint32_t>>;

// By frequency, then by name: 2 clothes (3), 3 clothes/tops (2), 4 clothes/shoes,
// 5 clothes/tops/shirt, 6 clothes/tops/vest, 7 food.
RawColumn clothes() {
  return texts_of({"clothes/tops/shirt", "clothes/tops/vest", "clothes/shoes", "food"});
}

TEST(HierarchyTest, EveryLevelHasARow) {
  const auto feature = fitted({}, clothes());
  EXPECT_EQ(feature->form().layout, ColumnForm::Layout::kBag);
  EXPECT_EQ(feature->form().table_rows, 8U);
  EXPECT_EQ(bags_of(*feature, clothes()), (Bags{{2, 3, 5}, {2, 3, 6}, {2, 4}, {7}}));
}

TEST(HierarchyTest, AnUnseenLeafKeepsItsKnownParents) {
  const auto feature = fitted({}, clothes());
  EXPECT_EQ(bags_of(*feature, texts_of({"clothes/tops/coat", "clothes/hats/cap", "food/fish/cod",
                                        "toys/cars", "tops"})),
            (Bags{{2, 3}, {2}, {7}, {Vocabulary::kUnknownRow}, {Vocabulary::kUnknownRow}}));
}

TEST(HierarchyTest, MissingIsARowOfItsOwnAndBlanksAndEmptyLevelsAreNone) {
  const auto feature = fitted({}, clothes());
  RawColumn raw = texts_of({"", "/", " / ", "/clothes / shoes/", "clothes//shoes"});
  EXPECT_EQ(bags_of(*feature, raw), (Bags{{Vocabulary::kMissingRow},
                                          {Vocabulary::kMissingRow},
                                          {Vocabulary::kMissingRow},
                                          {2, 4},
                                          {2, 4}}));
  raw.is_missing = {0, 0, 0, 0, 1};
  EXPECT_EQ(bags_of(*feature, raw).back(), Bags::value_type{Vocabulary::kMissingRow});
}

TEST(HierarchyTest, ARareLeafIsItsParent) {
  CategoryOptions options;
  options.min_count = 2;
  const auto feature = fitted(options, clothes());
  EXPECT_EQ(feature->form().table_rows, 4U);
  EXPECT_EQ(bags_of(*feature, clothes()), (Bags{{2, 3}, {2, 3}, {2}, {Vocabulary::kUnknownRow}}));
  const std::vector<std::uint32_t> counts = {1, 1, 1, 9};
  EXPECT_EQ(bags_of(*fitted(options, clothes(), counts), clothes()).back(), Bags::value_type{2});
}

TEST(HierarchyTest, SurvivesItsStateWhereNoPathIsLeftInIt) {
  CategoryOptions options;
  options.min_count = 4;
  const auto feature = fitted(options, clothes());
  const auto again = options.load(feature->state());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value()->form().layout, ColumnForm::Layout::kBag);
  options.separator = ">";
  const auto refused = options.load(feature->state());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kBundleCorrupt);
}

TEST(HierarchyTest, IsCutAtTheSeparatorGivenAndNotAtAllWithoutOne) {
  CategoryOptions options;
  options.separator = " > ";
  const RawColumn raw = texts_of({"a > b/c", "a"});
  EXPECT_EQ(bags_of(*fitted(options, raw), raw), (Bags{{2, 3}, {2}}));
  options.separator = "";
  const auto whole = fitted(options, raw)->encode(raw, kName);
  ASSERT_TRUE(whole.ok());
  EXPECT_EQ(std::get<RowColumn>(whole.value()).rows, (std::vector<std::uint32_t>{3, 2}));
}

TEST(HierarchyTest, IdsAreNeverCut) {
  const RawColumn raw = texts_of({"shop/1", "shop/2"});
  auto feature = IdOptions().fit({kName, raw, {}});
  ASSERT_TRUE(feature.ok());
  const auto rows = feature.value()->encode(raw, kName);
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ(std::get<RowColumn>(rows.value()).rows, (std::vector<std::uint32_t>{2, 3}));
}

}  // namespace
}  // namespace twotower

#include "bundle/with_items.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <utility>

#include "bundle/test_bundle.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using test_bundle::Example;
using test_bundle::kNumItems;
using test_bundle::texts_of;

Bundle opened(const Example& example) {
  const testkit::TemporaryFolder folder;
  EXPECT_TRUE(example.write(folder.path_of("bundle")).ok());
  auto bundle = open_bundle(folder.path_of("bundle"));
  EXPECT_TRUE(bundle.ok());
  return std::move(bundle).value();
}

using Columns = std::map<std::string, RawColumn>;

Result<Bundle> added(const Bundle& bundle, const Columns& columns) {
  return with_items(bundle, [&](const std::string& name) -> const RawColumn* {
    const auto column = columns.find(name);
    return column == columns.end() ? nullptr : &column->second;
  });
}

// 102 in place of the one that is there, 200 and 201 new.
Columns three_items() {
  return {{"", {.values = std::vector<std::int64_t>{200, 102, 201}}},
          {"tags", {.values = texts_of({"a|c", "a|b", "never seen"})}},
          {"title", {.values = texts_of({"new", "c again", ""}), .is_missing = {0, 0, 1}}}};
}

void expect_near(std::span<const float> found, std::span<const float> expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-6) << i;
}

TEST(WithItemsTest, GivesTheVectorsThatTrainingsOwnWayGives) {
  for (const Similarity similarity :
       {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
    const Example example(1, similarity);
    const Bundle bundle = opened(example);
    const auto next = added(bundle, three_items());
    ASSERT_TRUE(next.ok());
    // The whole new catalog encoded and embedded as training does it.
    const RawColumn ids = next.value().catalog.ids.ids();
    const RawColumn tags = {
        .values = texts_of({"a|b", "", "a|b", "c|a", "a", "c", "b|c", "a|c", "never seen"})};
    const auto columns = example.features.item.encode(
        [&](const std::string& name) { return name.empty() ? &ids : &tags; }, kNumItems + 2);
    ASSERT_TRUE(columns.ok());
    EXPECT_EQ(next.value().catalog.columns, columns.value());
    ThreadPool pool(1);
    const AlignedBuffer vectors =
        embed_all_items(pool, *example.model, {.item = columns.value()}, kNumItems + 2);
    Exec exec(0);
    FlatIndex index(similarity, 8);
    index.add(exec, {vectors.data(), kNumItems + 2, 8});
    ASSERT_EQ(next.value().index->num_slots(), kNumItems + 2);
    for (std::uint32_t slot = 0; slot < kNumItems + 2; ++slot) {
      expect_near(next.value().index->vector(slot), index.vector(slot));
    }
  }
}

TEST(WithItemsTest, PutsNewItemsBehindAndReplacesThoseThatAreThere) {
  const Bundle bundle = opened(Example(1));
  const auto next = added(bundle, three_items());
  ASSERT_TRUE(next.ok());
  const Catalog& catalog = next.value().catalog;
  ASSERT_EQ(catalog.ids.size(), kNumItems + 2);
  EXPECT_EQ(catalog.ids.find(std::int64_t{200}), 7U);
  EXPECT_EQ(catalog.ids.find(std::int64_t{102}), 2U);
  EXPECT_EQ(catalog.counts, (std::vector<std::uint32_t>{7, 6, 5, 4, 3, 2, 1, 0, 0}));
  EXPECT_EQ(*catalog.shown_of(7).find("title")->as<std::string>(), "new");
  EXPECT_EQ(*catalog.shown_of(2).find("title")->as<std::string>(), "c again");
  EXPECT_EQ(*catalog.shown_of(3).find("title")->as<std::string>(), "d");
  EXPECT_TRUE(catalog.shown_of(8).find("title")->is_null());
  EXPECT_EQ(std::get<RowColumn>(catalog.columns[0]).rows[7], 0U);  // the unknown id
  EXPECT_EQ(bundle.catalog.ids.size(), kNumItems);
  EXPECT_EQ(bundle.index->num_slots(), kNumItems);
  EXPECT_EQ(next.value().model, bundle.model);
  EXPECT_EQ(next.value().users, bundle.users);
}

TEST(WithItemsTest, KeepsRawColumnsInOrderAndOfTheirType) {
  const Bundle bundle = opened(Example(1));
  Columns items = three_items();
  items["price"] = {.values = std::vector<std::int64_t>{2, 8, 0}, .is_missing = {0, 0, 1}};
  const auto next = added(bundle, items);
  ASSERT_TRUE(next.ok()) << next.error().message;
  const auto price = std::ranges::find(next.value().catalog.raw, "price", &ItemColumn::name);
  ASSERT_NE(price, next.value().catalog.raw.end());
  EXPECT_EQ(std::get<Array<double>>(price->column.values),
            (Array<double>{5, 1, 8, 0, 1, 9, 3, 2, 0}));
  EXPECT_EQ(price->sorted->values, (Array<std::uint32_t>{1, 4, 7, 6, 0, 2, 5}));
  const auto again = added(next.value(), {{"", {.values = std::vector<std::int64_t>{300}}}});
  ASSERT_TRUE(again.ok());
  for (std::size_t i = 0; i < again.value().catalog.raw.size(); ++i) {  // what is not given
    EXPECT_EQ(again.value().catalog.raw[i].column.values.index(),
              bundle.catalog.raw[i].column.values.index());
  }
  const auto colors = std::ranges::find(next.value().catalog.raw, "colors", &ItemColumn::name);
  EXPECT_EQ(colors->column.num_rows(), kNumItems + 2);
  EXPECT_EQ(colors->sorted->rows.size(), 3U);  // 102 had one
}

TEST(WithItemsTest, NamesGenerationsAfterOneAnother) {
  const Bundle bundle = opened(Example(1));
  const auto once = added(bundle, three_items());
  ASSERT_TRUE(once.ok());
  const auto twice = added(once.value(), three_items());
  ASSERT_TRUE(twice.ok());
  EXPECT_EQ(once.value().manifest.generation, bundle.manifest.generation + "+1");
  EXPECT_EQ(twice.value().manifest.generation, bundle.manifest.generation + "+2");
  EXPECT_EQ(twice.value().manifest.parent, once.value().manifest.generation);
  EXPECT_EQ(twice.value().catalog.ids.size(), kNumItems + 2);
}

TEST(WithItemsTest, SurvivesWriting) {
  const Bundle bundle = opened(Example(1));
  const auto next = added(bundle, three_items());
  ASSERT_TRUE(next.ok());
  const testkit::TemporaryFolder folder;
  ASSERT_TRUE(write_bundle(folder.path_of("next"), contents_of(next.value())).ok());
  const auto read = open_bundle(folder.path_of("next"));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value().manifest.parent, bundle.manifest.generation);
  EXPECT_NE(read.value().manifest.generation, bundle.manifest.generation);
  EXPECT_EQ(read.value().catalog.columns, next.value().catalog.columns);
  for (std::uint32_t slot = 0; slot < kNumItems + 2; ++slot) {
    EXPECT_TRUE(
        std::ranges::equal(read.value().index->vector(slot), next.value().index->vector(slot)));
  }
}

TEST(WithItemsTest, WhatIsNotGivenIsMissing) {
  const auto next =
      added(opened(Example(1)), {{"", {.values = std::vector<std::int64_t>{200, 104}}}});
  ASSERT_TRUE(next.ok());
  const auto& tags = std::get<BagColumn>(next.value().catalog.columns[1]);
  EXPECT_EQ(tags.rows.back(), 1U);  // the missing tag
  EXPECT_TRUE(next.value().catalog.shown_of(4).find("title")->is_null());
}

TEST(WithItemsTest, RefusesIdsAndValuesThatAreNone) {
  const Bundle bundle = opened(Example(1));
  const auto expect_code = [&](const Columns& columns, ErrorCode code) {
    const auto refused = added(bundle, columns);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, code) << refused.error().message;
  };
  expect_code({}, ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = texts_of({"x"})}}}, ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = texts_of({""})}}}, ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = std::vector<double>{1.5}}}}, ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = texts_of({"1", "2"}), .list_offsets = {0, 2}}}},
              ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = texts_of({})}}}, ErrorCode::kDataTooLittle);
  expect_code({{"", {.values = texts_of({"200", "0200"})}}}, ErrorCode::kDataDuplicateId);
  Columns prices = three_items();
  prices["price"] = {.values = texts_of({"2", "cheap", "3"})};
  expect_code(prices, ErrorCode::kRequestWrongFeature);
  Columns lists = three_items();
  lists["title"] = {.values = texts_of({"a", "b", "c"}), .list_offsets = {0, 1, 2, 3}};
  expect_code(lists, ErrorCode::kRequestWrongFeature);
}

}  // namespace
}  // namespace twotower

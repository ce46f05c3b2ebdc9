#include "bundle/with_items.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "bundle/test_bundle.h"
#include "messages/said.h"
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
  auto change = with_items(bundle, [&](const std::string& name) -> const RawColumn* {
    const auto column = columns.find(name);
    return column == columns.end() ? nullptr : &column->second;
  });
  if (!change.ok()) return change.error();
  return std::move(change).value().bundle;
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
    const Catalog catalog = merged(next.value()).catalog;
    const RawColumn ids = catalog.rows().ids.ids();
    const RawColumn tags = {
        .values = texts_of({"a|b", "", "a|b", "c|a", "a", "c", "b|c", "a|c", "never seen"})};
    const auto columns = example.features.item.encode(
        [&](const std::string& name) { return name.empty() ? &ids : &tags; }, kNumItems + 2);
    ASSERT_TRUE(columns.ok());
    EXPECT_EQ(catalog.rows().columns, columns.value());
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
  ASSERT_EQ(catalog.size(), kNumItems + 2);
  EXPECT_EQ(catalog.num_changes(), 3U);
  EXPECT_EQ(catalog.shared_rows(), bundle.catalog.shared_rows());
  EXPECT_EQ(catalog.find(std::int64_t{200}), 7U);
  EXPECT_EQ(catalog.find(std::int64_t{102}), 2U);
  EXPECT_EQ(merged(next.value()).catalog.rows().counts,
            (std::vector<std::uint32_t>{7, 6, 5, 4, 3, 2, 1, 0, 0}));
  EXPECT_EQ(*catalog.shown_of(7).find("title")->as<std::string>(), "new");
  EXPECT_EQ(*catalog.shown_of(2).find("title")->as<std::string>(), "c again");
  EXPECT_EQ(*catalog.shown_of(3).find("title")->as<std::string>(), "d");
  EXPECT_TRUE(catalog.shown_of(8).find("title")->is_null());
  EXPECT_EQ(catalog.table_row(0, 7), 0U);  // the unknown id
  EXPECT_EQ(bundle.catalog.size(), kNumItems);
  EXPECT_EQ(bundle.index->num_slots(), kNumItems);
  EXPECT_EQ(next.value().model, bundle.model);
  EXPECT_EQ(next.value().users, bundle.users);
}

TEST(WithItemsTest, KeepsRawColumnsInOrderAndOfTheirType) {
  const Bundle bundle = opened(Example(1));
  Columns items = three_items();
  items["price"] = {.values = std::vector<std::int64_t>{2, 8, 0}, .is_missing = {0, 0, 1}};
  const auto next = added(bundle, items);
  ASSERT_TRUE(next.ok()) << english(next.error().message);
  const Catalog all = merged(next.value()).catalog;
  const auto price = std::ranges::find(all.rows().raw, "price", &ItemColumn::name);
  ASSERT_NE(price, all.rows().raw.end());
  EXPECT_EQ(std::get<Array<double>>(price->column.values),
            (Array<double>{5, 1, 8, 0, 1, 9, 3, 2, 0}));
  EXPECT_EQ(price->sorted->values, (Array<std::uint32_t>{1, 4, 7, 6, 0, 2, 5}));
  const auto again = added(next.value(), {{"", {.values = std::vector<std::int64_t>{300}}}});
  ASSERT_TRUE(again.ok());
  const Catalog merged_again = merged(again.value()).catalog;
  for (std::size_t i = 0; i < bundle.catalog.rows().raw.size(); ++i) {  // what is not given
    const std::size_t type = bundle.catalog.rows().raw[i].column.values.index();
    EXPECT_EQ(again.value().catalog.changes().rows.raw[i].column.values.index(), type);
    EXPECT_EQ(merged_again.rows().raw[i].column.values.index(), type);
  }
  const auto colors = std::ranges::find(all.rows().raw, "colors", &ItemColumn::name);
  EXPECT_EQ(colors->column.num_rows(), kNumItems + 2);
  EXPECT_EQ(colors->sorted->rows.size(), 3U);  // 102 had one
}

TEST(WithItemsTest, ReadsNumbersAsPeopleWriteThem) {
  const Bundle bundle = opened(Example(1));
  Columns items = three_items();
  items["price"] = {.values = texts_of({"5,29", "$1,234.50", "N/A"})};
  const auto next = added(bundle, items);
  ASSERT_TRUE(next.ok()) << english(next.error().message);
  const Catalog all = merged(next.value()).catalog;
  const auto price = std::ranges::find(all.rows().raw, "price", &ItemColumn::name);
  const auto& prices = std::get<Array<double>>(price->column.values);
  EXPECT_EQ(prices[2], 1234.5);
  EXPECT_EQ(prices[kNumItems], 5.29);
  EXPECT_TRUE(price->column.missing(kNumItems + 1));
}

// Changes one after the other are as if each were merged at once.
TEST(WithItemsTest, ChangesAnswerAsMergedOnes) {
  Bundle kept = opened(Example(1)), at_once = opened(Example(1));
  RandomSequence draw({.seed = 4, .purpose = RandomPurpose{}, .step = 0, .example = 0});
  for (int change = 0; change < 40; ++change) {
    std::vector<std::int64_t> ids;
    StringColumn tags, titles, colors;
    std::vector<double> prices;
    const std::size_t first = draw.next_below(30), count = 1 + draw.next_below(3);
    RawColumn lists = {.list_offsets = {0}};
    for (std::size_t i = 0; i < count; ++i) {
      ids.push_back(static_cast<std::int64_t>(100 + first + i));
      tags.push_back(draw.next_below(2) == 0 ? "a|b" : "c");
      titles.push_back("title " + std::to_string(draw.next_below(100)));
      prices.push_back(static_cast<double>(draw.next_below(9)) / 2.0);
      colors.push_back("red");
      lists.list_offsets.push_back(i + 1);
    }
    lists.values = colors;
    Columns items = {{"", {.values = ids}}, {"tags", {.values = tags}}};
    if (draw.next_below(2) == 0) items["title"] = {.values = titles};
    if (draw.next_below(2) == 0) items["price"] = {.values = prices};
    if (draw.next_below(2) == 0) items["colors"] = lists;
    auto next = added(kept, items);
    auto next_at_once = added(at_once, items);
    ASSERT_TRUE(next.ok() && next_at_once.ok());
    kept = std::move(next).value();
    at_once = merged(next_at_once.value());
    EXPECT_EQ(at_once.catalog.num_changes(), 0U);
    ASSERT_EQ(kept.catalog.size(), at_once.catalog.size());
    for (std::uint32_t slot = 0; slot < kept.catalog.size(); ++slot) {
      EXPECT_EQ(kept.catalog.id(slot), at_once.catalog.id(slot));
      EXPECT_EQ(kept.catalog.find(kept.catalog.id(slot)), slot);
      EXPECT_EQ(kept.catalog.count(slot), at_once.catalog.count(slot));
      EXPECT_EQ(kept.catalog.columns_of(slot), at_once.catalog.columns_of(slot));
      EXPECT_EQ(to_json(kept.catalog.shown_of(slot)), to_json(at_once.catalog.shown_of(slot)));
      EXPECT_TRUE(std::ranges::equal(kept.index->vector(slot), at_once.index->vector(slot)));
    }
  }
  const Catalog all = merged(kept).catalog;
  for (std::size_t i = 0; i < all.rows().raw.size(); ++i) {
    EXPECT_EQ(all.rows().raw[i].column.values, at_once.catalog.rows().raw[i].column.values);
    EXPECT_EQ(all.rows().raw[i].sorted->values, at_once.catalog.rows().raw[i].sorted->values);
  }
}

// Integers that become numbers are the whole catalog's matter, so nothing stays behind.
TEST(WithItemsTest, AColumnThatBecomesOneOfNumbersIsMergedAtOnce) {
  Example example(1);
  example.raw[1] = test_bundle::item_column("price", {.values = std::vector<std::int64_t>(7, 3)});
  const Bundle bundle = opened(example);
  Columns items = three_items();
  items["price"] = {.values = std::vector<double>{2.5, 8, 1}};
  const auto next = added(bundle, items);
  ASSERT_TRUE(next.ok());
  EXPECT_EQ(next.value().catalog.num_changes(), 0U);
  EXPECT_EQ(std::get<Array<double>>(next.value().catalog.rows().raw[1].column.values),
            (Array<double>{3, 3, 8, 3, 3, 3, 3, 2.5, 1}));
  items["price"] = {.values = std::vector<double>{2.5, 8, 1}};
  example.raw[1] = test_bundle::item_column(
      "price", {.values = std::vector<std::int64_t>(7, (std::int64_t{1} << 53) + 1)});
  EXPECT_FALSE(added(opened(example), items).ok());  // a number that no integer of it equals
}

// A type is that of what changed, too: no matter whether that is merged.
TEST(WithItemsTest, WhatChangedHasATypeAsWhatIsShared) {
  const auto one = [](RawColumn price) {
    return Columns{{"", {.values = std::vector<std::int64_t>{200}}}, {"price", std::move(price)}};
  };
  const RawColumn text = {.values = texts_of({"cheap"})};
  const RawColumn list = {.values = texts_of({"a", "b"}), .list_offsets = {0, 2}};
  const RawColumn big = {.values = std::vector<std::int64_t>{(std::int64_t{1} << 53) + 1}};
  const RawColumn small = {.values = std::vector<std::int64_t>{7}};
  const RawColumn number = {.values = std::vector<double>{2.5}};
  for (const bool is_empty : {true, false}) {
    Example example(1);
    RawColumn prices = {.values = std::vector<std::int64_t>(7, 3)};
    if (is_empty) prices.is_missing.assign(7, 1);
    example.raw[1] = test_bundle::item_column("price", prices);
    const Bundle bundle = opened(example);
    for (const auto& [first, second] :
         {std::pair(text, list), std::pair(small, text), std::pair(big, number)}) {
      const auto changed = added(bundle, one(first));
      if (!changed.ok()) continue;  // a text beside integers
      EXPECT_FALSE(added(changed.value(), one(second)).ok());
      EXPECT_FALSE(added(merged(changed.value()), one(second)).ok());
    }
    EXPECT_TRUE(added(added(bundle, one(small)).value(), one(number)).ok());
  }
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
  EXPECT_EQ(twice.value().catalog.size(), kNumItems + 2);
}

TEST(WithItemsTest, SurvivesWriting) {
  const Bundle bundle = opened(Example(1));
  const auto next = added(bundle, three_items());
  ASSERT_TRUE(next.ok());
  const testkit::TemporaryFolder folder;
  const Bundle all = merged(next.value());
  ASSERT_TRUE(write_bundle(folder.path_of("next"), contents_of(all)).ok());
  const auto read = open_bundle(folder.path_of("next"));
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  EXPECT_EQ(read.value().manifest.parent, bundle.manifest.generation);
  EXPECT_NE(read.value().manifest.generation, bundle.manifest.generation);
  EXPECT_EQ(read.value().catalog.rows().columns, all.catalog.rows().columns);
  for (std::uint32_t slot = 0; slot < kNumItems + 2; ++slot) {
    EXPECT_TRUE(
        std::ranges::equal(read.value().index->vector(slot), next.value().index->vector(slot)));
  }
}

TEST(WithItemsTest, WhatIsNotGivenIsMissing) {
  const auto next =
      added(opened(Example(1)), {{"", {.values = std::vector<std::int64_t>{200, 104}}}});
  ASSERT_TRUE(next.ok());
  const auto tags = std::get<BagColumn>(next.value().catalog.columns_of(7)[1]);
  EXPECT_EQ(tags.rows.back(), 1U);  // the missing tag
  EXPECT_TRUE(next.value().catalog.shown_of(4).find("title")->is_null());
}

TEST(WithItemsTest, RefusesIdsAndValuesThatAreNone) {
  const Bundle bundle = opened(Example(1));
  const auto expect_code = [&](const Columns& columns, ErrorCode code) {
    const auto refused = added(bundle, columns);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, code) << english(refused.error().message);
  };
  expect_code({}, ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = texts_of({"x"})}}}, ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = texts_of({""})}}}, ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = std::vector<double>{1.5}}}}, ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = texts_of({"1", "2"}), .list_offsets = {0, 2}}}},
              ErrorCode::kRequestWrongFeature);
  expect_code({{"", {.values = texts_of({})}}}, ErrorCode::kDataTooLittle);
  expect_code({{"", {.values = texts_of({"200", "0200"})}}}, ErrorCode::kRequestWrongFeature);
  Columns prices = three_items();
  prices["price"] = {.values = texts_of({"2", "cheap", "3"})};
  expect_code(prices, ErrorCode::kRequestWrongFeature);
  Columns lists = three_items();
  lists["title"] = {.values = texts_of({"a", "b", "c"}), .list_offsets = {0, 1, 2, 3}};
  expect_code(lists, ErrorCode::kRequestWrongFeature);
}

}  // namespace
}  // namespace twotower

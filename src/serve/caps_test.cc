// Lists of which no value has more than its cap, against a plain loop over all items.
#include "serve/caps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "bundle/test_bundle.h"
#include "bundle/with_items.h"
#include "messages/said.h"
#include "serve/recommender.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using test_bundle::Example;

constexpr std::size_t kNumNew = 900;

// The seven items of Example and kNumNew more, of 5 titles, 40 prices and 30 colors, some without.
Recommender shop() {
  Example example(1);
  example.repeat = RepeatRule::kAllow;
  const testkit::TemporaryFolder folder;
  EXPECT_TRUE(example.write(folder.path_of("bundle")).ok());
  Recommender recommender(open_bundle(folder.path_of("bundle")).value());
  RandomSequence draw({.seed = 5, .purpose = RandomPurpose{}, .step = 0, .example = 0});
  std::vector<std::int64_t> ids;
  std::vector<double> prices;
  StringColumn tags, titles, colors;
  std::vector<std::uint8_t> no_title, no_price;
  std::vector<std::uint64_t> color_offsets = {0};
  for (std::size_t i = 0; i < kNumNew; ++i) {
    ids.push_back(static_cast<std::int64_t>(1000 + i));
    tags.push_back(draw.next_below(2) == 0 ? "a|b" : "c");
    titles.push_back(std::string(1, static_cast<char>('a' + draw.next_below(5))));
    no_title.push_back(draw.next_below(10) == 0 ? 1 : 0);
    prices.push_back(0.1 * static_cast<double>(draw.next_below(40)));
    no_price.push_back(draw.next_below(10) == 0 ? 1 : 0);
    for (std::uint64_t n = draw.next_below(4); n > 0; --n) {
      colors.push_back("color " + std::to_string(draw.next_below(30)));
    }
    color_offsets.push_back(colors.size());
  }
  const std::map<std::string, RawColumn> columns = {
      {"", {.values = ids}},
      {"tags", {.values = tags}},
      {"title", {.values = titles, .is_missing = no_title}},
      {"price", {.values = prices, .is_missing = no_price}},
      {"colors", {.values = colors, .list_offsets = color_offsets}}};
  EXPECT_TRUE(recommender
                  .add_items([&](const std::string& name) -> const RawColumn* {
                    return columns.contains(name) ? &columns.at(name) : nullptr;
                  })
                  .ok());
  return recommender;
}

// The values of an item, by column.
std::set<std::string> values_of(const Recommender& shop, const Id& id, const std::string& column) {
  const Catalog& catalog = shop.bundle()->catalog;
  const Value raw = catalog.raw_of(*catalog.find(to_view(id)));
  const Value& value = *raw.find(column);
  std::set<std::string> texts;
  if (const auto* list = value.as<Value::List>()) {
    for (const Value& one : *list) texts.insert(to_json(one));
  } else if (!value.is_null()) {
    texts.insert(to_json(value));
  }
  return texts;
}

class CapsTest : public testing::Test {
 protected:
  std::vector<Id> ids_of(const RecommendRequest& request) const {
    std::vector<Id> ids;
    const Recommendations answer = asked_->recommend(request).value();
    for (const RecommendedItem& item : answer.items) {
      ids.push_back(item.id);
    }
    return ids;
  }
  // What one pass over all items in order takes.
  std::vector<Id> expected(RecommendRequest request) const {
    const std::size_t k = request.k;
    const Caps caps = std::exchange(request.caps, Caps()).value();
    request.k = 10'000;
    std::vector<Id> taken;
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    for (const Id& id : ids_of(request)) {
      std::vector<std::pair<std::string, std::string>> values;
      bool has_room = true;
      for (const auto& [column, cap] : caps) {
        for (const std::string& value : values_of(*asked_, id, column)) {
          values.emplace_back(column, value);
          has_room = has_room && counts[values.back()] < cap;
        }
      }
      if (!has_room || taken.size() == k) continue;
      taken.push_back(id);
      for (const auto& value : values) ++counts[value];
    }
    return taken;
  }

  const Recommender shop_ = shop(), merged_{merged(*shop_.bundle())};
  const Recommender* asked_ = &shop_;
};

TEST_F(CapsTest, TakesWhatOnePassOverAllItemsTakes) {
  const std::vector<Caps> all_caps = {{{"title", 1}},
                                      {{"price", 2}},
                                      {{"colors", 1}},
                                      {{"title", 40}, {"colors", 2}},
                                      {},
                                      {{"price", 1000}},
                                      {{"title", 3}, {"price", 1}, {"colors", 5}}};
  for (const bool is_merged : {false, true}) {
    if (is_merged) asked_ = &merged_;
    for (const Caps& caps : all_caps) {
      for (const char* user : {"ann", "nobody"}) {
        for (const std::size_t k : {1, 10, 100, 2000}) {
          RecommendRequest request = {.user_id = Id(user), .exclude = {Id("1005")}, .k = k};
          request.caps = caps;
          EXPECT_EQ(ids_of(request), expected(request)) << user << " " << k;
          request.filter =
              Condition::parse(parse_json(R"({"price": {"max": 2}})", "").value(), {}).value();
          EXPECT_EQ(ids_of(request), expected(request)) << user << " " << k;
        }
      }
    }
  }
}

TEST_F(CapsTest, ShortCountsWhatHasNoRoom) {
  RecommendRequest request = {.user_id = Id("ann"), .k = 800};
  request.caps = Caps{{"item.title", 1}};
  const Recommendations answer = shop_.recommend(request).value();
  const Shortfall& left = answer.shortfall.value();
  EXPECT_GT(left.caps, 700U);
  EXPECT_EQ(left.caps + answer.items.size(), left.catalog);
}

TEST_F(CapsTest, PagesAreOneList) {
  RecommendRequest request = {.user_id = Id("ann"), .k = 40};
  request.caps = Caps{{"price", 1}};
  const std::vector<Id> whole = ids_of(request);
  ASSERT_GT(whole.size(), 35U);
  request.k = 7;
  request.is_paged = true;
  std::vector<Id> pages;
  do {
    const Recommendations page = shop_.recommend(request).value();
    for (const RecommendedItem& item : page.items) pages.push_back(item.id);
    request.cursor = page.cursor;
  } while (!request.cursor.empty());
  pages.resize(std::min(pages.size(), whole.size()));
  EXPECT_EQ(pages, whole);
}

TEST_F(CapsTest, DiverseListsHoldToThem) {
  RecommendRequest request = {.user_id = Id("ann"), .diversity = 0.7, .k = 20};
  request.caps = Caps{{"price", 1}};
  std::set<std::string> prices;
  std::size_t num_priced = 0;
  const std::vector<Id> ids = ids_of(request);
  EXPECT_EQ(ids.size(), 20U);
  for (const Id& id : ids) {
    const std::set<std::string> values = values_of(shop_, id, "price");
    num_priced += values.size();
    prices.insert(values.begin(), values.end());
  }
  EXPECT_EQ(prices.size(), num_priced);
}

TEST_F(CapsTest, AnUnknownColumnNamesTheNearest) {
  RecommendRequest request = {.user_id = Id("ann")};
  request.caps = Caps{{"colours", 1}};
  const auto answer = shop_.recommend(request);
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, ErrorCode::kConfigUnknownName);
  EXPECT_NE(english(answer.error().message).find("colors"), std::string::npos);
}

}  // namespace
}  // namespace twotower

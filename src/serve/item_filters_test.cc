#include "serve/item_filters.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
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
using test_bundle::kNumItems;

Condition condition_of(const std::string& json) {
  return Condition::parse(parse_json(json, "test").value(), {"filter", ""}).value();
}

// Items whose columns say what a plain loop reads.
struct Shop {
  explicit Shop(std::uint64_t seed, std::size_t num_items, std::int64_t first_id = 0)
      : draw({.seed = seed, .purpose = RandomPurpose{}, .step = 0, .example = 0}) {
    StringColumn paths;
    RawColumn tags;
    StringColumn tag_texts;
    tags.list_offsets = {0};
    std::vector<std::int64_t> stocks;
    std::vector<double> prices;
    std::vector<std::uint8_t> has_no_stock;
    for (std::size_t i = 0; i < num_items; ++i) {
      rows.ids.add(first_id + static_cast<std::int64_t>(i));
      rows.counts.push_back(0);
      stocks.push_back(static_cast<std::int64_t>(draw.next_below(6)));
      has_no_stock.push_back(draw.next_below(5) == 0 ? 1 : 0);
      prices.push_back(static_cast<double>(draw.next_below(40)) / 4);
      paths.push_back("c" + std::to_string(draw.next_below(3)) +
                      (draw.next_below(2) == 0 ? "" : "/d" + std::to_string(draw.next_below(2))));
      for (std::size_t t = draw.next_below(4); t-- > 0;) {
        tag_texts.push_back("t" + std::to_string(draw.next_below(5)));
      }
      tags.list_offsets.push_back(tag_texts.size());
    }
    tags.values = std::move(tag_texts);
    add("stock", {.values = std::move(stocks), .is_missing = std::move(has_no_stock)});
    add("price", {.values = std::move(prices)});
    add("path", {.values = std::move(paths)});
    add("tags", std::move(tags));
  }
  void add(const std::string& name, RawColumn column) {
    auto sorted = sort_values(column);
    rows.raw.push_back({name, std::move(column), std::move(sorted)});
  }

  RandomSequence draw;
  ItemRows rows;
};

// One that says with a number of its own what each test is.
std::string random_condition(RandomSequence& draw, int depth = 0) {
  const auto number = [&](std::size_t below) { return std::to_string(draw.next_below(below)); };
  const auto test = [&]() -> std::string {
    switch (draw.next_below(9)) {
      case 0: return R"("stock": {"min": )" + number(7) + "}";
      case 1:
        return R"("item.price": {"above": )" + number(9) + R"(.5, "max": )" + number(12) + "}";
      case 2: return R"("path": {"under": "c)" + number(4) + R"("})";
      case 3: return R"("tags": {"any": ["t)" + number(6) + R"(", "t)" + number(6) + R"("]})";
      case 4: return R"("tags": {"none": ["t)" + number(6) + R"("]})";
      case 5:
        return R"("stock": {"exists": )" + std::string(number(2) == "0" ? "true" : "false") + "}";
      case 6: return R"("item_id": {"below": )" + number(400) + "}";
      case 7: return R"("path": {"is": "c)" + number(3) + "/d" + number(2) + R"("})";
      default: return R"("price": {"below": )" + number(10) + "}";
    }
  };
  std::string json = "{" + test();
  if (depth < 2 && draw.next_below(3) == 0) {
    json += R"(, "any_of": [)" + random_condition(draw, depth + 1) + ", " +
            random_condition(draw, depth + 1) + "]";
  }
  if (depth < 2 && draw.next_below(3) == 0) {
    json += R"(, "not": )" + random_condition(draw, depth + 1);
  }
  return json + "}";
}

// Whether a row of a plain loop passes.
class PlainLoop {
 public:
  explicit PlainLoop(const ItemRows& rows) : rows_(rows) {}

  bool passes(const Condition& condition, std::size_t row) const {
    for (const FieldTest& test : condition.tests) {
      if (!passes(test, row)) return false;
    }
    bool any = condition.any_of.empty();
    for (const Condition& part : condition.any_of) any |= passes(part, row);
    for (const Condition& part : condition.negated) any &= !passes(part, row);
    return any;
  }

 private:
  bool passes(const FieldTest& test, std::size_t row) const {
    const std::string field = test.field.starts_with("item.") ? test.field.substr(5) : test.field;
    RawColumn ids = rows_.ids.ids();
    const RawColumn* column = &ids;
    for (const ItemColumn& item : rows_.raw) {
      if (item.name == field) column = &item.column;
    }
    bool any = false;
    const auto [begin, end] = column->values_of(row);
    for (std::size_t i = begin; i < end; ++i) {
      if (!column->missing(i)) any |= holds(test, *column, i);
    }
    if (test.test == ConditionTest::kNone) return !any;
    if (test.test == ConditionTest::kExists) return any == std::get<bool>(test.operand);
    return any;
  }

  static bool holds(const FieldTest& test, const RawColumn& column, std::size_t i) {
    if (test.test == ConditionTest::kExists) return true;
    for (const Value& value : std::get<std::vector<Value>>(test.operand)) {
      if (const auto* texts = std::get_if<StringColumn>(&column.values)) {
        const std::string text((*texts)[i]), &given = *value.as<std::string>();
        if (text == given) return true;
        if (test.test == ConditionTest::kUnder && text.starts_with(given + "/")) return true;
        continue;
      }
      const double number = column.values.index() == 0
                                ? static_cast<double>(std::get<0>(column.values)[i])
                                : std::get<1>(column.values)[i];
      const double bound = value.to_number();
      switch (test.test) {
        case ConditionTest::kMin: return number >= bound;
        case ConditionTest::kMax: return number <= bound;
        case ConditionTest::kAbove: return number > bound;
        case ConditionTest::kBelow: return number < bound;
        default: return number == bound;
      }
    }
    return false;
  }

  const ItemRows& rows_;
};

// A thousand conditions on catalogs, some of whose items changed.
TEST(ItemFiltersTest, LetPassWhatAPlainLoopDoes) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Catalog whole(Shop(seed, 9 + 37 * seed).rows, {});
    Catalog::Changes changes{.rows = Shop(100 + seed, 9, 10'000).rows,
                             .num_slots = whole.size() + 5};
    for (std::uint32_t row = 0; row < 9; ++row) {  // four in place of others, five new
      changes.slots.push_back(row < 4 ? 2 * row
                                      : static_cast<std::uint32_t>(whole.size() + row - 4));
      changes.row_of[changes.slots.back()] = row;
    }
    const Catalog catalog = whole.with(std::move(changes));
    const auto& row_of = catalog.changes().row_of;
    const ItemFilters of_whole(whole, nullptr), filters(catalog, &of_whole);
    RandomSequence draw({.seed = seed, .purpose = RandomPurpose{}, .step = 1, .example = 0});
    for (int round = 0; round < 60; ++round) {
      const std::string json = random_condition(draw);
      const Condition condition = condition_of(json);
      for (int again = 0; again < 2; ++again) {  // made, then kept
        const auto set = filters.passing(condition, {});
        ASSERT_TRUE(set.ok()) << json << english(set.error().message);
        std::size_t count = 0;
        for (std::uint32_t slot = 0; slot < catalog.size(); ++slot) {
          const auto found = row_of.find(slot);
          const bool is_changed = found != row_of.end();
          const bool passes = PlainLoop(is_changed ? catalog.changes().rows : whole.rows())
                                  .passes(condition, is_changed ? found->second : slot);
          ASSERT_EQ(AllowedSlots{set.value()->words}[slot], passes) << json << " slot " << slot;
          count += passes ? 1 : 0;
        }
        EXPECT_EQ(set.value()->count, count);
      }
    }
  }
}

TEST(ItemFiltersTest, FieldsAreColumnsByTheirNamesAndTheId) {
  Shop shop(1, 3);
  for (const char* name : {"item_id", "item.x", "x"}) {
    shop.add(name, {.values = std::vector<std::int64_t>{name[0] == 'x' ? 7 : 8, 8, 2}});
  }
  const ItemFilters filters(Catalog(std::move(shop.rows), {}), nullptr);
  const auto passing = [&](const std::string& field, int value) {
    const std::string json = "{\"" + field + "\": {\"is\": " + std::to_string(value) + "}}";
    return filters.passing(condition_of(json), {}).value()->words[0];
  };
  EXPECT_EQ(passing("item_id", 2), 4U);  // the id, whatever column has its name
  EXPECT_EQ(passing("item_id", 8), 0U);
  EXPECT_EQ(passing("item.item_id", 8), 3U);  // which is this one
  EXPECT_EQ(passing("item.x", 8), 3U);        // the column of that very name
  EXPECT_EQ(passing("x", 8), 2U);
  EXPECT_EQ(passing("item.item.x", 8), 3U);
}

TEST(ItemFiltersTest, KeepsWhatWasAskedAndSharesItWithTheNextGeneration) {
  const Catalog catalog(Shop(1, 100).rows, {});
  const ItemFilters first(catalog, nullptr), next(catalog, &first);
  const Condition condition = condition_of(R"({"stock": {"min": 2}})");
  const auto set = first.passing(condition, {}).value();
  EXPECT_EQ(first.passing(condition, {}).value(), set);
  EXPECT_EQ(next.passing(condition, {}).value(), set);
  const Catalog other(Shop(1, 100).rows, {});
  EXPECT_NE(ItemFilters(other, &next).passing(condition, {}).value(), set);
}

TEST(ItemFiltersTest, WhatLooksBackFromNowIsAskedEachTime) {
  Shop shop(1, 3);
  shop.add("since",
           {.values = std::vector<std::int64_t>{1'000'000'000, 1'000'086'400, 2'000'000'000}});
  const Catalog catalog(std::move(shop.rows), {});
  const ItemFilters filters(catalog, nullptr);
  const Condition condition = condition_of(R"({"not": {"since": {"within": "2d"}}})");
  const auto count_at = [&](std::int64_t seconds) {
    return filters.passing(condition, {seconds * 1'000'000}).value()->count;
  };
  EXPECT_EQ(count_at(1'000'000'001), 2U);
  EXPECT_EQ(count_at(1'000'090'000), 1U);
  EXPECT_EQ(count_at(1'000'000'001), 2U);
}

TEST(ItemFiltersTest, UnknownFieldsAndWrongTypesAreRefused) {
  const ItemFilters filters(Catalog(Shop(1, 10).rows, {}), nullptr);
  const auto unknown = filters.passing(condition_of(R"({"pris": {"min": 2}})"), {});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, ErrorCode::kConfigUnknownName);
  EXPECT_NE(english(unknown.error().message).find("price"), std::string::npos);
  EXPECT_EQ(filters.passing(condition_of(R"({"stock": {"is": "many"}})"), {}).error().code,
            ErrorCode::kConfigWrongType);
}

TEST(SlotSetCacheTest, DropsWhatWasUsedLongestAgo) {
  const auto set = std::make_shared<SlotSet>(SlotSet{.words = std::vector<std::uint64_t>(100)});
  SlotSetCache cache(3 * (800 + 128 + 1));
  for (const char* name : {"a", "b", "c"}) cache.put(name, set);
  EXPECT_EQ(cache.find("a"), set);
  cache.put("d", set);
  EXPECT_EQ(cache.find("b"), nullptr);
  for (const char* name : {"a", "c", "d"}) EXPECT_EQ(cache.find(name), set);
  cache.put("too large",
            std::make_shared<SlotSet>(SlotSet{.words = std::vector<std::uint64_t>(1000)}));
  EXPECT_EQ(cache.find("too large"), nullptr);
}

// If k allowed items exist, k come, and `short` counts each item once.
TEST(FilterTest, AnswersAllThatPass) {
  for (const RepeatRule repeat : {RepeatRule::kAllow, RepeatRule::kExclude}) {
    Example example(1);
    example.repeat = repeat;
    const testkit::TemporaryFolder folder;
    ASSERT_TRUE(example.write(folder.path_of("bundle")).ok());
    const Recommender recommender(open_bundle(folder.path_of("bundle")).value());
    for (const char* user : {"ann", "nobody"}) {
      const auto all = recommender.recommend({.user_id = Id(user), .k = 100}).value();
      for (std::int64_t bound = 99; bound < 112; ++bound) {
        const std::string json = R"({"item_id": {"max": )" + std::to_string(bound) + "}}";
        const RecommendRequest request = {.user_id = Id(user),
                                          .exclude = {Id("103"), Id("103"), Id("109")},
                                          .filter = condition_of(json),
                                          .k = 100};
        const auto answer = recommender.recommend(request);
        ASSERT_TRUE(answer.ok()) << english(answer.error().message);
        std::vector<std::int64_t> expected, found;
        for (const RecommendedItem& item : all.items) {
          const std::int64_t id = std::get<std::int64_t>(item.id);
          if (id <= bound && id != 103 && id != 109) expected.push_back(id);
        }
        for (const RecommendedItem& item : answer.value().items) {
          found.push_back(std::get<std::int64_t>(item.id));
        }
        EXPECT_EQ(found, expected);
        const Shortfall& left = answer.value().shortfall.value();
        EXPECT_EQ(left.catalog, kNumItems);
        EXPECT_EQ(left.filter + left.seen + left.exclude + found.size(), kNumItems);
        const auto num_passing = std::clamp<std::int64_t>(bound - 99, 0, kNumItems);
        EXPECT_EQ(left.filter, kNumItems - static_cast<std::size_t>(num_passing));
        if (bound >= 105) continue;
        const auto why = recommender.why(request, Id("105"));
        ASSERT_TRUE(why.ok() && why.value().why_not.has_value());
        EXPECT_EQ(why.value().num_allowed, found.size());
      }
    }
  }
}

}  // namespace
}  // namespace twotower

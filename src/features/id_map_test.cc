#include "features/id_map.h"

#include <gtest/gtest.h>

#include <limits>

namespace twotower {
namespace {

TEST(IdMapTest, GivesSlotsInTheOrderAddedAndFindsThem) {
  IdMap integers(IdMap::Type::kInt64);
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(integers.add(std::int64_t{7}), 0U);
  EXPECT_EQ(integers.add(kMin), 1U);
  EXPECT_EQ(integers.add(std::int64_t{7}), 0U);
  EXPECT_EQ(integers.size(), 2U);
  EXPECT_EQ(std::get<std::int64_t>(integers.id(1)), kMin);
  EXPECT_FALSE(integers.find(std::int64_t{8}).has_value());
}

TEST(IdMapTest, KeepsTextsAsTheyAre) {
  IdMap texts(IdMap::Type::kString);
  EXPECT_EQ(texts.add(std::string_view("007")), 0U);
  EXPECT_EQ(texts.add(std::string_view("7")), 1U);
  EXPECT_EQ(texts.add(std::string_view("\u6bd4\u8428")), 2U);
  EXPECT_EQ(texts.add(std::string_view("")), 3U);
  for (int i = 0; i < 1000; ++i) texts.add(std::string_view(std::to_string(i)));
  EXPECT_EQ(texts.find(std::string_view("007")), 0U);
  EXPECT_EQ(std::get<std::string_view>(texts.id(2)), "\u6bd4\u8428");
  const IdMap moved = std::move(texts);
  EXPECT_EQ(moved.find(std::string_view("999")), moved.size() - 1);
}

TEST(IdMapTest, FindsAnIntegerByItsDecimalForm) {
  IdMap integers(IdMap::Type::kInt64), texts(IdMap::Type::kString);
  integers.add(std::int64_t{12});
  texts.add(std::string_view("12"));
  EXPECT_EQ(integers.find(std::string_view("12")), 0U);
  for (const char* other : {"012", "+12", "12.5", "12.", ".0", "", "99999999999999999999"}) {
    EXPECT_FALSE(integers.find(std::string_view(other)).has_value()) << other;
  }
  for (const char* same : {"12.0", "12.00", " 12", "12\t", "\u300012"}) {
    EXPECT_EQ(integers.find(std::string_view(same)), 0U) << same;
  }
  EXPECT_EQ(texts.find(std::int64_t{12}), 0U);
}

TEST(IdMapTest, FindsATextWithBlanksAround) {
  IdMap texts(IdMap::Type::kString);
  texts.add(std::string_view("sku 5"));
  texts.add(std::string_view(" sku 5"));
  for (const char* same : {"sku 5 ", "\tsku 5", "sku 5\u3000"}) {
    EXPECT_EQ(texts.find(std::string_view(same)), 0U) << same;
  }
  EXPECT_EQ(texts.find(std::string_view(" sku 5")), 1U);  // what is there is found as it is
  EXPECT_FALSE(texts.find(std::string_view("sku5")).has_value());
  EXPECT_FALSE(texts.find(std::string_view("sku 5.0")).has_value());
}

TEST(RawColumnTest, TakesRowsOfListsAndKeepsWhatIsMissing) {
  StringColumn texts;
  for (const char* text : {"a", "b", "c"}) texts.push_back(text);
  const RawColumn column{.values = texts, .is_missing = {0, 1, 0}, .list_offsets = {0, 2, 2, 3}};
  const RawColumn taken = column.take({2, 0, 1, 2});
  EXPECT_EQ(taken.list_offsets, (std::vector<std::uint64_t>{0, 1, 3, 3, 4}));
  EXPECT_EQ(text_of(taken, 0) + text_of(taken, 1) + text_of(taken, 2), "ca");
  EXPECT_TRUE(taken.missing(2));
  EXPECT_EQ(taken.num_rows(), 4U);
}

// With its index read in place, a map answers as the one that it was made from.
TEST(IdMapTest, AnIndexFindsWhatTheMapFinds) {
  for (const std::int64_t count : {0, 1, 2, 3, 100, 5000}) {
    IdMap integers(IdMap::Type::kInt64), texts(IdMap::Type::kString);
    for (std::int64_t i = 0; i < count; ++i) {
      integers.add(i * 7919 - 1000);
      texts.add(std::string_view("item " + std::to_string(i * i)));
    }
    for (const IdMap* map : {&integers, &texts}) {
      const RawColumn column = map->indexed_ids();
      EXPECT_TRUE(has_id_index(column));
      IdMap indexed = IdMap::of(column);
      ASSERT_EQ(indexed.size(), map->size());
      EXPECT_EQ(indexed.type(), map->type());
      for (std::uint32_t slot = 0; slot < map->size(); ++slot) {
        EXPECT_EQ(indexed.find(map->id(slot)), slot);
        EXPECT_EQ(indexed.find(IdView(std::string_view(to_string(map->id(slot))))), slot);
      }
      EXPECT_EQ(indexed.find(std::string_view("no such")), std::nullopt);
      EXPECT_EQ(indexed.find(std::int64_t{1}), std::nullopt);
      const IdView more = map == &integers ? IdView(std::int64_t{1}) : IdView("no such");
      EXPECT_EQ(indexed.add(more), map->size());
      EXPECT_EQ(indexed.find(more), map->size());
      EXPECT_EQ(IdMap::of(map->ids()).size(), map->size());  // without an index
    }
  }
}

}  // namespace
}  // namespace twotower

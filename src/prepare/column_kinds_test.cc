#include "prepare/column_kinds.h"
#include "messages/said.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

// The kind of a column of 200 items, whose cells are as `cell` says.
KindChoice kind_of(const std::string& name, const std::function<std::string(int)>& cell,
                   Described described = Described::kItem) {
  TableOptions options;
  options.path = testkit::process_folder() + "items.tsv";
  std::ofstream file(options.path, std::ios::binary);
  file << "item_id\t" << name << '\n';
  for (int i = 0; i < 200; ++i) file << i << '\t' << cell(i) << '\n';
  file.close();
  const auto form = find_form(options, "data.items");
  EXPECT_TRUE(form.ok());
  const auto profile = profile_table(options, form.value(), "data.items");
  EXPECT_TRUE(profile.ok());
  return choose_kind(*profile.value().find(name), 200, described);
}

template <typename Kind>
const Kind& expect_kind(const KindChoice& choice) {
  static const Kind kNone;
  const Kind* kind = choice.options ? std::get_if<Kind>(&*choice.options) : nullptr;
  EXPECT_NE(kind, nullptr) << english(message_of(choice.why));
  return kind == nullptr ? kNone : *kind;
}

std::string digits(int i) {
  return std::to_string(i);
}

TEST(ColumnKindsTest, NumbersAndCodes) {
  expect_kind<NumberOptions>(kind_of("x", [](int i) { return digits(i) + ".5"; }));
  expect_kind<NumberOptions>(kind_of("price", digits));
  expect_kind<NumberOptions>(kind_of("价格", digits));
  expect_kind<NumberOptions>(kind_of("horror", [](int i) { return digits(i % 2); }));
  expect_kind<CategoryOptions>(kind_of("brand", [](int i) { return digits(i % 20); }));
  EXPECT_FALSE(kind_of("code", [](int i) { return digits(7919 * i); }).options);
  EXPECT_FALSE(kind_of("key", [](int i) { return "k" + digits(i); }).options);
  EXPECT_FALSE(kind_of("same", [](int) { return std::string("x"); }).options);
}

TEST(ColumnKindsTest, NumbersAsPeopleWriteThem) {
  const auto mark_of = [&](const std::string& name, const std::function<std::string(int)>& cell) {
    return expect_kind<NumberOptions>(kind_of(name, cell)).decimal;
  };
  const auto cents = [](int i) { return digits(i % 90 + 10); };
  const auto kPoint = DecimalMark::kPoint, kComma = DecimalMark::kComma;
  EXPECT_EQ(mark_of("x", [&](int i) { return digits(i) + "," + cents(i); }), kComma);
  EXPECT_EQ(mark_of("price", [&](int i) { return digits(i) + "," + digits(i % 7); }), kComma);
  EXPECT_EQ(mark_of("x", [&](int i) { return "1." + digits(100 + i) + "," + cents(i); }), kComma);
  EXPECT_EQ(mark_of("x", [&](int i) { return "$" + digits(i) + "." + cents(i); }), kPoint);
  EXPECT_EQ(mark_of("x", [&](int i) { return digits(i) + " %"; }), kPoint);
  EXPECT_EQ(mark_of("x", [](int i) { return i < 9 ? digits(i) : "1," + digits(100 + i); }), kPoint);
  EXPECT_EQ(mark_of("x", [](int i) { return i % 9 == 0 ? "-" : "￥" + digits(i); }), kPoint);
}

TEST(ColumnKindsTest, NumbersThatNobodyCanTellAreNamed) {
  const auto thousands = [](int i) { return digits(i % 9 + 1) + "," + digits(100 + i); };
  EXPECT_EQ(kind_of("x", thousands).why, WhyLeftOut::kAmbiguousNumbers);
  const auto units = [](int i) { return i % 2 == 0 ? "$" + digits(i) : digits(i) + "%"; };
  EXPECT_EQ(kind_of("x", units).why, WhyLeftOut::kMixedNumbers);
  EXPECT_EQ(kind_of("x", [](int) { return std::string(); }).why, WhyLeftOut::kNoValue);
  const auto pairs = [](int i) {
    return digits(i % 9 + 1) + (i % 2 == 0 ? "," + digits(i % 40 + 1) : "");
  };
  EXPECT_EQ(expect_kind<TagsOptions>(kind_of("shelves", pairs)).separator, ",");
}

TEST(ColumnKindsTest, ListsThatWereWrittenAsTexts) {
  const auto word = [](int i) { return std::string(1, static_cast<char>('a' + i % 7)); };
  const std::function<std::string(int)> forms[] = {
      [&](int i) { return "['" + word(i) + "', '" + word(i + 2) + "']"; },
      [&](int i) { return "[\"" + word(i) + "\"]"; },
      [&](int i) { return "['" + word(i) + "' '" + word(i + 1) + "']"; },
      [&](int i) { return i % 9 == 0 ? "[]" : "[{'id': 1, 'name': '" + word(i) + "'}]"; },
      [&](int i) { return "(" + digits(i % 7) + ", " + digits(i % 5) + ")"; }};
  for (const auto& form : forms) {
    expect_kind<TagsOptions>(kind_of("genres", form));
  }
  const auto vector = [](int i) { return "[0.5 -1 " + digits(i) + ".25]"; };
  expect_kind<VectorOptions>(kind_of("embedding", vector));
  const auto uneven = [](int i) { return i % 2 == 0 ? "[0.5]" : "[0.5, " + digits(i) + "]"; };
  EXPECT_EQ(kind_of("x", uneven).why, WhyLeftOut::kUnevenLists);
}

TEST(ColumnKindsTest, PathsTagsAndVectors) {
  const auto path = [](int i) { return "clothes/" + digits(i % 4) + "/" + digits(i % 40) + "x"; };
  EXPECT_EQ(expect_kind<CategoryOptions>(kind_of("category", path)).separator, "/");
  const auto once = [](int i) { return i == 0 ? "n/a" : "c" + digits(i % 9); };
  EXPECT_EQ(expect_kind<CategoryOptions>(kind_of("kind", once)).separator, "");
  const auto tags = [](int i) {
    return i % 3 == 0 ? "a" + digits(i % 7) + "|b" + digits(i % 5) : "b1";
  };
  EXPECT_EQ(expect_kind<TagsOptions>(kind_of("genres", tags)).separator, "|");
  const auto vector = [](int i) { return digits(i) + ",0.5,-1," + digits(i % 3); };
  EXPECT_EQ(expect_kind<VectorOptions>(kind_of("embedding", vector)).separator, ",");
}

TEST(ColumnKindsTest, TagsHaveTheSeparatorsOfTheirLanguage) {
  for (const char* const separator : {"、", "，", "；", "/", "／", ";", ","}) {
    const auto tags = [&](int i) {
      const std::string one = "热" + digits(i % 7), other = "浓" + digits(i % 5);
      return i % 3 == 0 ? one : i % 3 == 1 ? one + separator + other : other + separator + one;
    };
    EXPECT_EQ(expect_kind<TagsOptions>(kind_of("标签", tags)).separator, separator);
  }
}

TEST(ColumnKindsTest, TagsMayBeBetweenBlanks) {
  const char* const genres[] = {"Action", "Comedy", "Drama", "Horror", "Romance", "War"};
  const auto tags = [&](int i) {
    std::string all;
    for (int g = 0; g < 6; ++g) {
      if ((i * 37 + i / 7) >> g & 1) all += (all.empty() ? "" : " ") + std::string(genres[g]);
    }
    return all.empty() ? "Drama" : all;
  };
  EXPECT_EQ(expect_kind<TagsOptions>(kind_of("genre", tags)).separator, " ");
  // Names of two words that come together in every way are names.
  const auto shop = [](int i) { return "Town" + digits(i % 5) + " Mall" + digits(i / 5 % 6); };
  expect_kind<CategoryOptions>(kind_of("shop", shop));
  // A text has words that come once.
  const auto title = [](int i) {
    return "The " + digits(i % 9) + " red chair of " + digits(i) + "x and " + digits(i % 4);
  };
  expect_kind<TextOptions>(kind_of("title", title));
}

TEST(ColumnKindsTest, FewTextsThatComeAgainAreACategory) {
  const auto shop = [](int i) { return "武汉软件园区第" + digits(i % 30) + "号门店旗舰店"; };
  EXPECT_EQ(expect_kind<CategoryOptions>(kind_of("门店", shop)).separator, "");
  const auto branch = [](int i) { return "The old branch at station road " + digits(i % 40); };
  expect_kind<CategoryOptions>(kind_of("branch", branch));
  const auto rarely = [](int i) { return "A house with a garden near " + digits(i % 90); };
  expect_kind<TextOptions>(kind_of("about", rarely));
}

TEST(ColumnKindsTest, ColumnsOfOneValueOrNoneAreLeftOut) {
  const KindChoice none = kind_of("empty", [](int) { return std::string(); });
  EXPECT_FALSE(none.options);
  EXPECT_EQ(none.why, WhyLeftOut::kNoValue);
  const KindChoice one = kind_of("one", [](int i) { return std::string(i % 2 == 0 ? "x" : ""); });
  EXPECT_FALSE(one.options);
  EXPECT_EQ(one.why, WhyLeftOut::kOneValue);
}

TEST(ColumnKindsTest, TypesBehindNames) {
  const auto words = [](int i) { return "tea " + digits(i % 30) + " x" + digits(i % 7); };
  EXPECT_EQ(expect_kind<TagsOptions>(kind_of("title:token_seq", words)).separator, " ");
  expect_kind<CategoryOptions>(kind_of("age:token", [](int i) { return digits(i % 2); }));
  expect_kind<CategoryOptions>(kind_of("size:token", [](int i) { return digits(i % 5) + ".5"; }));
  expect_kind<NumberOptions>(kind_of("level:float", [](int i) { return digits(i % 20); }));
  EXPECT_FALSE(kind_of("shelf:token", [](int i) { return "k" + digits(i); }).options);
  const auto numbers = [](int i) { return "0.5 " + digits(i) + " 1.5"; };
  EXPECT_EQ(expect_kind<VectorOptions>(kind_of("look:float_seq", numbers)).separator, " ");
  const auto uneven = [](int i) { return i % 2 == 0 ? "0.5 1" : "0.5"; };
  EXPECT_EQ(kind_of("look:float_seq", uneven).why, WhyLeftOut::kUnevenLists);
}

TEST(ColumnKindsTest, TextsInAnyLanguage) {
  expect_kind<TextOptions>(kind_of("name", [](int i) { return "Blue chair " + digits(i); }));
  expect_kind<TextOptions>(kind_of("标题", [](int i) { return "北京大学的学生" + digits(i); }));
  expect_kind<CategoryOptions>(kind_of("shelf", [](int i) { return "upper " + digits(i % 5); }));
}

TEST(ColumnKindsTest, WhatTellsWhoSomebodyIsIsLeftOut) {
  const auto mail = [](int i) { return "u" + digits(i % 30) + "@example.com"; };
  const auto phone = [](int i) { return "138" + digits(10'000'000 + i % 30); };
  const auto name = [](int i) { return "Ann " + digits(i % 30); };
  EXPECT_FALSE(kind_of("contact", mail, Described::kUser).options);
  EXPECT_FALSE(kind_of("reach", phone, Described::kUser).options);
  EXPECT_FALSE(kind_of("name", name, Described::kUser).options);
  EXPECT_FALSE(kind_of("first_name", name, Described::kUser).options);
  EXPECT_FALSE(kind_of("姓名", name, Described::kUser).options);
  EXPECT_FALSE(kind_of("home address", name, Described::kUser).options);
  expect_kind<CategoryOptions>(kind_of("filename", name, Described::kUser));
  EXPECT_FALSE(kind_of("page", [](int i) { return "https://a.example/" + digits(i); }).options);
}

}  // namespace
}  // namespace twotower

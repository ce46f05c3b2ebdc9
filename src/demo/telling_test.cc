#include "demo/telling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages/demo_messages.h"
#include "demo/joining_pizza.h"
#include "messages/catalog.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

TEST(ToldLinesTest, TextsStandInAColumnBehindLabelsOfAnyWidth) {
  const Message text("text", {});
  ToldLines english(Language::kEnglish);
  english.add("1", DemoWithTags(), text);
  english.add(text);
  EXPECT_EQ(english.text(), "1 + tags        text\n                text\n");
  ToldLines chinese(Language::kChinese);
  chinese.add("1", DemoWithTags(), text);       // 6 columns
  chinese.add("2", DemoWithIdDropout(), text);  // 20 columns
  const std::string blanks(16, ' ');
  EXPECT_EQ(chinese.text(), "1 + 标签" + blanks + "text\n2 + 训练时随机隐藏编号  text\n");
}

std::string_view in_chinese(std::string_view word) {
  const auto words = text_in_chinese().words;
  const auto found = std::ranges::find(words, word, &DataWord::word);
  return found == words.end() ? std::string_view() : found->text;
}

void expect_chinese_parts(std::string_view text, char separator) {
  while (true) {
    const std::size_t end = text.find(separator);
    EXPECT_NE(in_chinese(text.substr(0, end)), "") << text;
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

TEST(DemoWordsTest, WhatTheShopHasHasAChineseName) {
  std::vector<std::string_view> pizzas = {in_chinese(JoiningPizza::kName)};
  for (const PizzaOnMenu& pizza : pizza_menu()) {
    pizzas.push_back(in_chinese(pizza.name));
    expect_chinese_parts(pizza.category, '/');
    expect_chinese_parts(pizza.tags, '|');
  }
  EXPECT_EQ(std::ranges::count(pizzas, ""), 0);
  std::ranges::sort(pizzas);
  EXPECT_EQ(std::ranges::adjacent_find(pizzas), pizzas.end());
  for (const std::string_view district : pizza_districts()) EXPECT_NE(in_chinese(district), "");
  for (const std::string_view name : family_names()) EXPECT_NE(in_chinese(name), "") << name;
  for (const std::string_view name : given_names()) {
    EXPECT_NE(in_chinese(" " + std::string(name)), "") << name;
  }
}

}  // namespace
}  // namespace twotower

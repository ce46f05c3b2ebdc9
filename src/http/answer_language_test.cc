#include "http/answer_language.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace twotower {
namespace {

Language language_for(std::initializer_list<std::string_view> accepted) {
  HttpRequest request;
  request.fields.emplace_back("Host", "localhost");
  for (const std::string_view value : accepted)
    request.fields.emplace_back("accept-language", value);
  return language_of(request);
}

TEST(AnswerLanguageTest, ChineseInAnyFormIsChinese) {
  for (const char* value : {"zh",
                            "ZH",
                            "zh-CN",
                            "zh-Hans",
                            "zh-Hant-TW",
                            "zh;q=0.1",
                            "fr, zh;q=0.1",
                            "zh-CN,zh;q=0.9",
                            "zh-CN,zh;q=0.9,en;q=0.8",
                            "en;q=0.8, zh-CN;q=0.9",
                            "en;q=0.799,zh ; Q=0.8",
                            "zh, en",
                            "zh;q=0.5, en;q=0.5",
                            "zh, *;q=0.5",
                            "zh, *",
                            "en;q=0, *",
                            "en;q=0, zh;q=0.001",
                            "en;q=0.5, zh",
                            ", ,zh",
                            "zh-TW;q=0, zh;q=0.3, en;q=0.2"}) {
    EXPECT_EQ(language_for({value}), Language::kChinese) << value;
  }
  EXPECT_EQ(language_for({"en;q=0.2", "zh;q=0.3"}), Language::kChinese);
}

TEST(AnswerLanguageTest, WhateverElseIsEnglish) {
  EXPECT_EQ(language_for({}), Language::kEnglish);
  for (const char* value : {"",
                            "*",
                            "en",
                            "en-US",
                            "de, fr;q=0.5",
                            "zhx",
                            "zha",
                            "x-zh",
                            "yue",
                            "zh;q=0",
                            "zh-CN;q=0.0",
                            "zh;q=0, *",
                            "en, zh",
                            "en, zh;q=0.9",
                            "en-GB;q=0.6, zh;q=0.5",
                            "*, zh;q=0.5",
                            "*;q=0.5",
                            "zh;q=0.4, *;q=0.5",
                            "en;q=0",
                            "en;q=0, *;q=0",
                            "zh;q=2",
                            "zh;q=-1",
                            "zh;q=nan",

                            "zh;q=0.5x",
                            "\"zh\"",
                            "=;,",
                            "\xE4\xB8\xAD"}) {
    EXPECT_EQ(language_for({value}), Language::kEnglish) << value;
  }
}

TEST(AnswerLanguageTest, AnswersNameIt) {
  HttpAnswer answer;
  name_language(Language::kChinese, answer);
  using Fields = decltype(answer.fields);
  EXPECT_EQ(answer.fields, (Fields{{"Content-Language", "zh"}, {"Vary", "Accept-Language"}}));
}

}  // namespace
}  // namespace twotower

#include "features/kinds/text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <span>
#include <thread>
#include <utility>

#include "base/checksum.h"

namespace twotower {
namespace {

using Words = std::vector<std::string>;

const std::string kName = "title";

Words cut(std::string_view text) {
  auto words = words_of(text);
  EXPECT_TRUE(words.ok());
  return std::move(words).value();
}

RawColumn texts_of(const std::vector<std::string>& texts) {
  StringColumn column;
  for (const std::string& text : texts) column.push_back(text);
  return {.values = column};
}

std::unique_ptr<FittedFeature> fitted(const TextOptions& options) {
  auto feature = options.fit({kName, texts_of({}), {}});
  EXPECT_TRUE(feature.ok());
  return std::move(feature).value();
}

BagColumn encoded(const FittedFeature& feature, const RawColumn& raw) {
  auto column = feature.encode(raw, kName);
  EXPECT_TRUE(column.ok());
  return std::get<BagColumn>(std::move(column).value());
}

std::uint32_t row_of(std::string_view words, std::uint64_t buckets = 65536) {
  return static_cast<std::uint32_t>(1 + checksum_of(std::as_bytes(std::span(words))) % buckets);
}

TEST(WordsTest, ChineseAndJapaneseAreCutByDictionary) {
  EXPECT_EQ(cut("四川麻辣火锅披萨"), (Words{"四川", "麻辣", "火锅", "披", "萨"}));
  EXPECT_EQ(cut("榴莲芝士 Durian"), (Words{"榴莲", "芝", "士", "durian"}));
  EXPECT_EQ(cut("東京特許許可局"), (Words{"東京", "特許", "許可", "局"}));
}

TEST(WordsTest, EnglishIsFoldedAndKeepsWhatBelongsToAWord) {
  EXPECT_EQ(cut("The Dürüm-Shop's STRASSE, 3.5 kg!"),
            (Words{"the", "dürüm", "shop's", "strasse", "3.5", "kg"}));
  EXPECT_EQ(cut("Straße"), cut("STRASSE"));
  EXPECT_EQ(cut("ｆｕｌｌ　ｗｉｄｔｈ ﬁsh ①"), (Words{"full", "width", "fish", "1"}));
  EXPECT_EQ(cut("e\u0301te\u0301"), cut("été"));
}

TEST(WordsTest, EmojiAreWordsAndPunctuationIsNone) {
  EXPECT_EQ(cut("I ❤️ pizza 🍕🍕 -- &"), (Words{"i", "❤", "pizza", "🍕", "🍕"}));
  EXPECT_EQ(cut("🇨🇳🇮🇹"), (Words{"🇨🇳", "🇮🇹"}));
  EXPECT_EQ(cut("...  !?\n\t"), Words{});
  EXPECT_EQ(cut(""), Words{});
}

TEST(WordsTest, BytesThatAreNotUtf8SeparateWords) {
  EXPECT_EQ(cut("red\xffwine \xe5\x9b"), (Words{"red", "wine"}));
  EXPECT_EQ(cut(std::string_view("a\0b", 3)), (Words{"a", "b"}));
}

TEST(TextTest, HashesWordsAndWhatStandsTogether) {
  const auto feature = fitted({});
  EXPECT_EQ(feature->form().layout, ColumnForm::Layout::kBag);
  EXPECT_EQ(feature->form().table_rows, 65537U);
  EXPECT_EQ(feature->form().table_dim, 32U);
  const BagColumn bags = encoded(*feature, texts_of({"Sichuan hot pot", "pot"}));
  EXPECT_EQ(bags.rows,
            (std::vector<std::uint32_t>{row_of("sichuan"), row_of("hot"), row_of("sichuan hot"),
                                        row_of("pot"), row_of("hot pot"), row_of("pot")}));
  EXPECT_EQ(bags.offsets, (std::vector<std::uint64_t>{0, 5, 6}));
}

TEST(TextTest, CountsNgramsAndBucketsAsToldAndKeepsRepeatedWords) {
  const auto words = fitted({.ngrams = 1, .buckets = 10});
  EXPECT_EQ(words->form().table_rows, 11U);
  EXPECT_EQ(encoded(*words, texts_of({"a b a"})).rows,
            (std::vector<std::uint32_t>{row_of("a", 10), row_of("b", 10), row_of("a", 10)}));
  const auto triples = fitted({.ngrams = 3});
  EXPECT_EQ(encoded(*triples, texts_of({"a b c d"})).rows,
            (std::vector<std::uint32_t>{row_of("a"), row_of("b"), row_of("a b"), row_of("c"),
                                        row_of("b c"), row_of("a b c"), row_of("d"), row_of("c d"),
                                        row_of("b c d")}));
}

TEST(TextTest, MissingIsARowOfItsOwnAndListsAreOneText) {
  RawColumn raw = texts_of({"a", "", "!", "b"});
  raw.is_missing = {0, 0, 0, 1};
  EXPECT_EQ(encoded(*fitted({}), raw).rows, (std::vector<std::uint32_t>{row_of("a"), 0, 0, 0}));
  RawColumn lists = texts_of({"a", "b", "c"});
  lists.list_offsets = {0, 2, 2, 3};
  const BagColumn bags = encoded(*fitted({}), lists);
  EXPECT_EQ(bags.rows, (std::vector<std::uint32_t>{row_of("a"), row_of("b"), 0, row_of("c")}));
  EXPECT_EQ(bags.offsets, (std::vector<std::uint64_t>{0, 2, 3, 4}));
}

TEST(TextTest, WarnsOfAnotherIcuAndRefusesNone) {
  const auto log_of = [](const FeatureState& state) {
    testing::internal::CaptureStderr();
    EXPECT_TRUE(TextOptions().load(state).ok());
    return testing::internal::GetCapturedStderr();
  };
  FeatureState state = fitted({})->state();
  EXPECT_EQ(log_of(state), "");
  ++std::get<Array<std::int64_t>>(state.at("icu").values).edit().at(0);
  EXPECT_NE(log_of(state), "");
  for (const FeatureState& none : {FeatureState(), FeatureState{{"icu", texts_of({"72"})}}}) {
    const auto refused = TextOptions().load(none);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kBundleCorrupt);
  }
}

TEST(TextTest, ThreadsShareAFeature) {
  const auto feature = fitted({});
  const RawColumn raw = texts_of({"四川麻辣火锅披萨", "Dürüm & Käse", "すもももももももものうち"});
  const BagColumn alone = encoded(*feature, raw);
  std::vector<BagColumn> found(4);
  std::vector<std::jthread> threads;
  for (BagColumn& bags : found) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) bags = encoded(*feature, raw);
    });
  }
  threads.clear();
  for (const BagColumn& bags : found) EXPECT_EQ(bags, alone);
}

RC_GTEST_PROP(TextProperty, AnyBytesGiveWordsWithoutBlanksAndRowsOfTheTable, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  const Words words = cut(bytes);
  std::string joined;
  for (const std::string& word : words) {
    RC_ASSERT(!word.empty());
    RC_ASSERT(word.find(' ') == std::string::npos);
    joined += word + " ";
  }
  RC_ASSERT(joined.size() <= 20 * bytes.size());  // NFKC makes 18 characters of one at most
  const auto feature = fitted({.buckets = 7});
  const BagColumn bags = encoded(*feature, texts_of({bytes, bytes}));
  RC_ASSERT(std::ranges::max(bags.rows) < feature->form().table_rows);
  RC_ASSERT(bags.offsets[1] == (words.empty() ? 1 : words.size() * 2 - 1));
  RC_ASSERT(bags.offsets[2] == 2 * bags.offsets[1]);
}

}  // namespace
}  // namespace twotower

#include "features/feature_set.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <optional>

#include "features/vocabulary.h"
#include "messages/said.h"

namespace twotower {
namespace {

const std::string kName = "x";

RawColumn column_of(const std::vector<std::optional<std::int64_t>>& values) {
  std::vector<std::int64_t> integers;
  RawColumn column;
  for (const auto& value : values) {
    integers.push_back(value.value_or(0));
    column.is_missing.push_back(value.has_value() ? 0 : 1);
  }
  column.values = std::move(integers);
  return column;
}

RawColumn column_of(const std::vector<std::optional<std::string>>& values) {
  StringColumn texts;
  RawColumn column;
  for (const auto& value : values) {
    texts.push_back(value.value_or(""));
    column.is_missing.push_back(value.has_value() ? 0 : 1);
  }
  column.values = std::move(texts);
  return column;
}

EncodedColumn encoded(const FittedFeature& feature, const RawColumn& raw) {
  auto column = feature.encode(raw, "x");
  EXPECT_TRUE(column.ok());
  return std::move(column).value();
}

std::vector<std::uint32_t> rows_of(const FittedFeature& feature, const RawColumn& raw) {
  return std::get<RowColumn>(encoded(feature, raw)).rows.to_vector();
}

// Row by row, put together again.
EncodedColumn encoded_by_rows(const FittedFeature& feature, const RawColumn& raw) {
  EncodedColumn whole = encoded(feature, raw.take({}));
  for (std::uint64_t row = 0; row < raw.num_rows(); ++row) {
    const EncodedColumn one = encoded(feature, raw.take({row}));
    if (auto* rows = std::get_if<RowColumn>(&whole)) {
      rows->rows.push_back(std::get<RowColumn>(one).rows[0]);
    } else if (auto* bags = std::get_if<BagColumn>(&whole)) {
      const auto& bag = std::get<BagColumn>(one).rows;
      bags->rows.append(bag.begin(), bag.end());
      bags->offsets.push_back(bags->rows.size());
    } else {
      const auto& values = std::get<DenseColumn>(one).values;
      auto& all = std::get<DenseColumn>(whole).values;
      all.append(values.begin(), values.end());
    }
  }
  return whole;
}

// Every kind, by the list of kinds itself: a new kind is tested without a line here.
std::vector<ColumnFeatureOptions> every_kind() {
  std::vector<ColumnFeatureOptions> kinds;
  [&]<typename... Kinds>(std::variant<Kinds...>*) {
    (kinds.emplace_back(Kinds()), ...);
  }(static_cast<ColumnFeatureOptions*>(nullptr));
  NumberOptions buckets;
  buckets.buckets = 4;
  kinds.emplace_back(buckets);
  return kinds;
}

std::unique_ptr<FittedFeature> fitted(const ColumnFeatureOptions& options, const RawColumn& raw) {
  auto feature = std::visit([&](const auto& kind) { return kind.fit({kName, raw, {}}); }, options);
  EXPECT_TRUE(feature.ok());
  return std::move(feature).value();
}

std::unique_ptr<FittedFeature> reloaded(const ColumnFeatureOptions& options,
                                        const FeatureState& state) {
  auto feature = std::visit([&](const auto& kind) { return kind.load(state); }, options);
  EXPECT_TRUE(feature.ok());
  return std::move(feature).value();
}

// Integers as they are, as texts, and as texts of words with the separators that kinds know.
std::vector<RawColumn> forms_of(const std::vector<std::optional<std::int64_t>>& values) {
  constexpr const char* kTexts[] = {"a", "a/b", "a/c d", "b|a", "c, a", "a/b/\xe5\x9b\x9b", ""};
  std::vector<std::optional<std::string>> digits, words;
  for (const auto& value : values) {
    digits.push_back(value.has_value() ? std::optional(std::to_string(*value)) : std::nullopt);
    words.push_back(value.has_value() ? std::optional<std::string>(kTexts[*value]) : std::nullopt);
  }
  return {column_of(values), column_of(digits), column_of(words)};
}

RC_GTEST_PROP(FeatureKindProperty, EncodesAColumnAsRowByRowAndSurvivesItsState, ()) {
  constexpr int kMissing = 7;
  const auto draw = [&] {
    std::vector<std::optional<std::int64_t>> values;
    for (const int value : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8))) {
      values.push_back(value == kMissing ? std::nullopt : std::optional<std::int64_t>(value));
    }
    return forms_of(values);
  };
  const std::vector<RawColumn> training = draw(), later = draw();
  for (const ColumnFeatureOptions& options : every_kind()) {
    for (std::size_t form = 0; form < training.size(); ++form) {
      const auto encodes = [&](const auto& kind) {
        auto feature = kind.fit({kName, training[form], {}});
        return feature.ok() && feature.value()->encode(later[form], kName).ok();
      };
      const bool is_for_words = std::visit(encodes, options);  // numbers are not
      RC_ASSERT(is_for_words || form == 2);
      if (!is_for_words) continue;
      const auto feature = fitted(options, training[form]);
      const EncodedColumn whole = encoded(*feature, later[form]);
      RC_ASSERT(whole == encoded_by_rows(*feature, later[form]));
      RC_ASSERT(whole == encoded(*reloaded(options, feature->state()), later[form]));
    }
  }
}

TEST(CategoryTest, GivesRowsByFrequencyAndOwnRowsToUnknownAndMissing) {
  const auto feature =
      fitted(CategoryOptions(), column_of({std::optional<std::string>("b"), "a", "b", {}, "c"}));
  EXPECT_EQ(rows_of(*feature, column_of({std::optional<std::string>("a"), "b", "c", "d", {}})),
            (std::vector<std::uint32_t>{3, 2, 4, 0, 1}));
  EXPECT_EQ(feature->form().table_rows, 5U);
}

TEST(CategoryTest, LeavesOutWhatIsRare) {
  CategoryOptions options;
  options.min_count = 2;
  const auto feature = fitted(options, column_of({std::optional<std::int64_t>(5), 5, 6}));
  EXPECT_EQ(rows_of(*feature, column_of({std::optional<std::int64_t>(5), 6})),
            (std::vector<std::uint32_t>{2, 0}));
}

TEST(VocabularyTest, CountsARowAsOftenAsItSays) {
  const RawColumn column = column_of({std::optional<std::int64_t>(5), 6, 7});
  const std::vector<std::uint32_t> counts = {1, 9, 2};
  const Vocabulary vocabulary = Vocabulary::fit(column, counts, 2);
  EXPECT_EQ(vocabulary.num_rows(), 4U);
  EXPECT_EQ(vocabulary.row_of(std::int64_t{6}), 2U);
  EXPECT_EQ(vocabulary.row_of(std::int64_t{7}), 3U);
  EXPECT_EQ(vocabulary.row_of(std::int64_t{5}), Vocabulary::kUnknownRow);
}

TEST(CategoryTest, TakesAnIntegerInAnyTypeThatHoldsIt) {
  const auto feature = fitted(CategoryOptions(), column_of({std::optional<std::int64_t>(7)}));
  EXPECT_EQ(rows_of(*feature, {.values = std::vector<double>{7.0, 7.5}}),
            (std::vector<std::uint32_t>{2, 0}));
  EXPECT_EQ(rows_of(*feature, column_of({std::optional<std::string>("7"), "07"})),
            (std::vector<std::uint32_t>{2, 0}));
}

TEST(TagsTest, CutsTextsTakesListsAndCountsARepeatedTagOnce) {
  const auto feature =
      fitted(TagsOptions(), column_of({std::optional<std::string>("a|b"), "a | c", "a"}));
  const auto bags = std::get<BagColumn>(
      encoded(*feature, column_of({std::optional<std::string>("c|a|c"), "", {}, "z|y|a"})));
  EXPECT_EQ(bags.offsets, (std::vector<std::uint64_t>{0, 2, 3, 4, 6}));
  EXPECT_EQ(bags.rows, (std::vector<std::uint32_t>{2, 4, 1, 1, 0, 2}));
  RawColumn lists = column_of({std::optional<std::string>("b"), "c"});
  lists.list_offsets = {0, 2, 2};
  EXPECT_EQ(std::get<BagColumn>(encoded(*feature, lists)).rows,
            (std::vector<std::uint32_t>{3, 4, 1}));
}

TEST(NumberTest, StandardisesClipsAndMarksWhatIsMissing) {
  const RawColumn training{.values = std::vector<double>{1.0, 3.0, 0.0}, .is_missing = {0, 0, 1}};
  const auto feature = fitted(NumberOptions(), training);
  const RawColumn raw{.values = std::vector<double>{3.0, 1e9, 0.0}, .is_missing = {0, 0, 1}};
  EXPECT_EQ(std::get<DenseColumn>(encoded(*feature, raw)).values,
            (std::vector<float>{1, 0, 8, 0, 0, 1}));
}

TEST(NumberTest, PutsEquallyManyTrainingValuesIntoABucket) {
  NumberOptions options;
  options.buckets = 4;
  std::vector<double> values;
  for (int i = 0; i < 100; ++i) values.push_back(i);
  const auto feature = fitted(options, {.values = values});
  std::map<std::uint32_t, int> counts;
  for (const std::uint32_t row : rows_of(*feature, {.values = values})) ++counts[row];
  EXPECT_EQ(counts, (std::map<std::uint32_t, int>{{1, 25}, {2, 25}, {3, 25}, {4, 25}}));
  EXPECT_EQ(rows_of(*feature, {.values = std::vector<double>{0.0}, .is_missing = {1}}).front(), 0U);
}

TEST(NumberTest, RefusesWhatIsNoNumberAndNamesIt) {
  const std::string price = "price";
  for (const char* text : {"red", "", "1 2", "inf"}) {
    const RawColumn raw = column_of({std::optional<std::string>(text)});
    const auto feature = NumberOptions().fit({price, raw, {}});
    ASSERT_FALSE(feature.ok()) << text;
    EXPECT_EQ(feature.error().code, ErrorCode::kRequestWrongFeature);
    EXPECT_EQ(feature.error().field, "price");
  }
}

TEST(FeatureSetTest, NamesAColumnThatIsNotThereAndTakesItAsMissingLater) {
  const ColumnFeatures options = {{"color", CategoryOptions()}};
  const auto refused = FeatureSet::fit(options, [](const std::string&) { return nullptr; }, {});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kDataMissingColumn);
  EXPECT_EQ(refused.error().field, "color");

  const RawColumn colors = column_of({std::optional<std::string>("red"), "blue"});
  const auto set = FeatureSet::fit(options, [&](const std::string&) { return &colors; }, {0});
  ASSERT_TRUE(set.ok());
  const auto columns = set.value().encode([](const std::string&) { return nullptr; }, 2);
  ASSERT_TRUE(columns.ok());
  EXPECT_EQ(std::get<RowColumn>(columns.value()[0]).rows, (std::vector<std::uint32_t>{1, 1}));
}

TEST(FeatureSetTest, RefusesAMissingValueOfWhatMustBeThereAndNamesIt) {
  const ColumnFeatures options = {{"look", VectorOptions{.missing = MissingVector::kRefuse}}};
  const RawColumn looks = column_of({std::optional<std::string>("1,2"), std::nullopt});
  const ColumnSource source = [&](const std::string&) { return &looks; };
  const auto set = FeatureSet::fit(options, source, {0, 1});
  ASSERT_TRUE(set.ok());
  const RawColumn first = looks.take({0});
  EXPECT_TRUE(set.value().encode([&](const std::string&) { return &first; }, 1).ok());
  const auto missing = set.value().encode(source, 2);
  const auto not_there = set.value().encode([](const std::string&) { return nullptr; }, 1);
  for (const auto* refused : {&missing, &not_there}) {
    ASSERT_FALSE(refused->ok());
    EXPECT_EQ(refused->error().code, ErrorCode::kRequestWrongFeature);
    EXPECT_EQ(refused->error().field, "look");
  }
  EXPECT_NE(english(missing.error().message).find("row 2"), std::string::npos);
}

}  // namespace
}  // namespace twotower

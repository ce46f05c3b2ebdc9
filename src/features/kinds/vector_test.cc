#include "features/kinds/vector.h"

#include <gtest/gtest.h>

#include <vector>

namespace twotower {
namespace {

const std::string kName = "image";

RawColumn texts_of(const std::vector<const char*>& texts) {
  StringColumn column;
  for (const char* text : texts) column.push_back(text);
  return {.values = column};
}

std::vector<float> encoded(const VectorOptions& options, const RawColumn& training,
                           const RawColumn& raw) {
  auto fitted = options.fit({kName, training, {}});
  EXPECT_TRUE(fitted.ok());
  auto column = fitted.value()->encode(raw, kName);
  EXPECT_TRUE(column.ok());
  return std::get<DenseColumn>(column.value()).values.to_vector();
}

TEST(VectorTest, ReadsListsAndTextsAlikeAndMarksWhatIsMissing) {
  const RawColumn lists{.values = std::vector<double>{3.0, 4.0, 0.0, 0.0},
                        .list_offsets = {0, 2, 2, 4}};
  const std::vector<float> expected = {.6F, .8F, 0, 0, 0, 1, 0, 0, 0};
  EXPECT_EQ(encoded({}, lists, lists), expected);
  RawColumn texts = texts_of({"3,4", "", "0,0"});
  texts.is_missing = {0, 1, 0};
  EXPECT_EQ(encoded({}, texts, texts), expected);
}

TEST(VectorTest, KeepsLengthsIfAsked) {
  VectorOptions options;
  options.unit_length = false;
  options.separator = " ";
  const RawColumn texts = texts_of({"3 -4e1"});
  EXPECT_EQ(encoded(options, texts, texts), (std::vector<float>{3, -40, 0}));
}

TEST(VectorTest, RefusesOtherLengthsAndWhatIsNoVector) {
  const RawColumn training = texts_of({"1,2"});
  const auto fitted = VectorOptions().fit({kName, training, {}});
  ASSERT_TRUE(fitted.ok());
  for (const char* text : {"1", "1,2,3", "1,x", "1,inf", ",", "1,,2"}) {
    const auto refused = fitted.value()->encode(texts_of({text}), kName);
    ASSERT_FALSE(refused.ok()) << text;
    EXPECT_EQ(refused.error().code, ErrorCode::kRequestWrongFeature);
    EXPECT_EQ(refused.error().field, kName);
  }
}

TEST(VectorTest, WithoutAMarkAMissingVectorIsZeros) {
  RawColumn texts = texts_of({"3,-4", ""});
  texts.is_missing = {0, 1};
  for (const MissingVector missing : {MissingVector::kZeros, MissingVector::kRefuse}) {
    const VectorOptions options{.unit_length = false, .missing = missing};
    EXPECT_EQ(encoded(options, texts, texts), (std::vector<float>{3, -4, 0, 0}));
    const auto fitted = options.fit({kName, texts, {}});
    ASSERT_TRUE(fitted.ok());
    EXPECT_EQ(fitted.value()->form().dense_dim, 2U);
    EXPECT_EQ(fitted.value()->needs_value(), missing == MissingVector::kRefuse);
  }
  RawColumn none = texts_of({""});
  none.is_missing = {1};
  EXPECT_TRUE(VectorOptions().fit({kName, none, {}}).ok());
  EXPECT_FALSE(VectorOptions{.missing = MissingVector::kZeros}.fit({kName, none, {}}).ok());
}

TEST(VectorTest, RefusesNumbersThatWouldOverflow) {
  VectorOptions options;
  EXPECT_EQ(encoded(options, texts_of({"1,0"}), texts_of({"3e100,4e100"})),
            (std::vector<float>{.6F, .8F, 0}));  // scaled first
  options.unit_length = false;
  const auto fitted = options.fit({kName, texts_of({"1,0"}), {}});
  ASSERT_TRUE(fitted.ok());
  EXPECT_TRUE(fitted.value()->encode(texts_of({"-1e16,1e16"}), kName).ok());
  const auto refused = fitted.value()->encode(texts_of({"1,1.1e16"}), kName);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kRequestWrongFeature);
}

}  // namespace
}  // namespace twotower

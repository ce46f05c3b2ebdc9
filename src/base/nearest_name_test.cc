#include "base/nearest_name.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace twotower {
namespace {

using KnownNames = std::vector<std::string>;

const KnownNames kSimilarities = {"dot", "cosine", "euclidean", "manhattan"};

TEST(NearestNameTest, IsWhatAWordAbbreviatesOrGoesOnFrom) {
  EXPECT_EQ(nearest_name("cos", kSimilarities), "cosine");
  EXPECT_EQ(nearest_name("euclid", kSimilarities), "euclidean");
  EXPECT_EQ(nearest_name("cosine_similarity", kSimilarities), "cosine");
  EXPECT_EQ(nearest_name("dot_product", kSimilarities), "dot");
}

TEST(NearestNameTest, ChangesAtMostAThirdOfAWord) {
  EXPECT_EQ(nearest_name("manhatan", kSimilarities), "manhattan");
  EXPECT_EQ(nearest_name("epohcs", KnownNames({"seed", "epochs"})),
            "epochs");  // one change of places
  EXPECT_EQ(nearest_name("inner", kSimilarities), "");
  EXPECT_EQ(nearest_name("l2", kSimilarities), "");
  EXPECT_EQ(nearest_name("cat", KnownNames({"dog", "dot"})), "");
  EXPECT_EQ(nearest_name("", kSimilarities), "");
}

TEST(NearestNameTest, IgnoresCaseAndSigns) {
  EXPECT_EQ(nearest_name("titleId", KnownNames({"tile", "title_id"})), "title_id");
  EXPECT_EQ(nearest_name("batch-size", KnownNames({"batch_size"})), "batch_size");
}

TEST(NearestNameTest, NumbersAbbreviateNothing) {
  EXPECT_EQ(nearest_name("12", KnownNames({"12345"})), "");
  EXPECT_EQ(nearest_name("1234", KnownNames({"12345"})), "12345");
}

TEST(NearestNameTest, IsClearWhereNoOtherCanBeMeant) {
  EXPECT_TRUE(is_clearly_near("cos", "cosine", kSimilarities));
  EXPECT_TRUE(is_clearly_near("manhatan", "manhattan", kSimilarities));
  EXPECT_FALSE(is_clearly_near("manhtn", "manhattan", kSimilarities));  // not near
  EXPECT_FALSE(is_clearly_near("user", "user_id", KnownNames({"user_id", "user_age"})));
  EXPECT_FALSE(is_clearly_near("lok", "log", KnownNames({"log", "look"})));
  EXPECT_FALSE(is_clearly_near("hostory", "factory", KnownNames({"factory"})));
}

}  // namespace
}  // namespace twotower

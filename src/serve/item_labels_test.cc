#include "serve/item_labels.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "serve/test_recommender.h"

namespace twotower {
namespace {

using Labels = std::vector<std::string>;

class ItemLabelsTest : public ::testing::Test {
 protected:
  ItemLabelsTest() {
    test_bundle::Example example(1);
    example.raw.front() = test_bundle::item_column(
        "title", {.values = test_bundle::texts_of({"Toy Story (1995)", "Toy Story 2 (1999)", "Heat",
                                                   "榴莲至尊", "Heat", "", "Amber"})});
    recommender_ = std::make_unique<Recommender>(test_bundle::recommender_of(example));
  }

  Labels near(std::string_view text) const { return near_labels(*recommender_->bundle(), text); }

  std::unique_ptr<Recommender> recommender_;
};

TEST_F(ItemLabelsTest, AreFoundByWhatBeginsThem) {
  EXPECT_EQ(near("toy story (1995)"), Labels{"Toy Story (1995)"});
  EXPECT_EQ(near("Toy Story"), (Labels{"Toy Story (1995)", "Toy Story 2 (1999)"}));
  EXPECT_EQ(near("toy"), (Labels{"Toy Story (1995)", "Toy Story 2 (1999)"}));
  EXPECT_EQ(near("heat"), Labels{"Heat"});
  EXPECT_EQ(near("榴莲"), Labels{"榴莲至尊"});
}

TEST_F(ItemLabelsTest, AreFoundAFewLettersAway) {
  EXPECT_EQ(near("Tyo Story (1995)"), Labels{"Toy Story (1995)"});
  EXPECT_EQ(near("榴莲至樽"), Labels{"榴莲至尊"});
}

TEST_F(ItemLabelsTest, AreNotSoughtForWhatLooksLikeAnId) {
  EXPECT_EQ(near("Ambre"), Labels());
  EXPECT_EQ(near("am"), Labels());
  EXPECT_EQ(near("107"), Labels());
  EXPECT_EQ(near("Something else altogether"), Labels());
}

}  // namespace
}  // namespace twotower

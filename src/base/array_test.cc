#include "base/array.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "base/float_buffer.h"

namespace twotower {
namespace {

struct Kept {
  std::shared_ptr<std::vector<int>> elements =
      std::make_shared<std::vector<int>>(std::vector<int>{1, 2, 3});
  Array<int> array() const { return {std::span<const int>(*elements), elements}; }
};

TEST(ArrayTest, ReadsInPlaceAndCopiesBeforeItChanges) {
  const Kept kept;
  Array<int> array = kept.array();
  EXPECT_EQ(array.data(), kept.elements->data());
  const Array<int> shared = array;
  EXPECT_EQ(shared.data(), kept.elements->data());
  array.push_back(4);
  EXPECT_EQ(array.to_vector(), (std::vector<int>{1, 2, 3, 4}));
  array.edit()[0] = 9;
  EXPECT_EQ(array.front(), 9);
  EXPECT_EQ(shared.data(), kept.elements->data());
  EXPECT_EQ(*kept.elements, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(shared, kept.array());
  EXPECT_FALSE(array == shared);
}

TEST(ArrayTest, KeepsItsOwnerAsLongAsItLooks) {
  Kept kept;
  const std::weak_ptr<std::vector<int>> watched = kept.elements;
  Array<int> array = kept.array();
  kept.elements.reset();
  EXPECT_FALSE(watched.expired());
  EXPECT_EQ(array.back(), 3);
  array.clear();
  EXPECT_TRUE(watched.expired());
  array.assign(2, 7);
  EXPECT_EQ(array.to_vector(), (std::vector<int>{7, 7}));
}

TEST(FloatBufferTest, CopiesWhatIsKeptBeforeItChanges) {
  const auto floats = std::make_shared<std::vector<float>>(std::vector<float>{1.0F, 2.0F});
  FloatBuffer buffer(Array<float>(std::span<const float>(*floats), floats));
  EXPECT_EQ(buffer.data(), floats->data());
  buffer.edit()[1] = 5.0F;
  EXPECT_EQ(buffer.span()[1], 5.0F);
  EXPECT_EQ(buffer.span()[0], 1.0F);
  EXPECT_EQ((*floats)[1], 2.0F);
  EXPECT_EQ(FloatBuffer(3).span()[2], 0.0F);
}

}  // namespace
}  // namespace twotower

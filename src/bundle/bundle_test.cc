#include "bundle/bundle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <span>

#include "base/options.h"
#include "base/thread_pool.h"
#include "bundle/test_bundle.h"
#include "index/flat_index.h"
#include "messages/said.h"
#include "model/embedder.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using test_bundle::Example;
using test_bundle::kNumItems;
using test_bundle::texts_of;

// The vectors of users 0, 1, 2 and the unknown one, each after a history and in a context.
std::vector<float> user_vectors(const TwoTowerModel& model, const EncodedSides& sides) {
  UserStates states;
  std::vector<float> vectors(4 * 8);
  Embedder embedder(model);
  for (std::uint32_t user = 0; user < 4; ++user) {
    states.clear();
    states.user_slots = {user};
    states.context_rows = {user % 2};
    states.groups = {0};
    states.histories.resize(1);
    PackedHistories& packed = states.histories[0];
    packed.items.assign(user, user);
    packed.add_state(user == 0 ? PackedHistories::kNone : user - 1);
    packed.close();
    embedder.users(sides, states, {vectors.data() + 8 * user, 1, 8});
  }
  return vectors;
}

std::vector<ScoredSlot> search_all(const Index& index, std::span<const float> query) {
  Exec exec(index.search_scratch_floats());
  std::vector<ScoredSlot> best(index.num_slots());
  std::size_t count = 0;
  index.search(exec, {query.data(), 1, query.size()}, {}, {best.data(), 1, best.size()},
               {&count, 1});
  return best;
}

class BundleTest : public testing::Test {
 protected:
  // Refused with a code and message that name the file.
  void expect_corrupt(const std::string& file) const {
    const auto opened = open_bundle(path_);
    ASSERT_FALSE(opened.ok()) << file;
    EXPECT_EQ(opened.error().code, ErrorCode::kBundleCorrupt) << english(opened.error().message);
    EXPECT_NE(english(opened.error().message).find(file), std::string::npos)
        << english(opened.error().message);
  }
  testkit::TemporaryFolder folder_;
  const std::string path_ = folder_.path_of("bundle");
};

TEST_F(BundleTest, ComesBackWithTheSameScores) {
  for (const Similarity similarity :
       {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
    const Example example(1, similarity);
    ASSERT_TRUE(example.write(path_).ok());
    auto opened = open_bundle(path_);
    ASSERT_TRUE(opened.ok()) << english(opened.error().message);
    const Bundle bundle = std::move(opened).value();
    EncodedSides sides = {bundle.users->columns, bundle.catalog.rows().columns,
                          example.sides.context};
    const std::vector<float> vectors = user_vectors(*bundle.model, sides);
    EXPECT_EQ(vectors, user_vectors(*example.model, example.sides));
    for (std::size_t user = 0; user < 4; ++user) {
      const std::span<const float> query(vectors.data() + 8 * user, 8);
      EXPECT_EQ(search_all(*bundle.index, query), search_all(*example.index, query));
    }
  }
}

TEST_F(BundleTest, ComesBackWithUsersItemsAndFeatures) {
  const Example example(1);
  ASSERT_TRUE(example.write(path_).ok());
  auto opened = open_bundle(path_);
  ASSERT_TRUE(opened.ok()) << english(opened.error().message);
  const Bundle bundle = std::move(opened).value();
  EXPECT_EQ(bundle.catalog.find(std::int64_t{106}), 6U);
  EXPECT_EQ(bundle.catalog.rows().counts, example.counts);
  EXPECT_EQ(*bundle.catalog.shown_of(2).find("title")->as<std::string>(), "c");
  ASSERT_EQ(bundle.catalog.rows().raw.size(), 3U);
  EXPECT_EQ(bundle.catalog.shown_of(2).as<Value::Map>()->size(), 1U);  // the others are not shown
  for (const ItemColumn& kept : example.raw) {
    const auto column = std::ranges::find(bundle.catalog.rows().raw, kept.name, &ItemColumn::name);
    ASSERT_NE(column, bundle.catalog.rows().raw.end());
    EXPECT_EQ(column->column.values, kept.column.values);
    EXPECT_EQ(column->column.list_offsets, kept.column.list_offsets);
    EXPECT_EQ(column->sorted->values, kept.sorted->values);
    EXPECT_EQ(column->sorted->rows, kept.sorted->rows);
  }
  EXPECT_EQ(bundle.users->ids.find(std::string_view("eve")), 2U);
  EXPECT_EQ(bundle.users->items_of(0).size(), 3U);
  const auto newest = [&](std::uint32_t user, std::size_t count) {
    std::vector<std::uint64_t> events;
    bundle.users->find_newest(user, 0, count, events);
    return events;
  };
  EXPECT_EQ(newest(0, 9), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(newest(0, 1), std::vector<std::uint64_t>{2});
  EXPECT_TRUE(newest(1, 9).empty());
  EXPECT_EQ(bundle.users->histories.times, example.histories.times);
  EXPECT_EQ(bundle.manifest.similarity, "cosine");
  EXPECT_EQ(bundle.manifest.history_until, 5);
  EXPECT_EQ(bundle.manifest.user_ids, IdMap::Type::kString);
  const ColumnSource source = [&](const std::string& name) {
    return name == "age" ? &example.age : &example.city;
  };
  EXPECT_EQ(bundle.features.user.encode(source, 4).value(), example.sides.user);
}

TEST_F(BundleTest, RefusesAModelThatItsFilesAreTooSmallFor) {
  for (const auto& enlarge : std::vector<void (*)(TowerOptions&, FeaturesOptions&)>{
           [](TowerOptions& towers, FeaturesOptions&) { towers.item.hidden = {65536, 65536}; },
           [](TowerOptions& towers, FeaturesOptions&) { towers.dim = 4096; },
           [](TowerOptions&, FeaturesOptions& features) {
             std::get<IdOptions>((*features.item)[0].second).dim = 4096;
           },
           [](TowerOptions&, FeaturesOptions& features) {
             std::get<SequenceOptions>((*features.user)[1].second).encoder =
                 AttentionEncoderOptions{.blocks = 32, .feed_forward = 65536};
           }}) {
    Example example(1);
    enlarge(example.options.towers, example.options.features);
    ASSERT_TRUE(example.write(path_).ok());
    expect_corrupt("model.safetensors");
  }
}

TEST_F(BundleTest, RefusesWeightsThatAreNotFinite) {
  for (const float weight : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
    Example in_layer(1), in_table(1);
    in_layer.model->parameters().all_values()[0] = weight;
    ASSERT_TRUE(in_layer.write(path_).ok());
    expect_corrupt("model.safetensors");
    in_table.model->tables()[0].table.weights().back() = weight;
    ASSERT_TRUE(in_table.write(path_).ok());
    expect_corrupt("model.safetensors");
  }
}

TEST_F(BundleTest, RefusesPartsThatDoNotFitOneAnother) {
  {
    Example example(1);
    example.histories.item_slots.edit()[4] = kNumItems;
    ASSERT_TRUE(example.write(path_).ok());
    expect_corrupt("users.safetensors");
  }
  {
    Example example(1);
    std::get<RowColumn>(example.sides.item[0]).rows.edit()[3] = 1000;
    ASSERT_TRUE(example.write(path_).ok());
    expect_corrupt("catalog.safetensors");
  }
  {
    Example example(1);
    example.raw[1].sorted->values.edit()[0] = kNumItems;
    ASSERT_TRUE(example.write(path_).ok());
    expect_corrupt("catalog.safetensors");
  }
  {
    Example example(1);
    example.raw.erase(example.raw.begin());  // what the config shows
    ASSERT_TRUE(example.write(path_).ok());
    expect_corrupt("catalog.safetensors");
  }
  {
    Example example(1);
    Exec exec(0);
    const std::vector<float> vector(8, 1.0F);
    example.index->add(exec, {vector.data(), 1, 8});
    ASSERT_TRUE(example.write(path_).ok());
    expect_corrupt("index.safetensors");
  }
}

}  // namespace
}  // namespace twotower

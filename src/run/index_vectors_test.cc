#include "run/index_vectors.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "bundle/bundle.h"
#include "bundle/with_items.h"
#include "data/files/table.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

constexpr std::size_t kDim = 3;
const std::vector<double> kVectors = {.25, -1.5, 3, 1e-8, 0.1, -0.0, 3, 4, 1e6};

class IndexVectorsTest : public testing::Test {
 protected:
  void SetUp() override {
    const Table table = {.names = {"item_id", "look"},
                         .columns = {{.values = std::vector<std::int64_t>{30, 10, 20}},
                                     {.values = kVectors, .list_offsets = {0, 3, 6, 9}}}};
    ASSERT_TRUE(write_table(table, folder_.path_of("vectors.parquet")).ok());
    std::ofstream(folder_.path_of("items.csv")) << "item_id,color\n20,red\n30,blue\n";
  }

  VectorsRequest request(const std::string& similarity) const {
    return {.vectors = folder_.path_of("vectors.parquet"),
            .items = folder_.path_of("items.csv"),
            .similarity = similarity,
            .bundle = folder_.path_of("bundle")};
  }

  testkit::TemporaryFolder folder_;
  ThreadPool pool_{2};
};

TEST_F(IndexVectorsTest, ItemsHaveTheirVectorsBitForBitInTheOrderOfRows) {
  for (const std::string similarity : {"dot", "euclidean", "manhattan"}) {
    const auto indexed = index_vectors(pool_, request(similarity));
    ASSERT_TRUE(indexed.ok()) << english(indexed.error().message);
    EXPECT_EQ(indexed.value().without_row, 1U);
    EXPECT_EQ(indexed.value().columns, (std::vector<std::string>{"color"}));
    const auto opened = open_bundle(folder_.path_of("bundle"));
    ASSERT_TRUE(opened.ok()) << english(opened.error().message);
    const Bundle& bundle = opened.value();
    EXPECT_EQ(bundle.manifest.similarity, similarity);
    EXPECT_EQ(bundle.manifest.model, indexed.value().model);
    EXPECT_EQ(bundle.users->ids.size(), 0U);
    ASSERT_EQ(bundle.index->num_slots(), 3U);
    for (std::uint32_t slot = 0; slot < 3; ++slot) {
      EXPECT_EQ(to_string(bundle.catalog.id(slot)),
                std::vector<std::string>({"30", "10", "20"})[slot]);
      for (std::size_t i = 0; i < kDim; ++i) {
        EXPECT_EQ(bundle.index->vector(slot)[i], static_cast<float>(kVectors[slot * kDim + i]));
      }
    }
    EXPECT_EQ(*bundle.catalog.shown_of(0).find("color")->as<std::string>(), "blue");
    EXPECT_TRUE(bundle.catalog.shown_of(1).find("color")->is_null());
  }
}

TEST_F(IndexVectorsTest, AnItemThatComesLaterHasTheSameBits) {
  for (const std::string similarity : {"dot", "cosine", "euclidean", "manhattan"}) {
    ASSERT_TRUE(index_vectors(pool_, request(similarity)).ok());
    const auto opened = open_bundle(folder_.path_of("bundle"));
    ASSERT_TRUE(opened.ok()) << english(opened.error().message);
    const RawColumn ids = {.values = std::vector<std::int64_t>{1, 2, 3}};
    const RawColumn looks = {.values = kVectors, .list_offsets = {0, 3, 6, 9}};
    const auto more = with_items(opened.value(), [&](const std::string& name) -> const RawColumn* {
      return name.empty() ? &ids : name == "look" ? &looks : nullptr;
    });
    ASSERT_TRUE(more.ok()) << english(more.error().message);
    const Index& index = *more.value().bundle.index;
    for (std::uint32_t slot = 0; slot < 3; ++slot) {
      for (std::size_t i = 0; i < kDim; ++i) {
        EXPECT_EQ(index.vector(slot + 3)[i], index.vector(slot)[i]) << similarity;
      }
    }
    const auto refused = with_items(
        opened.value(), [&](const std::string& name) { return name.empty() ? &ids : nullptr; });
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kRequestWrongFeature);
  }
}

TEST_F(IndexVectorsTest, RefusesWhatItCannotMakeABundleOf) {
  const auto code_of = [&](const VectorsRequest& wrong) {
    const auto indexed = index_vectors(pool_, wrong);
    return indexed.ok() ? ErrorCode::kUsageWrong : indexed.error().code;
  };
  EXPECT_EQ(code_of(request("l2")), ErrorCode::kConfigUnknownName);
  VectorsRequest nowhere = request("dot");
  nowhere.bundle = "";
  EXPECT_EQ(code_of(nowhere), ErrorCode::kRequestOutOfRange);
  nowhere.bundle = folder_.path_of("items.csv");
  EXPECT_EQ(code_of(nowhere), ErrorCode::kRequestOutOfRange);
  std::ofstream(folder_.path_of("items.csv"), std::ios::app) << "40,green\n";
  EXPECT_EQ(code_of(request("dot")), ErrorCode::kDataUnjoinable);
  EXPECT_FALSE(std::filesystem::exists(folder_.path_of("bundle")));
}

}  // namespace
}  // namespace twotower

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>
#include <utility>

#include "data/queries.h"
#include "data/read_dataset.h"
#include "data/sequences.h"
#include "data/split.h"
#include "eval/evaluation.h"
#include "eval/item_knn.h"
#include "eval/popularity.h"

// Baselines on data of the literature, whose figures are known to four digits: the whole way from
// the file to the number.
namespace twotower {
namespace {

constexpr Parts kTrain = {.train = true};
constexpr Parts kAllButTest = {.train = true, .validation = true};
constexpr Parts kAllRows = {.train = true, .validation = true, .test = true};
constexpr double kLastDigit = 0.5001e-4;

Interactions read_files(const std::string& train, const std::string& test = {}) {
  DataOptions options;
  options.interactions.path = train;
  return read_dataset(options, {.given_test = test}).value().interactions;
}

class PublishedFiguresTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("TWOTOWER_TEST_DATA");
    if (folder == nullptr) GTEST_SKIP() << "TWOTOWER_TEST_DATA names no folder of real data";
    folder_ = folder;
  }

  void load(Interactions interactions, const SplitOptions& split) {
    interactions_ = std::move(interactions);
    split_ = make_split(interactions_, split).value();
    queries_ =
        make_queries(interactions_, split_, kAllButTest, Part::kTest, {RepeatRule::kExclude});
  }

  // Recall and NDCG at k, and recall at 2 k.
  std::array<double, 3> measure(const Scorer& scorer, std::uint32_t k) {
    const std::array<Metric, 3> metrics = {
        {{MetricKind::kRecall, k}, {MetricKind::kNdcg, k}, {MetricKind::kRecall, 2 * k}}};
    const auto figures = evaluate(pool_, queries_, scorer, metrics).value().figures;
    return {figures[0].value, figures[1].value, figures[2].value};
  }

  std::array<double, 3> popularity(const Parts& fitted) {
    return measure(PopularityScorer(interactions_, sequences_of(interactions_, split_, fitted)),
                   10);
  }

  std::array<double, 3> item_knn(const Parts& fitted, NeighborRule rule, std::uint32_t k) {
    const Sequences sequences = sequences_of(interactions_, split_, fitted);
    return measure(ItemKnnScorer::fit(pool_, interactions_, sequences, {.rule = rule}).value(), k);
  }

  std::string folder_;
  ThreadPool pool_{2};
  Interactions interactions_;
  Split split_;
  Queries queries_;
};

TEST_F(PublishedFiguresTest, AmazonBeauty) {
  load(read_files(folder_ + "/amazon-beauty/Beauty.txt"), LeaveOneOutOptions());
  ASSERT_EQ(queries_.size(), 22'363U);
  ASSERT_EQ(interactions_.items.size(), 12'101U);

  const auto published = popularity(kAllRows);
  EXPECT_NEAR(published[0], 0.0152, kLastDigit);
  EXPECT_NEAR(published[1], 0.0068, kLastDigit);
  EXPECT_NEAR(published[2], 0.0217, kLastDigit);
  const auto strict_popularity = popularity(kTrain);
  EXPECT_NEAR(strict_popularity[0], 0.0110, kLastDigit);
  EXPECT_NEAR(strict_popularity[1], 0.0053, kLastDigit);

  const auto strict = item_knn(kTrain, NeighborRule::kBefore, 10);
  EXPECT_NEAR(strict[0], 0.0823, kLastDigit);
  EXPECT_NEAR(strict[1], 0.0519, kLastDigit);
  const auto refit = item_knn(kAllButTest, NeighborRule::kBefore, 10);
  EXPECT_NEAR(refit[0], 0.0925, kLastDigit);
  EXPECT_NEAR(refit[1], 0.0594, kLastDigit);
}

TEST_F(PublishedFiguresTest, MovieLens1M) {
  load(read_files(folder_ + "/ml-1m/ml-1m_sasrec.txt.zst"), LeaveOneOutOptions());
  ASSERT_EQ(interactions_.size(), 999'611U);
  ASSERT_EQ(interactions_.items.size(), 3'416U);
  const auto strict = item_knn(kTrain, NeighborRule::kBefore, 10);
  EXPECT_NEAR(strict[0], 0.2732, kLastDigit);
  EXPECT_NEAR(strict[1], 0.1607, kLastDigit);
}

// Rows of the test among the first hundred, random parts: the mean of three.
TEST_F(PublishedFiguresTest, MovieLens100K) {
  double sum = 0.0;
  for (const std::int64_t seed : {1, 2, 3}) {
    RandomSplitOptions options;
    options.validation = 0.0;
    options.seed = seed;
    load(read_files(folder_ + "/ml-100k/u.data"), options);
    const PopularityScorer scorer(interactions_, sequences_of(interactions_, split_, kTrain));
    const std::array<Metric, 1> metric = {{{MetricKind::kRowRecall, 100}}};
    sum += evaluate(pool_, queries_, scorer, metric).value().figures[0].value;
  }
  EXPECT_NEAR(sum / 3.0, 0.413, 0.005);  // the parts are not those of the measurement
}

TEST_F(PublishedFiguresTest, Gowalla) {
  const std::string folder = folder_ + "/gowalla-lightgcn/";
  load(read_files(folder + "train.txt", folder + "test.txt"), GivenSplitOptions());
  ASSERT_EQ(queries_.size(), 29'858U);
  ASSERT_EQ(interactions_.items.size(), 40'981U);
  const auto refit = item_knn(kAllButTest, NeighborRule::kOthers, 20);
  EXPECT_NEAR(refit[0], 0.1847, kLastDigit);
  EXPECT_NEAR(refit[1], 0.1518, kLastDigit);
}

}  // namespace
}  // namespace twotower

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "data/queries.h"
#include "data/read_dataset.h"
#include "data/split.h"
#include "messages/said.h"

namespace twotower {
namespace {

// Real data sets, as their READMEs count them.
class RealFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("TWOTOWER_TEST_DATA");
    if (folder == nullptr) GTEST_SKIP() << "set TWOTOWER_TEST_DATA to the folder of real data";
    folder_ = folder;
  }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  Dataset read(const DatasetRequest& request = {}) const {
    auto dataset = read_dataset(options_, request);
    if (!dataset.ok()) {
      ADD_FAILURE() << english(dataset.error().message);
      std::abort();
    }
    return std::move(dataset).value();
  }

  std::filesystem::path folder_;
  DataOptions options_;
};

TEST_F(RealFilesTest, AmazonBeauty) {
  options_.interactions.path = path("amazon-beauty/Beauty.txt");
  const Dataset dataset = read();
  EXPECT_EQ(dataset.interactions.size(), 198'502U);
  EXPECT_EQ(dataset.interactions.num_sequences(), 22'363U);
  EXPECT_EQ(dataset.interactions.items.size(), 12'101U);
  EXPECT_EQ(dataset.interactions.order, OrderSource::kOrder);
  const auto split = make_split(dataset.interactions, AutoSplitOptions{});
  ASSERT_TRUE(split.ok());
  EXPECT_EQ(std::ranges::count(split.value().parts, Part::kTest), 22'363);
}

TEST_F(RealFilesTest, GowallaGivenTest) {
  options_.interactions.path = path("gowalla-lightgcn/train.txt");
  const Dataset dataset = read({.given_test = path("gowalla-lightgcn/test.txt")});
  EXPECT_EQ(dataset.interactions.size(), 1'027'370U);
  EXPECT_EQ(dataset.interactions.users.size(), 29'858U);
  EXPECT_EQ(dataset.interactions.items.size(), 40'981U);
  EXPECT_EQ(dataset.interactions.order, OrderSource::kNone);
  const auto split = make_split(dataset.interactions, GivenSplitOptions{});
  ASSERT_TRUE(split.ok());
  EXPECT_EQ(std::ranges::count(split.value().parts, Part::kTest), 217'242);
}

TEST_F(RealFilesTest, MovieLens1mOfTheLiterature) {
  options_.interactions.path = path("ml-1m/ml-1m_sasrec.txt.zst");
  const Dataset dataset = read();
  EXPECT_EQ(dataset.interactions.size(), 999'611U);
  EXPECT_EQ(dataset.interactions.num_sequences(), 6'040U);
  EXPECT_EQ(dataset.interactions.items.size(), 3'416U);
  EXPECT_EQ(dataset.interactions.order, OrderSource::kOrder);
}

TEST_F(RealFilesTest, MovieLens1mWithUsersAndMovies) {
  options_.interactions.path = path("ml-1m/ratings.csv.zst");
  options_.interactions.order = "seq_pos";
  options_.users.emplace().path = path("ml-1m/users.dat");
  options_.items.emplace().path = path("ml-1m/movies.dat");
  options_.items->show = {"title"};
  const Dataset dataset = read({.context_columns = {"seq_pos"},
                                .user_columns = {"gender", "age", "occupation", "zip"},
                                .item_columns = {"genres"}});
  EXPECT_EQ(dataset.interactions.size(), 1'000'209U);
  EXPECT_EQ(dataset.interactions.users.size(), 6'040U);
  EXPECT_EQ(dataset.interactions.items.size(), 3'883U);
  EXPECT_EQ(dataset.interactions.order, OrderSource::kOrder);
  EXPECT_EQ(dataset.report.missing_times, 512'559U);
  EXPECT_EQ(dataset.report.missing_orders, 292U);
  // The times that there are, those of users 1 to 2999, tell how much leave-one-out leaks.
  const Split split = make_split(dataset.interactions, LeaveOneOutOptions()).value();
  EXPECT_NEAR(later_training_share(dataset.interactions, split).value(), 0.45, 0.005);
  EXPECT_EQ(make_split(dataset.interactions, TimeSplitOptions()).error().code,
            ErrorCode::kSplitTimeMissing);
  EXPECT_EQ(dataset.report.items_without_row, 0U);
  const auto amelie = *dataset.interactions.items.find(std::int64_t{2894});
  EXPECT_EQ(text_of(*dataset.items.find("title"), amelie), "Romance (1999)");
  EXPECT_EQ(dataset.users.find("zip")->type_name(), "text");  // 00231, 48067-1234
  const auto& positions = std::get<0>(dataset.interactions.context.at("seq_pos").values);
  for (std::size_t row = 1; row < positions.size(); ++row) {
    const bool same_user =
        dataset.interactions.user_slots[row] == dataset.interactions.user_slots[row - 1];
    ASSERT_TRUE(!same_user || positions[row - 1] < positions[row] || positions[row] < 0) << row;
  }
}

TEST_F(RealFilesTest, MovieLens100k) {
  options_.interactions.path = path("ml-100k/u.data");
  options_.users.emplace().path = path("ml-100k/u.user");
  options_.items.emplace().path = path("ml-100k/u.item");
  options_.interactions.time_unit = TimeUnit::kSeconds;
  const Dataset dataset = read({.user_columns = {"age"}, .item_columns = {"title", "horror"}});
  EXPECT_EQ(dataset.interactions.size(), 100'000U);
  EXPECT_EQ(dataset.interactions.users.size(), 943U);
  EXPECT_EQ(dataset.interactions.items.size(), 1'682U);
  EXPECT_EQ(dataset.interactions.order, OrderSource::kTime);
  EXPECT_EQ(text_of(*dataset.items.find("title"), 0), "Toy Story (1995)");
}

TEST_F(RealFilesTest, GloboClicks) {
  options_.interactions.path = path("globo-clicks/clicks.csv.zst");
  options_.interactions.item = "click_article_id";
  options_.interactions.time = "click_timestamp";
  Dataset dataset = read();
  EXPECT_EQ(dataset.interactions.size(), 2'988'181U);
  EXPECT_EQ(dataset.interactions.users.size(), 322'897U);
  EXPECT_EQ(dataset.interactions.items.size(), 46'033U);
  EXPECT_EQ(dataset.interactions.order, OrderSource::kTime);
  EXPECT_EQ(dataset.report.time_unit, TimeUnit::kMilliseconds);
  dataset = read({.group = GroupBy::kSession, .context_columns = {"click_os", "click_country"}});
  EXPECT_EQ(dataset.interactions.num_sequences(), 1'048'594U);
  EXPECT_EQ(dataset.interactions.context.at("click_os").num_rows(), 2'988'181U);

  // The next click of a session, 15 and 16 October.
  const Interactions& clicks = dataset.interactions;
  TimeSplitOptions options;
  options.test.from = parse_timestamp("2017-10-15");
  options.test.to = parse_timestamp("2017-10-17");
  const Split split = make_split(clicks, options).value();
  EXPECT_EQ(std::ranges::count(split.parts, Part::kTest), 281'942);
  EXPECT_EQ(std::ranges::count(split.parts, Part::kUnused), 20'376);
  const Queries queries =
      make_queries(clicks, split, {.train = true, .validation = true}, Part::kTest,
                   {.repeat = RepeatRule::kExclude,
                    .targets = TargetRule::kEvent,
                    .candidates = CandidateRule::kStarted,
                    .min_history = 1});
  ASSERT_EQ(queries.size(), 181'015U);
  std::vector<bool> is_warm(clicks.items.size());
  for (std::size_t row = 0; row < clicks.size(); ++row) {
    if (clicks.times[row] < split.test_from) is_warm[clicks.item_slots[row]] = true;
  }
  const auto num_warm = std::ranges::count_if(queries.targets.values,
                                              [&](std::uint32_t item) { return is_warm[item]; });
  EXPECT_NEAR(static_cast<double>(num_warm) / 181'015, 0.537, 0.0005);
}

}  // namespace
}  // namespace twotower

#include "prepare/prepared_data.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <variant>

#include "messages/said.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

// 20 users, each a month of its own: a view a day, each third bought.
Config log_config() {
  const std::string path = testkit::process_folder() + "log.csv";
  std::ofstream file(path);
  file << "user_id,item_id,timestamp,event\n";
  for (int user = 0; user < 20; ++user) {
    for (int day = 0; day < 12; ++day) {
      const long time = 1'400'000'000L + (30L * user + day) * 86'400L;
      file << user << ',' << (user * 5 + day) % 12 << ',' << time << ",view\n";
      if (day % 3 == 0) file << user << ',' << (user + day) % 12 << ',' << time + 1 << ",buy\n";
    }
  }
  Config config;
  config.data.interactions.path = path;
  config.data.interactions.type.emplace();
  return config;
}

TEST(PreparedDataTest, WritesTheChosenSplitAndWeightsIntoTheConfig) {
  const auto data = prepare_data(log_config());
  ASSERT_TRUE(data.ok()) << english(data.error().message);
  EXPECT_TRUE(std::holds_alternative<TimeSplitOptions>(data.value().config.split));
  EXPECT_EQ(data.value().later_share, std::nullopt);
  EXPECT_EQ(data.value().config.data.interactions.type->weights->at("buy"), 5.0);
  EXPECT_EQ(*data.value().config.data.interactions.type->column, "event");
  // The test is the end of time: the last users alone.
  const Queries queries = test_queries(data.value()).value();
  EXPECT_GT(queries.size(), 0U);
  EXPECT_LT(queries.size(), 5U);
}

TEST(PreparedDataTest, SaysHowMuchLeavingOneOutLeaks) {
  Config config = log_config();
  config.split = LeaveOneOutOptions();
  config.data.interactions.collapse.is_auto = false;
  const auto data = prepare_data(config);
  ASSERT_TRUE(data.ok()) << english(data.error().message);
  // Users' months follow each other, so a test row sees the months of all later users.
  EXPECT_NEAR(*data.value().later_share, 19.0 / 40.0, 0.001);
}

TEST(PreparedDataTest, AsksRowByRowWhereTheSplitSaysSo) {
  Config config = log_config();
  TimeSplitOptions split;
  split.test.share = 0.2;
  split.targets = TargetRule::kEvent;
  split.candidates = CandidateRule::kStarted;
  config.split = split;
  const auto data = prepare_data(config);
  ASSERT_TRUE(data.ok()) << english(data.error().message);
  const Queries queries = test_queries(data.value()).value();
  EXPECT_EQ(queries.size() + queries.num_known_targets,
            std::ranges::count(data.value().split.parts, Part::kTest));
  EXPECT_EQ(queries.num_started.size(), queries.size());
}

// Everything of the items table that a condition may name, whatever features read; not what is
// private or a vector, unless it is to be shown.
TEST(PreparedDataTest, KeepsTheItemsTableForTheBundle) {
  const std::string path = testkit::process_folder() + "items.csv";
  std::ofstream file(path);
  file << "item_id,color,stock,email,look,note\n";
  for (int item = 0; item < 12; ++item) {
    file << item << ',' << (item % 2 == 0 ? "red" : "blue") << ',' << item * 7 % 5 << ",shop"
         << item << "@example.org,0.5 0.25 0." << item << " 0.75,inf\n";
  }
  file.close();
  Config config = log_config();
  config.data.items.emplace();
  config.data.items->path = path;
  for (const bool names_features : {false, true}) {
    if (names_features) {
      config.features.item = ColumnFeatures{
          {"item_id", IdOptions()}, {"look", VectorOptions()}, {"email", CategoryOptions()}};
    }
    const auto data = prepare_data(config);
    ASSERT_TRUE(data.ok()) << english(data.error().message);
    EXPECT_EQ(data.value().kept_item_columns, (std::vector<std::string>{"color", "stock", "note"}));
    EXPECT_TRUE(data.value().dataset.items.find("note")->missing_row(0));
  }
  config.data.items->show = {"email", "look"};
  const auto data = prepare_data(config);
  ASSERT_TRUE(data.ok()) << english(data.error().message);
  EXPECT_EQ(data.value().kept_item_columns,
            (std::vector<std::string>{"email", "look", "color", "stock", "note"}));
}

TEST(PreparedDataTest, NumbersOfReceiptsAreNoFeatures) {
  const std::string path = testkit::process_folder() + "receipts.csv";
  std::ofstream file(path);
  file << "user_id,item_id,timestamp,slip,shop\n";
  for (int row = 0; row < 1000; ++row) {  // five things a receipt
    const int receipt = row / 5;
    file << receipt % 40 << ',' << (row * row + row % 7) % 30 << ',' << 1'400'000'000L + 3600L * row
         << ",r" << receipt << ",s" << (receipt * 7 + row) % 4 << '\n';
  }
  file.close();
  Config config;
  config.data.interactions.path = path;
  const auto data = prepare_data(config);
  ASSERT_TRUE(data.ok()) << english(data.error().message);
  const ColumnFeatures& context = *data.value().config.features.context;
  ASSERT_EQ(context.size(), 1U);
  EXPECT_EQ(context[0].first, "shop");
  const auto decision = std::ranges::find_if(data.value().decisions, [](const Decision& decided) {
    return english(decided.message).find("slip (most values are new to training: 100 %") !=
           std::string::npos;
  });
  EXPECT_NE(decision, data.value().decisions.end());
}

}  // namespace
}  // namespace twotower

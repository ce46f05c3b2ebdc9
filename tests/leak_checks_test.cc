#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "data/files/read_table.h"
#include "messages/said.h"
#include "prepare/prepared_data.h"
#include "testkit/temporary_folder.h"
#include "tests/leak_worlds.h"

namespace twotower {
namespace {

std::vector<Finding> leaks_in(Config config) {
  auto data = prepare_data(std::move(config));
  EXPECT_TRUE(data.ok()) << english(data.error().message);
  std::vector<Finding> findings;
  if (data.ok()) findings = std::move(data).value().findings;
  std::erase_if(findings, [](const Finding& f) { return f.kind != FindingKind::kLeak; });
  return findings;
}

Config zero_config(const std::string& log, const std::string& users = "",
                   const std::string& items = "") {
  Config config;
  config.data.interactions.path = log;
  if (!users.empty()) config.data.users.emplace().path = users;
  if (!items.empty()) config.data.items.emplace().path = items;
  return config;
}

std::vector<Finding> leaks_of_world(const LeakWorld& world) {
  const std::string folder = testkit::process_folder();
  write_files(world, folder);
  Config config = zero_config(folder + "log.csv", folder + "users.csv", folder + "items.csv");
  config.data.interactions.item = "pizza_id";  // integers that come again could be the item, too
  config.data.interactions.time = "time";
  return leaks_in(std::move(config));
}

std::string show(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& f : findings) {
    text += f.code + " " + f.column + ": " + said(f, Language::kEnglish) + "\n";
  }
  return text;
}

TEST(LeakChecksTest, FindsAtLeast18Of20) {
  const LeakWorld clean = leak_world(11);
  const std::vector<PlantedLeak> planted = planted_leaks();
  ASSERT_EQ(planted.size(), 20U);
  std::size_t num_found = 0, num_others = 0;
  for (const PlantedLeak& leak : planted) {
    LeakWorld world = clean;
    leak.plant(world);
    const std::vector<Finding> findings = leaks_of_world(world);
    const auto names_it = [&](const Finding& f) { return f.column == leak.column; };
    const bool is_found = std::ranges::any_of(findings, names_it);
    num_found += is_found ? 1 : 0;
    num_others += static_cast<std::size_t>(
        std::ranges::count_if(findings, [&](const Finding& f) { return !names_it(f); }));
    std::printf("%s: %s\n%s", is_found ? "found" : "NOT FOUND", leak.name.c_str(),
                show(findings).c_str());
  }
  RecordProperty("found", static_cast<int>(num_found));
  EXPECT_GE(num_found, 18U);
  EXPECT_LE(num_others, 1U);
}

// The first clicks without the column that tells the future.
void write_clicks(const std::string& from, const std::string& to) {
  const TableOptions options = {.path = from};
  const auto form = find_form(options, "");
  ASSERT_TRUE(form.ok());
  std::vector<WantedColumn> wanted;
  for (const std::string& name : form.value().names) {
    if (name != "session_size") wanted.push_back({name});
  }
  const auto read = read_table(options, form.value(), wanted, "", 100'000);
  ASSERT_TRUE(read.ok());
  ASSERT_TRUE(write_table(read.value().table, to).ok());
}

TEST(LeakChecksTest, LeavesOutThreeWhoNeverSleep) {
  LeakWorld world = leak_world(12);
  plant_bots(world);
  const std::string folder = testkit::process_folder();
  write_files(world, folder);
  Config config = zero_config(folder + "log.csv", folder + "users.csv", folder + "items.csv");
  for (const HeavyRule rule : {HeavyRule::kDrop, HeavyRule::kKeep}) {
    config.data.interactions.heavy = rule;
    const auto data = prepare_data(config);
    ASSERT_TRUE(data.ok()) << english(data.error().message);
    EXPECT_EQ(data.value().dataset.report.heavy_users.size(), 3U);
    EXPECT_EQ(data.value().dataset.interactions.size(),
              rule == HeavyRule::kDrop ? 30'000U : 31'200U);
    EXPECT_TRUE(std::ranges::any_of(data.value().findings, [](const Finding& f) {
      return f.code == "data.heavy_users" && f.value > 0.03 && f.value < 0.05;
    }));
  }
}

TEST(LeakChecksTest, LeavesTheColumnOutUnlessItIsToBeKept) {
  LeakWorld world = leak_world(13);
  planted_leaks()[0].plant(world);
  const std::string folder = testkit::process_folder();
  write_files(world, folder);
  Config config = zero_config(folder + "log.csv");
  config.data.interactions.item = "pizza_id";
  config.data.interactions.time = "time";
  for (const LeakRule rule : {LeakRule::kDrop, LeakRule::kKeep}) {
    config.data.leaks = rule;
    const auto data = prepare_data(config);
    ASSERT_TRUE(data.ok()) << english(data.error().message);
    const ColumnFeatures& context = *data.value().config.features.context;
    const bool is_there = std::ranges::any_of(
        context, [](const auto& feature) { return feature.first == "clicks_in_visit"; });
    EXPECT_EQ(is_there, rule == LeakRule::kKeep);
    EXPECT_EQ(data.value().dataset.interactions.context.contains("clicks_in_visit"), is_there);
    EXPECT_FALSE(data.value().dataset.interactions.context.contains("session_id"));
  }
}

class CleanDataTest : public testing::Test {
 protected:
  std::size_t count(const Config& config) const {
    const std::vector<Finding> findings = leaks_in(config);
    if (!findings.empty()) std::printf("%s", show(findings).c_str());
    return findings.size();
  }
};

TEST_F(CleanDataTest, GeneratedShops) {
  std::size_t num_alarms = 0;
  for (const std::int64_t seed : {1, 2, 3}) {
    const std::vector<Finding> findings = leaks_of_world(leak_world(seed));
    if (!findings.empty()) std::printf("%s", show(findings).c_str());
    num_alarms += findings.size();
  }
  EXPECT_EQ(num_alarms, 0U);
}

// At most one over all.
TEST_F(CleanDataTest, RealData) {
  const char* folder = std::getenv("TWOTOWER_TEST_DATA");
  if (folder == nullptr) GTEST_SKIP() << "set TWOTOWER_TEST_DATA to the folder of real data";
  const auto path = [&](const std::string& name) {
    return (std::filesystem::path(folder) / name).string();
  };
  std::size_t num_alarms = count(zero_config(path("amazon-beauty/Beauty.txt")));
  num_alarms +=
      count(zero_config(path("ml-100k/u.data"), path("ml-100k/u.user"), path("ml-100k/u.item")));
  num_alarms += count(zero_config(path("ml-1m/ratings.csv.zst"), path("ml-1m/users.dat"),
                                  path("ml-1m/movies.dat")));
  Config gowalla = zero_config(path("gowalla-lightgcn/train.txt"));
  gowalla.split = GivenSplitOptions{.test = path("gowalla-lightgcn/test.txt")};
  num_alarms += count(gowalla);
  const std::string clicks = testkit::process_folder() + "clicks.csv";
  write_clicks(path("globo-clicks/clicks.csv.zst"), clicks);
  num_alarms += count(zero_config(clicks));
  EXPECT_LE(num_alarms, 1U);
}

}  // namespace
}  // namespace twotower

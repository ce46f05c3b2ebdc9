#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <tuple>
#include <vector>

#include "base/json.h"
#include "data/files/read_table.h"
#include "messages/said.h"
#include "prepare/prepared_data.h"
#include "testkit/temporary_folder.h"
#include "tests/narrowing_worlds.h"

namespace twotower {
namespace {

constexpr std::size_t kRoles = 3;  // columns of the log before those of the context

PreparedData prepared(const Table& log, LeakRule leaks = LeakRule::kDrop) {
  const std::string path = testkit::process_folder() + "log.csv";
  EXPECT_TRUE(write_table(log, path).ok());
  Config config;
  config.data.interactions.path = path;
  config.data.leaks = leaks;
  auto data = prepare_data(std::move(config));
  EXPECT_TRUE(data.ok()) << english(data.error().message);
  return std::move(data).value();
}

bool is_context(const PreparedData& data, const std::string& column) {
  return std::ranges::any_of(*data.config.features.context,
                             [&](const auto& feature) { return feature.first == column; });
}

std::string show(const PreparedData& data, const std::string& column) {
  std::string text = is_context(data, column) ? "KEPT    " : "left out";
  for (const Finding& f : data.findings) {
    if (f.column == column) text += "  " + f.code + ": " + said(f, Language::kEnglish);
  }
  return text;
}

class NarrowingChecksTest : public testing::TestWithParam<std::tuple<Shop, std::int64_t>> {
 protected:
  NarrowingWorld world() const {
    return narrowing_world(std::get<0>(GetParam()), std::get<1>(GetParam()));
  }
};

TEST_P(NarrowingChecksTest, FindsAtLeast18Of20AndKeepsHonestContext) {
  const NarrowingWorld clean = world();
  const std::vector<PlantedNarrowing> planted = planted_narrowing();
  ASSERT_EQ(planted.size(), 20U);
  Table log = clean.log;
  for (const PlantedNarrowing& column : planted) {
    column.plant(clean, std::get<1>(GetParam()), log);
  }
  const PreparedData data = prepared(log);
  std::size_t num_found = 0;
  for (const PlantedNarrowing& column : planted) {
    num_found += is_context(data, column.name) ? 0 : 1;
    std::printf("%-20s %s\n", column.name.c_str(), show(data, column.name).c_str());
  }
  RecordProperty("found", static_cast<int>(num_found));
  EXPECT_GE(num_found, 18U);
  for (std::size_t c = kRoles; c < clean.log.names.size(); ++c) {
    EXPECT_TRUE(is_context(data, clean.log.names[c])) << show(data, clean.log.names[c]);
  }
}

// A user without a history gets the same list whether the column stands in the log or not, since
// the run is the same.
TEST(NarrowingCheckTest, ALogWithSalesValuesIsTrainedAsOneWithout) {
  NarrowingWorld world = narrowing_world(Shop::kGrocery, 4);
  const PreparedData without = prepared(world.log);
  for (const Finding& finding : without.findings) {
    EXPECT_NE(finding.kind, FindingKind::kLeak) << show(without, finding.column);
  }
  plant_sales_value(world, 4);
  const PreparedData with = prepared(world.log);
  EXPECT_EQ(to_json(to_value(with.config)), to_json(to_value(without.config)));
  const auto found = std::ranges::find(with.findings, "sales_value", &Finding::column);
  ASSERT_NE(found, with.findings.end());
  EXPECT_EQ(found->code, "data.narrows_item");
  EXPECT_EQ(found->action, LeakAction::kDropped);
  EXPECT_EQ(found->flag, "--set data.leaks=keep");
  EXPECT_TRUE(is_context(prepared(world.log, LeakRule::kKeep), "sales_value"));
}

INSTANTIATE_TEST_SUITE_P(Shops, NarrowingChecksTest,
                         testing::Combine(testing::Values(Shop::kGrocery, Shop::kDelivery),
                                          testing::Values(1, 2, 3)));

}  // namespace
}  // namespace twotower

#include "checks/trained_agreement.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "checks/checked_log.h"

namespace twotower {
namespace {

using namespace test_data;

constexpr std::uint32_t kUsers = 600, kAreas = 10, kPlaces = 20;  // places of an area

std::uint32_t area_of(std::uint32_t item) {
  return item / kPlaces;
}

// Users with a home of ten areas, from which half of their 14 places are.
Dataset log_of_places() {
  Dataset dataset;
  Interactions& log = dataset.interactions;
  log.order = OrderSource::kTime;
  for (std::int64_t item = 0; item < kAreas * kPlaces; ++item) log.items.add(item);
  for (std::uint32_t user = 0; user < kUsers; ++user) {
    log.users.add(std::int64_t{user});
    RandomSequence random(
        {.seed = 4, .purpose = RandomPurpose::kWorldChoices, .step = 0, .example = user});
    for (std::uint32_t i = 0; i < 14; ++i) {
      const bool is_home = random.next_below(2) == 0;
      const auto area = is_home ? user % kAreas : static_cast<std::uint32_t>(random.next_below(10));
      log.user_slots.push_back(user);
      log.item_slots.push_back(area * kPlaces + static_cast<std::uint32_t>(random.next_below(20)));
      log.times.push_back(kStart + i * kDay + user * 1'000'000);
    }
    log.sequence_offsets.push_back(log.item_slots.size());
  }
  return dataset;
}

// By user: value_of(item of the row `back` rows before the last).
template <typename ValueOf>
RawColumn of_row(const Interactions& log, std::uint64_t back, ValueOf&& value_of) {
  std::vector<std::string> values;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    values.push_back(value_of(log.item_slots[log.sequence_offsets[s + 1] - 1 - back]));
  }
  return texts(values);
}

TEST(TrainedAgreementChecksTest, TheAreaOfTheTargetIsALeakAndHomeIsNot) {
  Dataset dataset = log_of_places();
  const auto letter = [](std::uint32_t item) { return "area " + std::to_string(area_of(item)); };
  std::vector<std::string> homes;
  for (std::uint32_t user = 0; user < kUsers; ++user)
    homes.push_back("h" + std::to_string(user % 10));
  const Interactions& log = dataset.interactions;
  dataset.users = {.names = {"of_target", "of_last", "home"},
                   .columns = {of_row(log, 0, letter), of_row(log, 1, letter), texts(homes)}};
  const auto findings = check_last_rows(dataset);
  EXPECT_TRUE(names_column(findings, "of_target"));
  EXPECT_NE(find(findings, "data.fits_test"), nullptr);
  EXPECT_FALSE(names_column(findings, "of_last"));
  EXPECT_FALSE(names_column(findings, "home"));
}

TEST(TrainedAgreementChecksTest, ANeighbourOfTheTargetIsALeakAndOneOfTheRowBeforeIsNot) {
  Dataset dataset = log_of_places();
  const auto neighbour = [](std::uint32_t item) {
    return std::to_string(area_of(item) * kPlaces + (item + 7) % kPlaces);
  };
  const Interactions& log = dataset.interactions;
  dataset.users = {.names = {"near_target", "near_last"},
                   .columns = {of_row(log, 0, neighbour), of_row(log, 1, neighbour)}};
  const auto findings = check_last_rows(dataset);
  const Finding* finding = find(findings, "data.fits_test");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "near_target");
  EXPECT_EQ(finding->kind, FindingKind::kLeak);
  EXPECT_FALSE(names_column(findings, "near_last"));
}

}  // namespace
}  // namespace twotower

#include "checks/held_out_pairs.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "checks/checked_log.h"
#include "checks/value_codes.h"

namespace twotower {
namespace {

using namespace test_data;

// By user: the first genre of the user's row `back` rows before the last.
RawColumn genre_of_row(const Interactions& log, std::uint64_t back) {
  std::vector<std::string> values;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    const std::uint64_t row = log.sequence_offsets[s + 1] - 1 - back;
    values.push_back(genres_of(log.item_slots[row]).substr(0, 2));
  }
  return texts(values);
}

TEST(ValueCodesTest, APartMeetsTheListThatHasIt) {
  ValueCodes values;
  const RowCodes lists = values.add(texts({"a|b", "c", "", "b; a"}), {0, 1, 2, 3});
  const RowCodes parts = values.find(texts({"b", "x", "a|b"}), {0, 1, 2});
  ASSERT_EQ(lists.of(0).size(), 3U);  // a, b and the whole
  EXPECT_EQ(lists.of(2).size(), 0U);
  ASSERT_EQ(parts.of(0).size(), 1U);
  EXPECT_EQ(parts.of(1).size(), 0U);
  EXPECT_EQ(parts.of(2).size(), 3U);
  EXPECT_EQ(lists.of(3).size(), 3U);
}

TEST(HeldOutPairsTest, PairsTheTestWithTheNearestKnownRow) {
  const Dataset dataset = log_of_days();
  const Interactions& log = dataset.interactions;
  auto split = make_split(log, LeaveOneOutOptions{});
  ASSERT_TRUE(split.ok());
  const EntityRows users =
      entity_rows(user_side(dataset), split.value(), KnownEntities::kSeenAgain);
  const HeldOutPairs pairs =
      held_out_pairs(log, split.value(), users, {.train = true, .validation = true}, 5);
  ASSERT_EQ(pairs.size(), log.num_sequences());
  for (const auto& pair : pairs.pairs) EXPECT_EQ(pair.known + 1, pair.test);
}

TEST(AgreementChecksTest, TheGenreOfTheTargetIsALeakAndThatBeforeIsNot) {
  Dataset dataset = log_of_days();
  add_genres(dataset);
  const Interactions& log = dataset.interactions;
  dataset.users = {.names = {"of_target", "of_last", "of_third"},
                   .columns = {genre_of_row(log, 0), genre_of_row(log, 1), genre_of_row(log, 2)}};
  auto split = make_split(log, LeaveOneOutOptions{});
  ASSERT_TRUE(split.ok());
  const auto findings = check_data(dataset, split.value(), {});
  const Finding* finding = find(findings, "data.agrees_with_test");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "of_target");
  EXPECT_GT(finding->value, 0.5);
  EXPECT_FALSE(names_column(findings, "of_last"));
  EXPECT_FALSE(names_column(findings, "of_third"));
}

// Users of the log of days who like two genres: three of four of their rows have one of them.
TEST(AgreementChecksTest, ATasteThatTheUserAlwaysHadIsNoLeak) {
  Dataset dataset = log_of_days();
  add_genres(dataset);
  Interactions& log = dataset.interactions;
  std::vector<std::string> tastes;
  for (std::uint32_t user = 0; user < 200; ++user) tastes.push_back("g" + std::to_string(user % 8));
  for (std::size_t row = 0; row < log.size(); ++row) {
    if (row % 4 != 3) log.item_slots[row] = log.user_slots[row] % 8 + 8 * (log.item_slots[row] / 8);
  }
  dataset.users = {.names = {"taste"}, .columns = {texts(tastes)}};
  for (const Finding& finding : check(dataset)) {
    EXPECT_NE(finding.kind, FindingKind::kLeak) << finding.column << " " << finding.message.key();
  }
}

}  // namespace
}  // namespace twotower

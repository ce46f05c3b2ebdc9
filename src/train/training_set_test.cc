#include "train/training_set.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "data/split.h"
#include "features/time_gap.h"

namespace twotower {
namespace {

using History = std::vector<std::uint64_t>;  // rows of Interactions, oldest first

// Interactions whose item slot is their row, so that tokens tell rows, the rows of some part, and
// what sequence features read.
struct Log {
  Interactions interactions;
  Sequences fitted;
  EncodedSides sides;
  std::vector<SequenceOptions> features;

  ExampleRules rules(Examples examples, HistoryRule rule) const {
    ExampleRules rules = {.examples = examples, .rule = rule};
    for (std::size_t i = 0; i < features.size(); ++i) {
      rules.histories.emplace_back(interactions, sides, features[i], i);
    }
    return rules;
  }
  // A feature of all rows, or of those that `is_step` names.
  void add_feature(std::size_t length, std::vector<std::uint8_t> is_step = {}) {
    SequenceOptions options;
    options.length = static_cast<std::int64_t>(length);
    if (!is_step.empty()) options.where = Condition();
    features.push_back(options);
    sides.is_step.push_back(std::move(is_step));
  }
};

Log make_log(const std::vector<std::vector<bool>>& is_fitted) {
  Log log;
  Split split;
  for (std::uint32_t s = 0; s < is_fitted.size(); ++s) {
    for (const bool fitted : is_fitted[s]) {
      const auto row = static_cast<std::uint32_t>(log.interactions.size());
      log.interactions.items.add(std::int64_t{row});
      log.interactions.item_slots.push_back(row);
      log.interactions.user_slots.push_back(s);
      split.parts.push_back(fitted ? Part::kTrain : Part::kTest);
    }
    log.interactions.users.add(std::int64_t{s});
    log.interactions.sequence_offsets.push_back(log.interactions.size());
  }
  log.fitted = sequences_of(log.interactions, split, {.train = true});
  return log;
}

// Numbers of the whole range from the first case on: rapidcheck starts with narrow ones.
template <typename T>
T any_of_range(T min, T max) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(min, max));
}

// Up to eight sequences of up to 14 rows, of which three of four are fitted.
Log any_log() {
  std::vector<std::vector<bool>> is_fitted(any_of_range<std::size_t>(0, 9));
  for (std::vector<bool>& sequence : is_fitted) {
    sequence.resize(any_of_range<std::size_t>(0, 15));
    for (std::size_t i = 0; i < sequence.size(); ++i) sequence[i] = any_of_range(0, 4) > 0;
  }
  return make_log(is_fitted);
}

// A feature of all rows, or of one in two.
void add_any_feature(Log& log, bool may_choose) {
  std::vector<std::uint8_t> is_step;
  if (may_choose && any_of_range(0, 3) > 0 && log.interactions.size() > 0) {
    is_step.resize(log.interactions.size());
    for (std::uint8_t& step : is_step) step = static_cast<std::uint8_t>(any_of_range(0, 2));
  }
  log.add_feature(any_of_range<std::size_t>(1, 9), std::move(is_step));
}

ExampleRules any_rules(const Log& log, Examples examples, HistoryRule rule) {
  ExampleRules rules = log.rules(examples, rule);
  rules.has_other_features = *rc::gen::arbitrary<bool>();
  rules.batch_size = any_of_range<std::size_t>(1, 30);
  return rules;
}

// With one feature of all rows.
ExampleRules any_plain_rules(Log& log, Examples examples, HistoryRule rule) {
  add_any_feature(log, false);
  return any_rules(log, examples, rule);
}

// One state as it came: what it saw, by feature, and what it took.
struct Example {
  std::uint64_t row;
  std::vector<History> histories;
  bool operator==(const Example&) const = default;
  auto operator<=>(const Example&) const = default;
};

History history_of(const UserStates& states, const PackedHistories& packed, std::size_t state) {
  History history;
  const std::uint32_t wanted = packed.wanted[state], of = packed.of_state[state];
  if (wanted == PackedHistories::kNone) return history;
  const bool is_causal = states.use == UserStates::Use::kUpToWanted;
  const std::uint64_t end = is_causal ? wanted + 1 : packed.offsets[of + 1];
  for (std::uint64_t t = packed.offsets[of]; t < end; ++t) {
    if (is_causal || t != wanted) history.push_back(packed.items[t]);
  }
  return history;
}

Example example_of(const ExampleBatch& batch, std::size_t state) {
  Example example = {batch.states.context_rows[state], {}};
  for (const PackedHistories& packed : batch.states.histories) {
    example.histories.push_back(history_of(batch.states, packed, state));
  }
  return example;
}

void check_histories(const PackedHistories& packed, std::size_t length, std::size_t rows) {
  RC_ASSERT(packed.wanted.size() == rows && packed.of_state.size() == rows);
  RC_ASSERT(packed.offsets.front() == 0U && packed.offsets.back() == packed.items.size());
  RC_ASSERT(std::ranges::is_sorted(packed.offsets) && std::ranges::is_sorted(packed.of_state));
  for (std::size_t h = 0; h < packed.size(); ++h) {
    RC_ASSERT(packed.offsets[h + 1] - packed.offsets[h] <= length);
    RC_ASSERT(std::ranges::count(packed.of_state, h) > 0);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    RC_ASSERT(packed.of_state[i] < packed.size());
    const std::uint32_t wanted = packed.wanted[i], of = packed.of_state[i];
    if (wanted >= PackedHistories::kAll) continue;
    RC_ASSERT(wanted >= packed.offsets[of] && wanted < packed.offsets[of + 1]);
  }
}

void check_packing(const TrainingSet& set, const ExampleRules& rules, const ExampleBatch& batch,
                   const Log& log) {
  const UserStates& states = batch.states;
  const std::size_t rows = batch.items.size();
  RC_ASSERT(rows > 0U);
  RC_ASSERT(rows <= set.max_rows());
  RC_ASSERT(states.size() == rows && states.groups.size() == rows);
  RC_ASSERT(states.context_rows.size() == rows);
  RC_ASSERT(std::ranges::is_sorted(states.groups));
  RC_ASSERT(states.histories.size() == rules.histories.size());
  for (std::size_t i = 0; i < states.histories.size(); ++i) {
    RC_ASSERT(states.histories[i].num_tokens() <= set.max_tokens()[i]);
    check_histories(states.histories[i], rules.histories[i].length(), rows);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    RC_ASSERT(batch.items[i] == log.interactions.item_slots[states.context_rows[i]]);
    RC_ASSERT(states.user_slots[i] == log.interactions.user_slots[states.context_rows[i]]);
  }
}

// All examples of an epoch, in order; each batch is checked on the way.
std::vector<Example> epoch_of(const Log& log, const ExampleRules& rules, std::uint64_t seed,
                              std::uint64_t epoch) {
  TrainingSet set(log.interactions, log.fitted, rules);
  set.start_epoch(seed, epoch);
  std::vector<Example> examples;
  ExampleBatch batch;
  while (set.next(batch)) {
    check_packing(set, rules, batch, log);
    for (std::size_t i = 0; i < batch.items.size(); ++i) examples.push_back(example_of(batch, i));
  }
  RC_ASSERT(examples.size() == set.num_examples());
  return examples;
}

std::vector<Example> sorted(std::vector<Example> examples) {
  std::ranges::sort(examples);
  return examples;
}

// The fitted rows of a sequence.
History rows_of(const Log& log, std::size_t sequence) {
  return {log.fitted.rows.begin() + static_cast<std::ptrdiff_t>(log.fitted.offsets[sequence]),
          log.fitted.rows.begin() + static_cast<std::ptrdiff_t>(log.fitted.offsets[sequence + 1])};
}

// What an epoch with one feature of all rows, or none, is to hold, by the definition.
std::vector<Example> expected_examples(const Log& log, const ExampleRules& rules) {
  std::vector<Example> expected;
  const bool has_history = !rules.histories.empty();
  const std::size_t length = has_history ? rules.histories[0].length() : 0;
  for (std::size_t s = 0; s < log.fitted.size(); ++s) {
    const History rows = rows_of(log, s);
    const std::size_t size = rows.size();
    const bool is_every = rules.examples == Examples::kEvery;
    const bool is_causal = rules.rule == HistoryRule::kBefore;
    // `every` takes the newest length + 1 rows, of which the first is history alone.
    const std::size_t begin_target = is_every && size > length ? size - length : 0;
    const std::size_t begin_history =
        begin_target > 0 && is_causal ? begin_target - 1 : begin_target;
    for (std::size_t p = begin_target; p < size; ++p) {
      History history;
      if (is_causal) {
        std::size_t begin = is_every ? begin_history : p - std::min(p, length);
        for (std::size_t i = begin; i < p; ++i) history.push_back(rows[i]);
      } else {
        for (std::size_t i = is_every ? begin_history : 0; i < size; ++i) {
          if (i != p) history.push_back(rows[i]);
        }
        if (history.size() > length - 1) {  // the newest, with room for the target
          history.erase(history.begin(), history.end() - static_cast<std::ptrdiff_t>(length - 1));
        }
      }
      if (!log.interactions.is_positive(rows[p])) continue;
      const bool has_something = is_causal ? p > 0 : size > 1;
      if (!has_something && !rules.has_other_features) continue;
      expected.push_back({rows[p], {}});
      if (has_history) expected.back().histories.push_back(history);
    }
  }
  return expected;
}

// The steps of a feature among rows, oldest first.
History steps_of(const StepSource& source, std::span<const std::uint64_t> rows) {
  History steps;
  std::ranges::copy_if(rows, std::back_inserter(steps),
                       [&](std::uint64_t row) { return source.is_step(row); });
  return steps;
}

// That a state sees the newest of the steps that it may see, and at least so many of them.
void check_newest(const History& seen, const History& steps, std::size_t at_least) {
  RC_ASSERT(seen.size() >= std::min(at_least, steps.size()));
  RC_ASSERT(std::ranges::equal(seen, std::span(steps).last(seen.size())));
}

// Several features of chosen rows: every row that is an example by the first feature is there once,
// and each of its histories is the newest of its steps.
void check_chosen(Examples examples, HistoryRule rule) {
  Log log = any_log();
  const auto num_features = any_of_range<std::size_t>(1, 4);
  for (std::size_t i = 0; i < num_features; ++i) add_any_feature(log, true);
  const ExampleRules rules = any_rules(log, examples, rule);
  const bool is_every = examples == Examples::kEvery, is_causal = rule == HistoryRule::kBefore;
  std::map<std::uint64_t, Example> seen;
  for (Example& example : epoch_of(log, rules, 1, 0)) {
    RC_ASSERT(seen.emplace(example.row, std::move(example)).second);
  }
  std::size_t num_expected = 0;
  for (std::size_t s = 0; s < log.fitted.size(); ++s) {
    const History rows = rows_of(log, s);
    const std::size_t length = rules.histories[0].length();
    const std::size_t num_steps = steps_of(rules.histories[0], rows).size();
    for (std::size_t p = 0; p < rows.size(); ++p) {
      std::vector<History> visible;
      bool has_any = rules.has_other_features;
      for (const StepSource& source : rules.histories) {
        History others(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(p));
        if (!is_causal)
          others.insert(others.end(), rows.begin() + static_cast<std::ptrdiff_t>(p) + 1,
                        rows.end());
        visible.push_back(steps_of(source, others));
        has_any = has_any || !visible.back().empty();
      }
      const auto found = seen.find(rows[p]);
      const std::size_t steps_from_here =
          steps_of(rules.histories[0], std::span(rows).subspan(p)).size();
      // The row at the oldest of the newest `length` steps is one where the step before it has
      // room.
      const bool has_room = rows.size() - p <= std::max(rules.batch_size, length);
      const bool reaches =
          !is_every || (has_room && (num_steps <= length || steps_from_here < length));
      if (found == seen.end()) {
        RC_ASSERT(!has_any || !reaches);
        continue;
      }
      RC_ASSERT(has_any && (!is_every || steps_from_here <= length));
      ++num_expected;
      for (std::size_t i = 0; i < num_features; ++i) {
        const std::size_t longest = rules.histories[i].length();
        // A history that is shared is cut; that of the first feature at the group's beginning.
        const std::size_t at_least = !is_causal ? 0
                                     : is_every ? (i == 0 ? 1 : (longest + 1) / 2)
                                                : longest;
        if (is_causal) {
          check_newest(found->second.histories[i], visible[i], at_least);
        } else {
          RC_ASSERT(std::ranges::includes(visible[i], found->second.histories[i]));
        }
      }
    }
  }
  RC_ASSERT(num_expected == seen.size());
}

RC_GTEST_PROP(TrainingSetTest, EachFeatureReadsItsOwnStepsBefore, ()) {
  check_chosen(Examples::kLast, HistoryRule::kBefore);
}
RC_GTEST_PROP(TrainingSetTest, AGroupSharesTheStepsOfEachFeature, ()) {
  check_chosen(Examples::kEvery, HistoryRule::kBefore);
}
RC_GTEST_PROP(TrainingSetTest, EachFeatureReadsItsOwnOtherSteps, ()) {
  check_chosen(*rc::gen::element(Examples::kLast, Examples::kEvery), HistoryRule::kOthers);
}

void check_epoch(Examples examples, HistoryRule rule) {
  Log log = any_log();
  const ExampleRules rules = any_plain_rules(log, examples, rule);
  RC_ASSERT(sorted(epoch_of(log, rules, 1, 0)) == sorted(expected_examples(log, rules)));
}

RC_GTEST_PROP(TrainingSetTest, LastBeforeGivesEveryRowTheRowsBeforeIt, ()) {
  check_epoch(Examples::kLast, HistoryRule::kBefore);
}
RC_GTEST_PROP(TrainingSetTest, EveryBeforeGivesTheNewestRowsTheRowsBeforeThem, ()) {
  check_epoch(Examples::kEvery, HistoryRule::kBefore);
}
RC_GTEST_PROP(TrainingSetTest, LastOthersGivesEveryRowTheNewestOthers, ()) {
  check_epoch(Examples::kLast, HistoryRule::kOthers);
}
RC_GTEST_PROP(TrainingSetTest, EveryOthersGivesTheNewestRowsTheOthers, ()) {
  check_epoch(Examples::kEvery, HistoryRule::kOthers);
}

RC_GTEST_PROP(TrainingSetTest, RowsOfWeightZeroAreHistoryAndNoExamples, ()) {
  Log log = any_log();
  for (std::size_t row = 0; row < log.interactions.size(); ++row) {
    log.interactions.weights.push_back(static_cast<float>(any_of_range(0, 3)));
  }
  const ExampleRules rules =
      any_plain_rules(log, *rc::gen::element(Examples::kLast, Examples::kEvery),
                      *rc::gen::element(HistoryRule::kBefore, HistoryRule::kOthers));
  RC_ASSERT(sorted(epoch_of(log, rules, 1, 0)) == sorted(expected_examples(log, rules)));
  TrainingSet set(log.interactions, log.fitted, rules);
  set.start_epoch(1, 0);
  ExampleBatch batch;
  while (set.next(batch)) {
    RC_ASSERT(batch.weights.size() == batch.items.size());
    for (std::size_t i = 0; i < batch.weights.size(); ++i) {
      RC_ASSERT(batch.weights[i] == log.interactions.weights[batch.states.context_rows[i]]);
    }
  }
}

TEST(TrainingSetWeightsTest, HalveWithEveryHalfLifeBeforeTheLastFittedRow) {
  Log log = make_log({{true, true, true, true, false}});
  const std::int64_t day = 86'400'000'000;
  log.interactions.times = {kMissingTime, 10 * day, 40 * day, 70 * day, 300 * day};
  log.interactions.weights = {1.0F, 1.0F, 3.0F, 5.0F, 1.0F};
  const ExampleRules rules = {
      .examples = Examples::kLast, .has_other_features = true, .half_life = Duration{30 * day}};
  TrainingSet set(log.interactions, log.fitted, rules);
  set.start_epoch(1, 0);
  ExampleBatch batch;
  ASSERT_TRUE(set.next(batch));
  ASSERT_EQ(batch.weights.size(), 4U);
  const std::vector<float> expected = {0.25F, 0.25F, 1.5F, 5.0F};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_FLOAT_EQ(batch.weights[i], expected[batch.states.context_rows[i]]);
  }
}

RC_GTEST_PROP(TrainingSetTest, NoHistoryHoldsItsTargetOrALaterRow, ()) {
  Log log = any_log();
  for (int i = 0; i < 2; ++i) add_any_feature(log, true);
  const Examples examples = *rc::gen::element(Examples::kLast, Examples::kEvery);
  for (const Example& example :
       epoch_of(log, any_rules(log, examples, HistoryRule::kBefore), 1, 0)) {
    for (const History& history : example.histories) {
      for (const std::uint64_t row : history) {
        RC_ASSERT(row < example.row);
        RC_ASSERT(log.interactions.user_slots[row] == log.interactions.user_slots[example.row]);
      }
    }
  }
}

RC_GTEST_PROP(TrainingSetTest, LastAndEveryGiveTheSameExamplesOfShortSequences, ()) {
  Log log = any_log();
  log.add_feature(100);
  const HistoryRule rule = *rc::gen::element(HistoryRule::kBefore, HistoryRule::kOthers);
  ExampleRules rules = any_rules(log, Examples::kLast, rule);
  const std::vector<Example> last = epoch_of(log, rules, 1, 0);
  rules.examples = Examples::kEvery;
  RC_ASSERT(sorted(last) == sorted(epoch_of(log, rules, 1, 0)));
}

RC_GTEST_PROP(TrainingSetTest, EpochsDependOnSeedAndEpochAlone, ()) {
  Log log = any_log();
  for (int i = 0; i < 2; ++i) add_any_feature(log, true);
  const Examples examples = *rc::gen::element(Examples::kLast, Examples::kEvery);
  const ExampleRules rules = any_rules(log, examples, HistoryRule::kBefore);
  TrainingSet set(log.interactions, log.fitted, rules);
  ExampleBatch batch;
  for (std::uint64_t epoch = 0; epoch < 3; ++epoch) {  // one set through all, new ones for each
    set.start_epoch(7, epoch);
    std::vector<Example> seen;
    while (set.next(batch)) {
      for (std::size_t i = 0; i < batch.items.size(); ++i) seen.push_back(example_of(batch, i));
    }
    RC_ASSERT(seen == epoch_of(log, rules, 7, epoch));
  }
}

TEST(TrainingSetTest, AnotherSeedOrEpochIsAnotherOrder) {
  Log log = make_log(std::vector<std::vector<bool>>(5, std::vector<bool>(10, true)));
  log.add_feature(5);
  for (const Examples examples : {Examples::kLast, Examples::kEvery}) {
    ExampleRules rules = log.rules(examples, HistoryRule::kBefore);
    rules.batch_size = 7;
    const auto first = epoch_of(log, rules, 1, 0);
    EXPECT_NE(first, epoch_of(log, rules, 1, 1));
    EXPECT_NE(first, epoch_of(log, rules, 2, 0));
  }
}

TEST(TrainingSetTest, WithoutAHistoryEveryRowIsAnExample) {
  const Log log = make_log({{true, true, false}, {}, {true}});
  const auto examples = epoch_of(log, {.has_other_features = true, .batch_size = 2}, 1, 0);
  EXPECT_EQ(sorted(examples), (std::vector<Example>{{0, {}}, {1, {}}, {3, {}}}));
}

// A user with far more steps of the second feature than it is long.
TEST(TrainingSetTest, CutsLongHistoriesOfALaterFeatureSoThatNoExampleLosesHalf) {
  Log log = make_log({std::vector<bool>(60, true)});
  std::vector<std::uint8_t> is_buy(60, 0), is_view(60, 1);
  for (const std::size_t row : {20, 21, 59}) is_buy[row] = 1, is_view[row] = 0;
  log.add_feature(3, is_buy);
  log.add_feature(8, is_view);
  log.interactions.weights.assign(is_buy.begin(), is_buy.end());  // views weigh nothing
  const auto examples =
      sorted(epoch_of(log, log.rules(Examples::kEvery, HistoryRule::kBefore), 1, 0));
  ASSERT_EQ(examples.size(), 3U);
  EXPECT_EQ(examples[0].histories[0], History());
  EXPECT_EQ(examples[2].histories[0], (History{20, 21}));
  EXPECT_EQ(examples[0].histories[1], (History{12, 13, 14, 15, 16, 17, 18, 19}));
  EXPECT_EQ(examples[1].histories[1], examples[0].histories[1]);
  EXPECT_EQ(examples[2].histories[1], (History{51, 52, 53, 54, 55, 56, 57, 58}));
}

// Few steps of the first feature among many rows: a group is no larger than a step.
TEST(TrainingSetTest, AGroupHasNoMoreRowsThanAStep) {
  Log log = make_log({std::vector<bool>(500, true)});
  std::vector<std::uint8_t> is_buy(500, 0);
  is_buy[3] = is_buy[490] = 1;
  log.add_feature(5, is_buy);
  log.add_feature(8);
  ExampleRules rules = log.rules(Examples::kEvery, HistoryRule::kBefore);
  rules.batch_size = 40;
  const auto examples = sorted(epoch_of(log, rules, 1, 0));
  ASSERT_EQ(examples.size(), 40U);
  EXPECT_EQ(examples.front().row, 460U);
  EXPECT_EQ(examples.front().histories[0], History{3});
  EXPECT_EQ(examples.back().histories[0], (History{3, 490}));
}

TEST(TrainingSetTest, StepsKnowTheirTypeAndTheGapToTheStepBefore) {
  constexpr std::int64_t kSecond = 1'000'000;
  Log log = make_log({std::vector<bool>(4, true)});
  log.interactions.times = {0, 3 * kSecond, kMissingTime, 20 * kSecond};
  log.sides.event_types = {2, 3, 2, 4};
  log.add_feature(2, {1, 0, 1, 1});
  log.add_feature(1);
  for (SequenceOptions& options : log.features) options.event_type = options.time_gap = true;
  log.interactions.weights = {0, 0, 0, 1};
  TrainingSet set(log.interactions, log.fitted, log.rules(Examples::kLast, HistoryRule::kBefore));
  set.start_epoch(1, 0);
  ExampleBatch batch;
  ASSERT_TRUE(set.next(batch));
  const PackedHistories& chosen = batch.states.histories[0];
  EXPECT_EQ(chosen.items, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(chosen.event_types, (std::vector<std::uint32_t>{2, 2}));
  EXPECT_EQ(chosen.time_gaps, (std::vector<std::uint32_t>{kNoTimeGap, kNoTimeGap}));
  log.interactions.times[2] = 4 * kSecond;
  ASSERT_FALSE(set.next(batch));
  set.start_epoch(1, 1);
  ASSERT_TRUE(set.next(batch));
  EXPECT_EQ(batch.states.histories[0].time_gaps,
            (std::vector<std::uint32_t>{kNoTimeGap, time_gap_row(0, 4 * kSecond)}));
  // The second feature reads one step; the one before it is row 1.
  EXPECT_EQ(batch.states.histories[1].time_gaps,
            (std::vector<std::uint32_t>{time_gap_row(3 * kSecond, 4 * kSecond)}));
}

// What the same user takes was not a refusal, unless that row is not fitted: nobody may know. An
// item that no fitted row takes (3, of the test) is unknown to the model.
TEST(TrainingSetTest, WhatWasShownComesWithItsRowButForWhatItsUserTakes) {
  Log log = make_log({{true, true, true, false}, {true, true}, {true, false}});
  Interactions& rows = log.interactions;
  rows.shown = {.offsets = {0, 3, 5, 6, 6, 8, 8, 9, 9}, .item_slots = {1, 4, 5, 2, 6, 3, 0, 5, 7}};
  const std::map<std::uint32_t, std::vector<std::uint32_t>> expected = {
      {0, {4, 5}}, {1, {6}}, {2, {}}, {4, {0}}, {5, {}}, {6, {}}};
  log.add_feature(5);
  for (const Examples examples : {Examples::kEvery, Examples::kLast}) {
    ExampleRules rules = log.rules(examples, HistoryRule::kBefore);
    rules.has_other_features = true;
    TrainingSet set(rows, log.fitted, rules);
    EXPECT_EQ(set.num_shown(), 4U);
    for (std::uint64_t epoch = 0; epoch < 2; ++epoch) {
      set.start_epoch(1, epoch);
      ExampleBatch batch;
      std::map<std::uint32_t, std::vector<std::uint32_t>> found;
      while (set.next(batch)) {
        for (std::size_t row = 0; row < batch.items.size(); ++row) {
          found[batch.items[row]] = {batch.shown(row).begin(), batch.shown(row).end()};
        }
      }
      EXPECT_EQ(found, expected);
    }
  }
}

// Rows without users, of two pages: what is taken on the same page was not a refusal.
TEST(TrainingSetTest, WhatWasShownComesWithItsRowButForWhatItsRequestTakes) {
  Log log = make_log({{true}, {true}, {true}, {false}});
  log.interactions.user_slots.assign(4, kNoSlot);
  log.interactions.shown = {
      .offsets = {0, 3, 3, 4, 4}, .item_slots = {1, 2, 3, 0}, .requests = {7, 7, 8, 7}};
  TrainingSet set(log.interactions, log.fitted, {.has_other_features = true});
  set.start_epoch(1, 0);
  ExampleBatch batch;
  ASSERT_TRUE(set.next(batch));
  const std::map<std::uint32_t, std::vector<std::uint32_t>> expected = {
      {0, {2}}, {1, {}}, {2, {0}}};
  for (std::size_t row = 0; row < batch.items.size(); ++row) {
    EXPECT_EQ(std::vector<std::uint32_t>(batch.shown(row).begin(), batch.shown(row).end()),
              expected.at(batch.items[row]));
  }
}

TEST(TrainingSetTest, CountsFittedRowsByItem) {
  Log log = make_log({{true, false, true}, {true}});
  log.interactions.item_slots = {1, 1, 1, 3};
  const TrainingSet set(log.interactions, log.fitted, {});
  EXPECT_EQ(set.item_counts(), (std::vector<std::uint32_t>{0, 2, 0, 1}));
}

TEST(TrainingSetTest, PlansNoMoreRowsThanThereAre) {
  Log log = make_log({{true, true, true}, {true}});
  log.add_feature(50);
  for (const Examples examples : {Examples::kLast, Examples::kEvery}) {
    ExampleRules rules = log.rules(examples, HistoryRule::kBefore);
    rules.batch_size = 1 << 20;
    const TrainingSet set(log.interactions, log.fitted, rules);
    EXPECT_EQ(set.max_rows(), 2U);
    EXPECT_LE(set.max_tokens()[0], 100U);
  }
}

TEST(TrainingSetTest, AUserThatIsNotThereIsTheUnknownOne) {
  Log log = make_log({{true, true}});
  log.interactions.user_slots = {kNoSlot, kNoSlot};
  log.add_feature(5);
  TrainingSet set(log.interactions, log.fitted, log.rules(Examples::kLast, HistoryRule::kBefore));
  set.start_epoch(1, 0);
  ExampleBatch batch;
  ASSERT_TRUE(set.next(batch));
  EXPECT_EQ(batch.states.user_slots, std::vector<std::uint32_t>{1});  // one user: slots end at 1
}

}  // namespace
}  // namespace twotower

#include "train/training_set.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "data/split.h"

namespace twotower {
namespace {

using History = std::vector<std::uint64_t>;  // rows of Interactions, oldest first

// Interactions whose item slot is their row, so that tokens tell rows, and the rows of some part.
struct Log {
  Interactions interactions;
  Sequences fitted;
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

ExampleRules any_rules(Examples examples, HistoryRule rule) {
  return {.examples = examples,
          .rule = rule,
          .length = any_of_range<std::size_t>(1, 9),
          .has_other_features = *rc::gen::arbitrary<bool>(),
          .batch_size = any_of_range<std::size_t>(1, 30)};
}

// One state as it came: what it saw and what it took.
struct Example {
  std::uint64_t row;
  History history;
  bool operator==(const Example&) const = default;
  auto operator<=>(const Example&) const = default;
};

Example example_of(const ExampleBatch& batch, std::size_t state) {
  const UserStates& states = batch.states;
  Example example = {states.context_rows[state], {}};
  const std::uint32_t wanted = states.wanted[state];
  if (wanted == UserStates::kNone) return example;
  const std::uint32_t sequence = states.sequences[state];
  const bool is_causal = states.use == UserStates::Use::kUpToWanted;
  const std::uint64_t end = is_causal ? wanted + 1 : states.offsets[sequence + 1];
  for (std::uint64_t t = states.offsets[sequence]; t < end; ++t) {
    if (is_causal || t != wanted) example.history.push_back(states.tokens[t]);
  }
  return example;
}

void check_packing(const TrainingSet& set, const ExampleRules& rules, const ExampleBatch& batch,
                   const Log& log) {
  const UserStates& states = batch.states;
  const std::size_t rows = batch.items.size();
  RC_ASSERT(rows > 0U);
  RC_ASSERT(rows <= set.max_rows());
  RC_ASSERT(states.tokens.size() <= set.max_tokens());
  RC_ASSERT(states.size() == rows && states.wanted.size() == rows);
  RC_ASSERT(states.sequences.size() == rows && states.context_rows.size() == rows);
  RC_ASSERT(states.offsets.front() == 0U && states.offsets.back() == states.tokens.size());
  RC_ASSERT(std::ranges::is_sorted(states.offsets) && std::ranges::is_sorted(states.sequences));
  for (std::size_t s = 0; s < states.num_sequences(); ++s) {
    RC_ASSERT(states.offsets[s + 1] - states.offsets[s] <= rules.length);
    RC_ASSERT(std::ranges::count(states.sequences, s) > 0);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint32_t wanted = states.wanted[i], sequence = states.sequences[i];
    RC_ASSERT(sequence < states.num_sequences());
    if (wanted != UserStates::kNone) {
      RC_ASSERT(wanted >= states.offsets[sequence] && wanted < states.offsets[sequence + 1]);
    }
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

// What an epoch is to hold, by the definition.
std::vector<Example> expected_examples(const Log& log, const ExampleRules& rules) {
  std::vector<Example> expected;
  for (std::size_t s = 0; s < log.fitted.size(); ++s) {
    const History rows(
        log.fitted.rows.begin() + static_cast<std::ptrdiff_t>(log.fitted.offsets[s]),
        log.fitted.rows.begin() + static_cast<std::ptrdiff_t>(log.fitted.offsets[s + 1]));
    const std::size_t size = rows.size();
    const bool is_every = rules.examples == Examples::kEvery;
    const bool is_causal = rules.rule == HistoryRule::kBefore;
    // `every` takes the newest length + 1 rows, of which the first is history alone.
    const std::size_t begin_target = is_every && size > rules.length ? size - rules.length : 0;
    const std::size_t begin_history =
        begin_target > 0 && is_causal ? begin_target - 1 : begin_target;
    for (std::size_t p = begin_target; p < size; ++p) {
      Example example = {rows[p], {}};
      if (is_causal) {
        std::size_t begin = is_every ? begin_history : p - std::min(p, rules.length);
        for (std::size_t i = begin; i < p; ++i) example.history.push_back(rows[i]);
      } else {
        for (std::size_t i = is_every ? begin_history : 0; i < size; ++i) {
          if (i != p) example.history.push_back(rows[i]);
        }
        if (example.history.size() > rules.length - 1) {  // the newest, with room for the target
          example.history.erase(
              example.history.begin(),
              example.history.end() - static_cast<std::ptrdiff_t>(rules.length - 1));
        }
      }
      if (!log.interactions.is_positive(rows[p])) continue;
      const bool has_something = is_causal ? p > 0 : size > 1;
      if (has_something || rules.has_other_features) expected.push_back(example);
    }
  }
  return expected;
}

void check_epoch(Examples examples, HistoryRule rule) {
  const Log log = any_log();
  const ExampleRules rules = any_rules(examples, rule);
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
      any_rules(*rc::gen::element(Examples::kLast, Examples::kEvery),
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
  const Log log = any_log();
  const Examples examples = *rc::gen::element(Examples::kLast, Examples::kEvery);
  for (const Example& example : epoch_of(log, any_rules(examples, HistoryRule::kBefore), 1, 0)) {
    for (const std::uint64_t row : example.history) {
      RC_ASSERT(row < example.row);
      RC_ASSERT(log.interactions.user_slots[row] == log.interactions.user_slots[example.row]);
    }
  }
}

RC_GTEST_PROP(TrainingSetTest, LastAndEveryGiveTheSameExamplesOfShortSequences, ()) {
  const Log log = any_log();
  const HistoryRule rule = *rc::gen::element(HistoryRule::kBefore, HistoryRule::kOthers);
  ExampleRules rules = any_rules(Examples::kLast, rule);
  rules.length = 100;
  const std::vector<Example> last = epoch_of(log, rules, 1, 0);
  rules.examples = Examples::kEvery;
  RC_ASSERT(sorted(last) == sorted(epoch_of(log, rules, 1, 0)));
}

RC_GTEST_PROP(TrainingSetTest, EpochsDependOnSeedAndEpochAlone, ()) {
  const Log log = any_log();
  const Examples examples = *rc::gen::element(Examples::kLast, Examples::kEvery);
  const ExampleRules rules = any_rules(examples, HistoryRule::kBefore);
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
  const Log log = make_log(std::vector<std::vector<bool>>(5, std::vector<bool>(10, true)));
  for (const Examples examples : {Examples::kLast, Examples::kEvery}) {
    const ExampleRules rules = {.examples = examples, .length = 5, .batch_size = 7};
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

TEST(TrainingSetTest, CountsFittedRowsByItem) {
  Log log = make_log({{true, false, true}, {true}});
  log.interactions.item_slots = {1, 1, 1, 3};
  const TrainingSet set(log.interactions, log.fitted, {});
  EXPECT_EQ(set.item_counts(), (std::vector<std::uint32_t>{0, 2, 0, 1}));
}

TEST(TrainingSetTest, PlansNoMoreRowsThanThereAre) {
  const Log log = make_log({{true, true, true}, {true}});
  for (const Examples examples : {Examples::kLast, Examples::kEvery}) {
    const TrainingSet set(log.interactions, log.fitted,
                          {.examples = examples, .length = 50, .batch_size = 1 << 20});
    EXPECT_EQ(set.max_rows(), 2U);
    EXPECT_LE(set.max_tokens(), 100U);
  }
}

TEST(TrainingSetTest, AUserThatIsNotThereIsTheUnknownOne) {
  Log log = make_log({{true, true}});
  log.interactions.user_slots = {kNoSlot, kNoSlot};
  TrainingSet set(log.interactions, log.fitted, {.length = 5, .batch_size = 4});
  set.start_epoch(1, 0);
  ExampleBatch batch;
  ASSERT_TRUE(set.next(batch));
  EXPECT_EQ(batch.states.user_slots, std::vector<std::uint32_t>{1});  // one user: slots end at 1
}

}  // namespace
}  // namespace twotower

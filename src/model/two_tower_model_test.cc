#include "model/two_tower_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "features/time_gap.h"
#include "features/vocabulary.h"
#include "model/embedder.h"
#include "model/gradient_groups.h"
#include "model/step_tables.h"
#include "model/test_model.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using namespace test_model;
using testkit::RandomMatrix;

const Slots kItems = {7, 1, 3, 8, 0, 2, 5};

// One step of the loss sum(weights * (user . item)) over all pairs, and its gradients.
struct Step {
  Step(const TwoTowerModel& stepped, const EncodedSides& given, const UserStates& states)
      : model(stepped), batch(batch_of(stepped, given, states)) {}

  static ModelBatch batch_of(const TwoTowerModel& model, const EncodedSides& sides,
                             const UserStates& states) {
    ModelBatch batch = model.new_batch();
    model.set_users(sides, states, nullptr, batch);
    model.set_items(sides, kItems, nullptr, batch);
    return batch;
  }

  double loss() {
    tables.gather(exec, model, batch);
    model.user_tower().forward(exec, {model.parameters(), batch.user, tables.rows()}, users);
    model.item_tower().forward(exec, {model.parameters(), batch.item, tables.rows()}, items);
    double sum = 0.0;
    for (std::size_t u = 0; u < batch.user.num_rows; ++u) {
      for (std::size_t i = 0; i < batch.item.num_rows; ++i) {
        double dot = 0.0;
        for (std::size_t c = 0; c < 4; ++c) {
          dot += double{users.output({u, 1}).row(0)[c]} * double{items.output({i, 1}).row(0)[c]};
        }
        sum += double{weights.view().row(u)[i]} * dot;
      }
    }
    return sum;
  }

  // Gradients of every table, each [table rows, dim] in one vector, and then of all weights.
  std::vector<std::vector<float>> gradients() {
    loss();
    RandomMatrix grad_users(batch.user.num_rows, 4, 1), grad_items(batch.item.num_rows, 4, 1);
    std::ranges::fill(grad_users.values(), 0.0F);
    std::ranges::fill(grad_items.values(), 0.0F);
    for (std::size_t u = 0; u < batch.user.num_rows; ++u) {
      for (std::size_t i = 0; i < batch.item.num_rows; ++i) {
        const float weight = weights.view().row(u)[i];
        for (std::size_t c = 0; c < 4; ++c) {
          grad_users.view().row(u)[c] += weight * items.output({i, 1}).row(0)[c];
          grad_items.view().row(i)[c] += weight * users.output({u, 1}).row(0)[c];
        }
      }
    }
    GradientGroups groups(model.parameters().layout(), 3);
    Gradients total(model.parameters().layout());
    const TowerPass user_pass = {model.parameters(), batch.user, tables.rows()};
    const TowerPass item_pass = {model.parameters(), batch.item, tables.rows()};
    model.user_tower().backward(exec, user_pass, grad_users.view(), users, groups);
    model.item_tower().backward(exec, item_pass, grad_items.view(), items, groups);
    groups.move_sum_to(exec, total);
    std::vector<std::vector<float>> all;
    for (std::size_t i = 0; i < model.tables().size(); ++i) {
      const MatrixView<float> grads = tables.zeroed_grads(i);
      model.user_tower().add_table_gradient(exec, user_pass, i, users, grads);
      model.item_tower().add_table_gradient(exec, item_pass, i, items, grads);
      const std::size_t dim = model.tables()[i].table.dim();
      std::vector<float>& table = all.emplace_back(model.tables()[i].table.weights().size(), 0.0F);
      for (std::size_t r = 0; r < grads.rows(); ++r) {
        std::copy_n(grads.row(r), dim, &table[batch.tables[i].rows()[r] * dim]);
      }
    }
    all.emplace_back(total.all_values().begin(), total.all_values().end());
    return all;
  }

  const TwoTowerModel& model;
  ModelBatch batch;
  StepTables tables{model};
  std::vector<std::size_t> tokens = std::vector<std::size_t>(model.sequences().size(), 100);
  Workspace users = model.user_tower().plan(batch.user.num_rows, tokens);
  Workspace items = model.item_tower().plan(batch.item.num_rows);
  RandomMatrix weights{batch.user.num_rows, batch.item.num_rows, 77};
  Exec exec{std::max(model.user_tower().scratch_floats(TwoTowerModel::max_slice_size(100)),
                     model.item_tower().scratch_floats(kTowerSliceRows))};
};

// Central differences of two widths, combined so that their errors of second order cancel
// (Richardson): in float good to about 1e-3 of the largest element.
std::vector<double> differences(std::span<float> point, const std::function<double()>& loss) {
  constexpr float kMove = 8e-3F;
  std::vector<double> gradient;
  for (float& value : point) {
    const float old_value = value;
    const auto slope = [&](float move) {
      value = old_value + move;
      const double above = loss();
      value = old_value - move;
      const double below = loss();
      value = old_value;
      return (above - below) / (2.0 * double{move});
    };
    gradient.push_back((4.0 * slope(kMove / 2.0F) - slope(kMove)) / 3.0);
  }
  return gradient;
}

// The same of data without order: states have tokens of their own, which they do not see; the last
// one sees all.
UserStates make_states_of_others() {
  UserStates states = make_states();
  PackedHistories& packed = states.histories[0];
  packed.wanted = {0, 2, 3, 4, 5, PackedHistories::kAll};
  packed.offsets = {0, 3, 4, 5, 9};
  packed.items.push_back(6);
  states.use = UserStates::Use::kAllButWanted;
  return states;
}

void expect_gradients_of(const std::vector<SequenceOptions>& histories, const UserStates& states) {
  const Made made = make_features(histories);
  TwoTowerModel model = make_model(tower_options(), made.features);
  Exec exec(0);
  model.initialize(exec, 3);
  Step step(model, made.sides, states);
  const auto actual = step.gradients();
  const auto loss = [&] { return step.loss(); };
  for (std::size_t i = 0; i < model.tables().size(); ++i) {
    const auto expected = differences(model.tables()[i].table.weights(), loss);
    EXPECT_LT(testkit::gradient_error(actual[i], expected), 2e-3) << model.tables()[i].name;
  }
  const auto expected = differences(model.parameters().all_values(), loss);
  EXPECT_LT(testkit::gradient_error(actual.back(), expected), 2e-3);
}

TEST(TwoTowerModelTest, GradientsOfAWholeStepAreItsDifferences) {
  expect_gradients_of({mean_history()}, make_states());
  expect_gradients_of({mean_history(HistoryRule::kOthers)}, make_states_of_others());
  expect_gradients_of({attention_history()}, make_states());
  expect_gradients_of({attention_history(2)}, make_states());
}

TEST(TwoTowerModelTest, GradientsOfTwoSequencesWithTypesAndGapsAreItsDifferences) {
  SequenceOptions attention = attention_history(), mean = mean_history();
  attention.event_type = mean.time_gap = true;
  expect_gradients_of({attention, mean}, make_states_of_two());
  attention.time_gap = mean.event_type = true;
  attention.table = mean.table = "steps";
  expect_gradients_of({mean, attention}, make_states_of_two());
}

TEST(TwoTowerModelTest, AStepKnowsItsTypeAndGap) {
  for (SequenceOptions history : {attention_history(), mean_history()}) {
    history.event_type = history.time_gap = true;
    const Made made = make_features({history});
    TwoTowerModel model = make_model(tower_options(), made.features);
    Exec exec(0);
    model.initialize(exec, 3);
    UserStates states = make_states_of_two();
    states.histories.pop_back();
    const auto user = [&](std::size_t row) {
      Step step(model, made.sides, states);
      step.loss();
      const float* vector = step.users.output({row, 1}).row(0);
      return std::vector<float>(vector, vector + 4);
    };
    const std::vector<float> before = user(5), other = user(0);
    states.histories[0].event_types[6] = 1;  // of a token that state 5 sees, and state 0 does not
    const std::vector<float> other_type = user(5);
    EXPECT_NE(other_type, before);
    states.histories[0].time_gaps[6] = 33;
    EXPECT_NE(user(5), other_type);
    EXPECT_EQ(user(0), other);
  }
}

// The table of item ids gets gradients by both ways: with a table of its own for the history, the
// two parts are apart, and add up to what the shared one gets.
TEST(TwoTowerModelTest, ASharedTableGetsTheSumOfBothGradients) {
  SequenceOptions own = mean_history();
  own.table = "history_items";
  const Made shared_made = make_features({mean_history()}), own_made = make_features({own});
  TwoTowerModel shared = make_model(tower_options(), shared_made.features);
  TwoTowerModel apart = make_model(tower_options(), own_made.features);
  ASSERT_EQ(apart.tables().size(), shared.tables().size() + 1);
  ASSERT_EQ(apart.tables().back().name, "history_items");
  Exec exec(0);
  shared.initialize(exec, 3);
  apart.initialize(exec, 3);
  ASSERT_EQ(shared.tables()[0].name, "item.item_id");
  std::ranges::copy(shared.tables()[0].table.weights(),
                    apart.tables().back().table.weights().begin());
  const UserStates states = make_states();
  const auto of_shared = Step(shared, shared_made.sides, states).gradients();
  const auto of_apart = Step(apart, own_made.sides, states).gradients();
  const std::vector<float>& items = of_apart[0];
  const std::vector<float>& histories = of_apart[apart.tables().size() - 1];
  std::vector<double> sum;
  for (std::size_t i = 0; i < items.size(); ++i) sum.push_back(double{items[i]} + histories[i]);
  EXPECT_LT(testkit::gradient_error(of_shared[0], sum), 1e-5);
  EXPECT_GT(testkit::gradient_error(items, sum), 1e-2);
  EXPECT_GT(testkit::gradient_error(histories, sum), 1e-2);
}

// Rows of the table, from the step's numbers.
Slots table_rows(const Slots& numbers, const UniqueRows& rows) {
  Slots result;
  for (const std::uint32_t number : numbers) result.push_back(rows.rows()[number]);
  return result;
}

TEST(TwoTowerModelTest, BatchesNameTheRowsOfTheEncodedSides) {
  const Made made = make_features({mean_history()});
  const TwoTowerModel model = make_model(tower_options(), made.features);
  const UserStates states = make_states();
  ModelBatch batch = model.new_batch();
  for (int round = 0; round < 2; ++round) {  // the second one reuses everything
    for (UniqueRows& rows : batch.tables) rows.clear();
    model.set_items(made.sides, kItems, nullptr, batch);
    model.set_users(made.sides, states, nullptr, batch);
    for (std::size_t t = 0; t < batch.tables.size(); ++t) {
      const std::set<std::uint32_t> distinct(batch.tables[t].rows().begin(),
                                             batch.tables[t].rows().end());
      EXPECT_EQ(distinct.size(), batch.tables[t].rows().size());
    }
    const auto table_of = [&](const Tower& tower, std::size_t encoder) -> const UniqueRows& {
      return batch.tables[tower.encoders()[encoder].table];
    };
    const auto expect_rows = [&](const FeatureBatch& feature, const UniqueRows& numbers,
                                 const EncodedColumn& column, const auto& at) {
      Slots expected;
      for (const auto i : at) expected.push_back(std::get<RowColumn>(column).rows[i]);
      EXPECT_EQ(table_rows(std::get<RowColumn>(feature).rows.to_vector(), numbers), expected);
    };
    const Tower& user = model.user_tower();
    ASSERT_EQ(batch.user.features.size(), 4U);  // user_id, history, age, hour
    EXPECT_EQ(batch.user.num_rows, states.size());
    expect_rows(batch.user.features[0], table_of(user, 0), made.sides.user[0], states.user_slots);
    expect_rows(batch.user.features[2], table_of(user, 2), made.sides.user[1], states.user_slots);
    expect_rows(batch.user.features[3], table_of(user, 3), made.sides.context[0],
                states.context_rows);
    const auto& history = std::get<SequenceBatch>(batch.user.features[1]);
    EXPECT_EQ(history.offsets, states.histories[0].offsets);
    EXPECT_EQ(history.wanted, states.histories[0].wanted);
    EXPECT_EQ(history.row_offsets, (std::vector<std::uint64_t>{0, 2, 3, 4, 6}));
    Slots tokens;
    for (const std::uint32_t item : states.histories[0].items) {
      tokens.push_back(std::get<RowColumn>(made.sides.item[0]).rows[item]);
    }
    EXPECT_EQ(table_rows(history.rows, table_of(user, 1)), tokens);
    EXPECT_EQ(user.encoders()[1].table, model.item_tower().encoders()[0].table);

    const Tower& item = model.item_tower();
    expect_rows(batch.item.features[0], table_of(item, 0), made.sides.item[0], kItems);
    const auto& bags = std::get<BagBatch>(batch.item.features[1]);
    const auto& column = std::get<BagColumn>(made.sides.item[1]);
    ASSERT_EQ(bags.offsets.size(), kItems.size() + 1);
    for (std::size_t i = 0; i < kItems.size(); ++i) {
      const Slots numbers(bags.rows.begin() + bags.offsets[i],
                          bags.rows.begin() + bags.offsets[i + 1]);
      const auto begin = column.rows.begin();
      const Slots expected(begin + static_cast<std::ptrdiff_t>(column.offsets[kItems[i]]),
                           begin + static_cast<std::ptrdiff_t>(column.offsets[kItems[i] + 1]));
      EXPECT_EQ(table_rows(numbers, table_of(item, 1)), expected);
      for (std::uint32_t place = bags.offsets[i]; place < bags.offsets[i + 1]; ++place) {
        EXPECT_FLOAT_EQ(bags.weights[place], 1.0F / static_cast<float>(expected.size()));
      }
    }
  }
}

// Many sequences of any length: slices hold whole sequences, cover all, and keep to the bound.
TEST(TwoTowerModelTest, SlicesHoldWholeSequencesWithinTheBound) {
  SequenceOptions history = mean_history();
  history.length = 40;
  const Made made = make_features({history});
  const TwoTowerModel model = make_model(tower_options(), made.features);
  RandomSequence random({.seed = 1, .purpose = RandomPurpose{}, .step = 0, .example = 0});
  UserStates states;
  PackedHistories& packed = states.histories.emplace_back();
  for (std::uint32_t s = 0; s < 300; ++s) {
    const std::uint64_t length = random.next_below(4) == 0 ? 40 : random.next_below(3);
    const std::size_t begin = packed.items.size();
    for (std::uint64_t t = 0; t <= length; ++t) {
      if (t < length)
        packed.items.push_back(static_cast<std::uint32_t>(t % std::uint64_t{kNumItems}));
      states.user_slots.push_back(s % kNumUsers);
      states.context_rows.push_back(0);
      states.groups.push_back(s);
      packed.add_state(t == 0 ? PackedHistories::kNone : static_cast<std::uint32_t>(begin + t - 1));
    }
    packed.close();
  }
  ModelBatch batch = model.new_batch();
  model.set_users(made.sides, states, nullptr, batch);
  const auto& sequences = std::get<SequenceBatch>(batch.user.features[1]);
  ASSERT_EQ(sequences.slice_sequences.size(), batch.user.slices.size());
  std::size_t next_row = 0, next_sequence = 0;
  for (std::size_t i = 0; i < batch.user.slices.size(); ++i) {
    const RowRange rows = batch.user.slices[i], held = sequences.slice_sequences[i];
    EXPECT_EQ(rows.first, next_row);
    EXPECT_EQ(held.first, next_sequence);
    EXPECT_GT(held.count, 0U);
    next_row += rows.count;
    next_sequence += held.count;
    EXPECT_EQ(sequences.row_offsets[next_sequence], next_row);
    EXPECT_LE(rows.count, TwoTowerModel::max_slice_size(41));
    EXPECT_LE(sequences.offsets[next_sequence] - sequences.offsets[held.first],
              TwoTowerModel::max_slice_size(41));
  }
  EXPECT_EQ(next_row, states.size());
  EXPECT_EQ(next_sequence, packed.size());
}

TEST(TwoTowerModelTest, HidesHistoriesAtTheGivenRateAndOnlyWhileTraining) {
  TowerOptions options = tower_options();
  options.history_dropout = 0.3;
  const Made made = make_features({SequenceOptions{.length = 4, .encoder = MeanEncoderOptions{}}});
  const TwoTowerModel model = make_model(options, made.features);
  constexpr std::size_t kMany = 20000;
  UserStates states;
  PackedHistories& packed = states.histories.emplace_back();
  for (std::uint32_t i = 0; i < kMany; ++i) {
    states.user_slots.push_back(i % kNumUsers);
    states.context_rows.push_back(i % kNumContexts);
    states.groups.push_back(i);
    packed.items.push_back(i % kNumItems);
    packed.add_state(i);
    packed.close();
  }
  const auto wanted = [&](const TrainingStep* step) {
    ModelBatch batch = model.new_batch();
    model.set_users(made.sides, states, step, batch);
    return std::get<SequenceBatch>(batch.user.features[model.sequences()[0].position]).wanted;
  };
  const auto dropped = wanted(&kStep);
  // 20,000 draws know a rate of .3 to .0032; 4 deviations.
  const auto count = static_cast<double>(std::ranges::count(dropped, PackedHistories::kNone));
  EXPECT_NEAR(count / kMany, 0.3, 0.013);
  for (std::size_t i = 0; i < kMany; ++i) {
    EXPECT_TRUE(dropped[i] == PackedHistories::kNone || dropped[i] == packed.wanted[i]);
  }
  EXPECT_EQ(wanted(&kStep), dropped);
  const TrainingStep next{.seed = kStep.seed, .step = kStep.step + 1};
  EXPECT_NE(wanted(&next), dropped);
  EXPECT_EQ(wanted(nullptr), packed.wanted);
}

TEST(TwoTowerModelTest, RefusesToHideHistoriesOfOthers) {
  TowerOptions options = tower_options();
  options.history_dropout = 0.3;
  const Made made = make_features({SequenceOptions{
      .rule = HistoryRule::kOthers, .length = 4, .encoder = MeanEncoderOptions{}}});
  const auto created = TwoTowerModel::create(options, made.features);
  ASSERT_FALSE(created.ok());
  EXPECT_EQ(created.error().code, ErrorCode::kConfigConflict);
}

TEST(TwoTowerModelTest, DropsIdsAtTheGivenRateAndTheSameInAStep) {
  TowerOptions options = tower_options();
  options.id_dropout = 0.3;
  const Made made = make_features({});
  const TwoTowerModel model = make_model(options, made.features);
  constexpr std::size_t kMany = 20000;
  UserStates states;
  Slots items;
  for (std::uint32_t i = 0; i < kMany; ++i) {
    states.user_slots.push_back(i % kNumUsers);
    states.context_rows.push_back(i % kNumContexts);
    states.groups.push_back(i);
    items.push_back(i % kNumItems);
  }
  const auto unknown = [&](const TrainingStep* step) {
    ModelBatch batch = model.new_batch();
    model.set_users(made.sides, states, step, batch);
    model.set_items(made.sides, items, step, batch);
    std::vector<std::vector<bool>> is_unknown;
    for (const auto& [tower, side] : {std::pair(&model.user_tower(), &batch.user),
                                      std::pair(&model.item_tower(), &batch.item)}) {
      const UniqueRows& rows = batch.tables[tower->encoders()[0].table];
      std::vector<bool>& of_side = is_unknown.emplace_back();
      for (const std::uint32_t row :
           table_rows(std::get<RowColumn>(side->features[0]).rows.to_vector(), rows)) {
        of_side.push_back(row == Vocabulary::kUnknownRow);
      }
    }
    return is_unknown;
  };
  const auto dropped = unknown(&kStep);
  for (const std::vector<bool>& side : dropped) {
    // 20,000 draws know a rate of .3 to .0032; 4 deviations.
    const auto count = static_cast<double>(std::count(side.begin(), side.end(), true));
    EXPECT_NEAR(count / kMany, 0.3, 0.013);
  }
  EXPECT_NE(dropped[0], dropped[1]);
  EXPECT_EQ(dropped, unknown(&kStep));
  constexpr TrainingStep kNextStep = {kStep.seed, kStep.step + 1};
  EXPECT_NE(dropped, unknown(&kNextStep));
  EXPECT_EQ(unknown(nullptr), (std::vector<std::vector<bool>>(2, std::vector<bool>(kMany, false))));
}

std::string conflict_of(const Made& made) {
  const auto model = TwoTowerModel::create(tower_options(), made.features);
  if (model.ok()) return "";
  EXPECT_EQ(model.error().code, ErrorCode::kConfigConflict);
  return model.error().field;
}

TEST(TwoTowerModelTest, NamesTheFieldsThatDoNotGoTogether) {
  EXPECT_EQ(conflict_of(make_features({attention_history(2)})), "");
  EXPECT_EQ(conflict_of(make_features({attention_history(3)})),
            "features.user.history.encoder.heads");
  SequenceOptions others = attention_history();
  others.rule = HistoryRule::kOthers;
  EXPECT_EQ(conflict_of(make_features({others})), "features.user.history.rule");
  EXPECT_EQ(conflict_of(make_features({mean_history(HistoryRule::kOthers)})), "");
  Made no_ids = make_features({mean_history()});
  no_ids.features.item = fit({{"tags", of_dim<TagsOptions>(2)}}, kItemColumns, kNumItems).set;
  EXPECT_EQ(conflict_of(no_ids), "features.user.history");
  SequenceOptions by_session = mean_history();
  by_session.group = GroupBy::kSession;
  EXPECT_EQ(conflict_of(make_features({mean_history(), by_session})),
            "features.user.history1.group");
  EXPECT_EQ(conflict_of(make_features({mean_history(), mean_history(HistoryRule::kOthers)})),
            "features.user.history1.rule");
  SequenceOptions gaps = mean_history(HistoryRule::kOthers);
  gaps.time_gap = true;
  EXPECT_EQ(conflict_of(make_features({gaps})), "features.user.history.time_gap");
  const std::vector<SequenceOptions> eight(kMaxSequences, mean_history());
  EXPECT_EQ(conflict_of(make_features(eight)), "");
  EXPECT_EQ(conflict_of(make_features(std::vector(kMaxSequences + 1, mean_history()))),
            "features.user");
  Made no_items = make_features({});
  no_items.features.item = FeatureSet();
  EXPECT_EQ(conflict_of(no_items), "features.item");
  Made no_users = make_features({});
  no_users.features.user = FeatureSet();
  EXPECT_EQ(conflict_of(no_users), "");  // a context is enough
  no_users.features.context = FeatureSet();
  EXPECT_EQ(conflict_of(no_users), "features.user");
}

TEST(TwoTowerModelTest, FirstWeightsAreTheSameOnAnyNumberOfThreads) {
  const Made made = make_features({attention_history()});
  const auto weights = [&](std::size_t num_threads, std::uint64_t seed) {
    TwoTowerModel model = make_model(tower_options(), made.features);
    ThreadPool pool(num_threads);
    Exec exec(pool, 0);
    model.initialize(exec, seed);
    std::vector<float> all(model.parameters().all_values().begin(),
                           model.parameters().all_values().end());
    for (const auto& table : model.tables()) {
      all.insert(all.end(), table.table.weights().begin(), table.table.weights().end());
    }
    return all;
  };
  EXPECT_EQ(weights(1, 3), weights(3, 3));
  EXPECT_NE(weights(1, 3), weights(1, 4));
}

// An embedder gives what the towers give in training, one by one or in blocks.
TEST(TwoTowerModelTest, EmbedsUsersAndItemsAlike) {
  const Made made = make_features({attention_history()});
  TwoTowerModel model = make_model(tower_options(), made.features);
  Exec exec(0);
  model.initialize(exec, 3);
  const UserStates states = make_states();
  Step step(model, made.sides, states);
  step.loss();
  ThreadPool pool(2);
  Embedder blocks(pool, model);
  RandomMatrix users(states.size(), 4, 1), items(kItems.size(), 4, 1);
  blocks.users(made.sides, states, users.view());
  blocks.items(made.sides, kItems, items.view());
  Embedder one_by_one(model);
  for (std::size_t i = 0; i < kItems.size(); ++i) {
    RandomMatrix item(1, 4, 1);
    one_by_one.items(made.sides, std::span(kItems).subspan(i, 1), item.view());
    for (std::size_t c = 0; c < 4; ++c) {
      const float expected = step.items.output({i, 1}).row(0)[c];
      EXPECT_NEAR(items.view().row(i)[c], expected, 1e-6);
      EXPECT_NEAR(item.values()[c], expected, 1e-6);
    }
  }
  for (std::size_t u = 0; u < states.size(); ++u) {
    for (std::size_t c = 0; c < 4; ++c) {
      EXPECT_NEAR(users.view().row(u)[c], step.users.output({u, 1}).row(0)[c], 1e-6);
    }
  }
}

}  // namespace
}  // namespace twotower

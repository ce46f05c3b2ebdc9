#include "serve/generation.h"

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/thread_pool.h"
#include "index/flat_index.h"
#include "model/embedder.h"
#include "serve/recommender.h"

namespace twotower {
namespace {

struct World {
  std::size_t num_items = 20'000;
  std::int64_t table_rows = 50'000;
  std::int64_t dim = 32;
  std::int64_t length = 50;  // of the history
  SequenceEncoderOptions encoder = MeanEncoderOptions();
  bool has_codes = false;  // of vectors
};

std::string words(int first, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "word" + std::to_string(first + i * i) + " ";
  return text;
}

// Users have a text, hashed into a table of `table_rows`, and a history of items.
std::shared_ptr<const Bundle> make_bundle(const World& world) {
  const auto dim = static_cast<std::size_t>(world.dim);
  auto bundle = std::make_shared<Bundle>();
  ItemRows items;
  for (std::size_t i = 0; i < world.num_items; ++i) {
    items.ids.add(static_cast<std::int64_t>(i));
    items.counts.push_back(static_cast<std::uint32_t>(1 + i % 100));
  }
  IdOptions id;
  id.dim = world.dim;
  TextOptions about;
  about.dim = world.dim;
  about.buckets = world.table_rows;
  StringColumn texts;
  texts.push_back(words(0, 20));
  const RawColumn user_text = {.values = std::move(texts)};
  const RawColumn item_ids = items.ids.ids();
  std::vector<std::uint64_t> item_rows(world.num_items);
  std::iota(item_rows.begin(), item_rows.end(), 0U);
  const ColumnSource user = [&](const std::string&) { return &user_text; };
  const ColumnSource item = [&](const std::string&) { return &item_ids; };
  bundle->features.user = FeatureSet::fit(ColumnFeatures{{"about", about}}, user, {0}).value();
  bundle->features.item = FeatureSet::fit(ColumnFeatures{{"item_id", id}}, item, item_rows).value();
  SequenceOptions history;
  history.length = world.length;
  history.encoder = world.encoder;
  bundle->features.sequences = {{"history", history, 1}};
  EncodedSides sides;
  sides.item = bundle->features.item.encode(item, world.num_items).value();
  items.columns = sides.item;
  bundle->catalog = Catalog(std::move(items), {});

  TowerOptions towers;
  towers.dim = world.dim;
  auto model =
      std::make_shared<TwoTowerModel>(TwoTowerModel::create(towers, bundle->features).value());
  Exec exec(0);
  model->initialize(exec, 1);
  auto index = std::make_shared<FlatIndex>(towers.similarity, dim);
  ThreadPool pool(1);
  const AlignedBuffer vectors = embed_all_items(pool, *model, sides, world.num_items);
  index->add(exec, {vectors.data(), world.num_items, dim});
  if (world.has_codes) index->make_codes();
  bundle->model = std::move(model);
  bundle->index = std::move(index);
  auto users = std::make_shared<KnownUsers>();
  users->columns = bundle->features.user.encode(user, 1).value();
  bundle->users = std::move(users);
  return bundle;
}

RecommendRequest request(const World& world) {
  RecommendRequest request;
  request.history.emplace();
  for (std::int64_t i = 0; i < world.length; ++i) {
    request.history->emplace_back(Id(i * 37 % static_cast<std::int64_t>(world.num_items)));
  }
  request.features = Value(Value::Map{{"about", Value(words(3, 20))}});
  return request;
}

std::size_t allocated_bytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

void check_answer(const Result<Recommendations>& answer) {
  TWOTOWER_CHECK(answer.ok() && !answer.value().origin.is_degraded() &&
                 answer.value().items.size() == 10);
}

// Argument: rows of the table. The first request of a generation makes its scratch, which stays.
void BM_FirstRequest(benchmark::State& state) {
  const World world = {.table_rows = state.range(0)};
  const auto bundle = make_bundle(world);
  const RecommendRequest asked = request(world);
  std::size_t bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    auto generation = std::make_unique<Generation>(bundle);
    const std::size_t before = allocated_bytes();
    state.ResumeTiming();
    check_answer(generation->recommend(asked));
    state.PauseTiming();
    bytes = allocated_bytes() - before;
    generation.reset();
    state.ResumeTiming();
  }
  state.counters["worker_bytes"] = static_cast<double>(bytes);
}
BENCHMARK(BM_FirstRequest)->Arg(50'000)->Arg(5'000'000)->Unit(benchmark::kMicrosecond);

void recommend(benchmark::State& state, const World& world) {
  const Generation generation(make_bundle(world));
  const RecommendRequest asked = request(world);
  check_answer(generation.recommend(asked));
  for (auto _ : state) benchmark::DoNotOptimize(generation.recommend(asked));
}

void BM_Recommend(benchmark::State& state) {
  recommend(state, {.table_rows = state.range(0)});
}
BENCHMARK(BM_Recommend)->Arg(50'000)->Arg(5'000'000)->Unit(benchmark::kMicrosecond);

// Attention over so many items.
World attention_world(std::int64_t length, bool has_codes) {
  return {.num_items = 30'000,
          .dim = 64,
          .length = length,
          .encoder = AttentionEncoderOptions(),
          .has_codes = has_codes};
}
// Arguments: items of the history, codes or not.
void BM_RecommendByAttention(benchmark::State& state) {
  recommend(state, attention_world(state.range(0), state.range(1) != 0));
}
BENCHMARK(BM_RecommendByAttention)->ArgsProduct({{50, 200}, {0, 1}})->Unit(benchmark::kMicrosecond);

// A user tower pass alone, of a text and a history.
void embed_user(benchmark::State& state, const World& world) {
  const auto bundle = make_bundle(world);
  Embedder embedder(*bundle->model);
  EncodedSides sides;
  sides.user = bundle->users->columns;
  UserStates states;
  states.user_slots = {0};
  states.context_rows = {0};
  states.groups = {0};
  PackedHistories& packed = states.histories.emplace_back();
  for (std::int64_t i = 0; i < world.length; ++i) {
    packed.items.push_back(static_cast<std::uint32_t>(i * 37) %
                           static_cast<std::uint32_t>(world.num_items));
  }
  packed.add_state(static_cast<std::uint32_t>(world.length - 1));
  packed.close();
  sides.item = bundle->catalog.rows().columns;
  std::vector<float> out(static_cast<std::size_t>(world.dim));
  for (auto _ : state) {
    embedder.users(sides, states, {out.data(), 1, out.size()});
    benchmark::DoNotOptimize(out.data());
  }
}
void BM_EmbedUser(benchmark::State& state) {
  embed_user(state, {.table_rows = state.range(0)});
}
BENCHMARK(BM_EmbedUser)->Arg(50'000)->Arg(5'000'000)->Unit(benchmark::kMicrosecond);
void BM_EmbedUserByAttention(benchmark::State& state) {
  embed_user(state, attention_world(state.range(0), false));
}
BENCHMARK(BM_EmbedUserByAttention)->Arg(50)->Arg(200)->Unit(benchmark::kMicrosecond);

// One item more, of a catalog of so many.
void BM_AddItem(benchmark::State& state) {
  const World world = {.num_items = static_cast<std::size_t>(state.range(0))};
  Recommender recommender(Bundle(*make_bundle(world)));
  std::int64_t next = 10 * state.range(0);
  for (auto _ : state) {
    const RawColumn ids = {.values = std::vector<std::int64_t>{next++}};
    TWOTOWER_CHECK(
        recommender
            .add_items([&](const std::string& name) { return name.empty() ? &ids : nullptr; })
            .ok());
  }
}
BENCHMARK(BM_AddItem)->Arg(20'000)->Arg(200'000)->Unit(benchmark::kMicrosecond)->Iterations(500);

}  // namespace
}  // namespace twotower

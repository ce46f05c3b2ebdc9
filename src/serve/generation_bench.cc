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

constexpr std::size_t kNumItems = 20'000, kHistory = 50;
constexpr std::int64_t kDim = 32;

std::string words(int first, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "word" + std::to_string(first + i * i) + " ";
  return text;
}

// Users have a text, hashed into a table of `table_rows`, and a history of items.
std::shared_ptr<const Bundle> make_bundle(std::int64_t table_rows) {
  auto bundle = std::make_shared<Bundle>();
  ItemRows items;
  for (std::size_t i = 0; i < kNumItems; ++i) {
    items.ids.add(static_cast<std::int64_t>(i));
    items.counts.push_back(static_cast<std::uint32_t>(1 + i % 100));
  }
  IdOptions id;
  id.dim = kDim;
  TextOptions about;
  about.dim = kDim;
  about.buckets = table_rows;
  StringColumn texts;
  texts.push_back(words(0, 20));
  const RawColumn user_text = {.values = std::move(texts)};
  const RawColumn item_ids = items.ids.ids();
  std::vector<std::uint64_t> item_rows(kNumItems);
  std::iota(item_rows.begin(), item_rows.end(), 0U);
  const ColumnSource user = [&](const std::string&) { return &user_text; };
  const ColumnSource item = [&](const std::string&) { return &item_ids; };
  bundle->features.user = FeatureSet::fit(ColumnFeatures{{"about", about}}, user, {0}).value();
  bundle->features.item = FeatureSet::fit(ColumnFeatures{{"item_id", id}}, item, item_rows).value();
  SequenceOptions history;
  history.length = kHistory;
  history.encoder = MeanEncoderOptions();
  bundle->features.sequences = {{"history", history, 1}};
  EncodedSides sides;
  sides.item = bundle->features.item.encode(item, kNumItems).value();
  items.columns = sides.item;
  bundle->catalog = Catalog(std::move(items), {});

  TowerOptions towers;
  towers.dim = kDim;
  auto model =
      std::make_shared<TwoTowerModel>(TwoTowerModel::create(towers, bundle->features).value());
  Exec exec(0);
  model->initialize(exec, 1);
  auto index = std::make_shared<FlatIndex>(towers.similarity, kDim);
  ThreadPool pool(1);
  const AlignedBuffer vectors = embed_all_items(pool, *model, sides, kNumItems);
  index->add(exec, {vectors.data(), kNumItems, kDim});
  bundle->model = std::move(model);
  bundle->index = std::move(index);
  auto users = std::make_shared<KnownUsers>();
  users->columns = bundle->features.user.encode(user, 1).value();
  bundle->users = std::move(users);
  return bundle;
}

RecommendRequest request() {
  RecommendRequest request;
  request.history.emplace();
  for (std::size_t i = 0; i < kHistory; ++i) {
    request.history->emplace_back(Id(static_cast<std::int64_t>(i * 37 % kNumItems)));
  }
  request.features = Value(Value::Map{{"about", Value(words(3, 20))}});
  return request;
}

std::size_t allocated_bytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

void check_answer(const Result<Recommendations>& answer) {
  TWOTOWER_CHECK(answer.ok() && !answer.value().degraded && answer.value().items.size() == 10);
}

// Argument: rows of the table. The first request of a generation makes a worker, which stays.
void BM_FirstRequest(benchmark::State& state) {
  const auto bundle = make_bundle(state.range(0));
  const RecommendRequest asked = request();
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

void BM_Recommend(benchmark::State& state) {
  const Generation generation(make_bundle(state.range(0)));
  const RecommendRequest asked = request();
  check_answer(generation.recommend(asked));
  for (auto _ : state) benchmark::DoNotOptimize(generation.recommend(asked));
}
BENCHMARK(BM_Recommend)->Arg(50'000)->Arg(5'000'000)->Unit(benchmark::kMicrosecond);

// A user tower pass alone, of a text and a history.
void BM_EmbedUser(benchmark::State& state) {
  const auto bundle = make_bundle(state.range(0));
  Embedder embedder(*bundle->model);
  EncodedSides sides;
  sides.user = bundle->users->columns;
  UserStates states;
  states.user_slots = {0};
  states.context_rows = {0};
  states.groups = {0};
  PackedHistories& packed = states.histories.emplace_back();
  for (std::uint32_t i = 0; i < kHistory; ++i) packed.items.push_back(i * 37 % kNumItems);
  packed.add_state(kHistory - 1);
  packed.close();
  sides.item = bundle->catalog.rows().columns;
  std::vector<float> out(kDim);
  for (auto _ : state) {
    embedder.users(sides, states, {out.data(), 1, kDim});
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(BM_EmbedUser)->Arg(50'000)->Arg(5'000'000)->Unit(benchmark::kMicrosecond);

// One item more, of a catalog of kNumItems.
void BM_AddItem(benchmark::State& state) {
  Recommender recommender(Bundle(*make_bundle(50'000)));
  std::int64_t next = 10 * static_cast<std::int64_t>(kNumItems);
  for (auto _ : state) {
    const RawColumn ids = {.values = std::vector<std::int64_t>{next++}};
    TWOTOWER_CHECK(
        recommender
            .add_items([&](const std::string& name) { return name.empty() ? &ids : nullptr; })
            .ok());
  }
}
BENCHMARK(BM_AddItem)->Unit(benchmark::kMicrosecond)->Iterations(500);

}  // namespace
}  // namespace twotower

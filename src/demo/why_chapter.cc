#include "demo/why_chapter.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "base/random.h"
#include "base/stopwatch.h"
#include "demo/one_tower.h"
#include "demo/shop_counter.h"
#include "demo/shown_chances.h"
#include "demo/truth_judge.h"
#include "index/flat_index.h"

namespace twotower {
namespace {

constexpr std::size_t kMany = 1'000'000;
constexpr std::uint64_t kWhySeed = 1;

// The orders of the world that the kept weights of the run were fitted to.
std::vector<std::size_t> trained_orders(const TrainedShop& shop, const TruthJudge& judge) {
  std::vector<std::size_t> orders;
  for (std::uint64_t row = 0; row < shop.interactions.size(); ++row) {
    if (shop.is_fitted(row)) orders.push_back(judge.order_of(row));
  }
  return orders;
}

std::vector<std::uint32_t> whole_menu(const PizzaWorld& world) {
  std::vector<std::uint32_t> pizzas(world.num_items());
  std::iota(pizzas.begin(), pizzas.end(), 0U);
  return pizzas;
}

void measure_one_tower(OneTower& one, const StorySource& source, const TruthJudge& judge,
                       WhyChapter& why) {
  const Queries& queries = source.shop.queries;
  const std::vector<std::uint32_t> menu = whole_menu(source.world);
  std::vector<float> scores(menu.size());
  std::vector<double> chances(menu.size());
  const auto count = static_cast<double>(queries.size());
  double seconds = 0.0;
  for (std::size_t q = 0; q < queries.size(); ++q) {
    const std::uint64_t row = queries.context_rows[q];
    const Stopwatch watch;
    one.score(judge.order_of(row), menu, scores);
    const auto list = best_of(std::vector<double>(scores.begin(), scores.end()), kShown);
    seconds += watch.seconds();
    judge.chances(row, chances);
    why.one_tower += chance_of(list, chances) / count;
  }
  why.one_ms_small = 1e3 * seconds / count;
}

// Large blocks of pairs, so that nothing but the network counts.
void measure_pairs(OneTower& one, WhyChapter& why) {
  constexpr std::size_t kBlocks = 20;
  std::vector<std::uint32_t> pizzas(OneTower::kMaxPairs, 0);
  std::vector<float> scores(pizzas.size());
  const Stopwatch watch;
  for (std::size_t block = 0; block < kBlocks; ++block) one.score(block, pizzas, scores);
  why.measured_pairs = kBlocks * pizzas.size();
  why.one_us_pair = 1e6 * watch.seconds() / static_cast<double>(why.measured_pairs);
}

Result<void> measure_requests(const ShopCounter& counter, WhyChapter& why) {
  constexpr std::uint32_t kCustomers = 500;
  const Stopwatch watch;
  for (std::uint32_t customer = 0; customer < kCustomers; ++customer) {
    TWOTOWER_TRY(counter.recommend(counter.request_of(customer)));
  }
  why.two_ms_small = 1e3 * watch.seconds() / kCustomers;
  return {};
}

// Milliseconds of one search of as many drawn vectors as long as the towers'.
double milliseconds_of_search(std::size_t dim) {
  constexpr std::size_t kSearches = 5;
  FlatIndex index(Similarity::kCosine, dim);
  AlignedBuffer values(kMany * dim);
  RandomSequence random({kWhySeed, RandomPurpose::kWorldItems, 0, 0});
  for (float& value : values.span()) value = random.next_symmetric();
  const MatrixView<const float> vectors(values.data(), kMany, dim);
  Exec exec(index.search_scratch_floats());
  index.add(exec, vectors);
  std::vector<ScoredSlot> best(kShown);
  std::vector<std::size_t> counts(1);
  const Stopwatch watch;
  for (std::size_t search = 0; search < kSearches; ++search) {
    index.search(exec, vectors.slice({search, 1}), {}, {best.data(), 1, kShown}, counts);
  }
  return 1e3 * watch.seconds() / kSearches;
}

}  // namespace

Result<WhyChapter> measure_why(ThreadPool& pool, const StorySource& source) {
  TWOTOWER_ASSIGN(const ShopCounter counter, ShopCounter::open(source.world, source.shop));
  const TruthJudge judge(source.world, source.shop.interactions);
  WhyChapter why;
  why.two_seconds = source.shop.run.seconds.train;
  why.two_towers = test_chances(source.shop, source.world, judge, [](const auto&) { return true; });
  OneTower one(pool, source.world);
  why.num_inputs = one.num_inputs();
  const Stopwatch watch;
  one.train(trained_orders(source.shop, judge), kWhySeed);
  why.one_seconds = watch.seconds();
  measure_one_tower(one, source, judge, why);
  measure_pairs(one, why);
  TWOTOWER_TRY(measure_requests(counter, why));
  why.many = kMany;
  why.two_ms_many =
      why.two_ms_small + milliseconds_of_search(counter.bundle().model->item_tower().out_dim());
  return why;
}

}  // namespace twotower

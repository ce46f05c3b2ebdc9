#include "demo/sparse_chapter.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "demo/joining_pizza.h"
#include "demo/shop_counter.h"
#include "demo/shown_chances.h"
#include "demo/truth_judge.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

constexpr std::int64_t kSparseEpochs = 16, kSparseBatchSize = 256;
constexpr double kIdDropout = 0.1, kHistoryDropout = 0.2;

std::string_view name_of(SparseStep step) {
  constexpr std::array<std::string_view, 4> kNames = {"ids", "tags", "hierarchy", "id-dropout"};
  return kNames[static_cast<std::size_t>(step)];
}

void drop_feature(Config& config, std::string_view name) {
  std::erase_if(*config.features.item, [&](const auto& feature) { return feature.first == name; });
}

// Of so few orders items and histories learn more together: with tables of their own, lovers lose
// 0.02 to 0.04 in the steps from hierarchy on (world 1).
void share_table(Config& config) {
  for (auto& [name, options] : *config.features.user) {
    if (auto* sequence = std::get_if<SequenceOptions>(&options)) sequence->table.clear();
  }
}

Result<Config> config_of(const PizzaShop& shop, SparseStep step) {
  TWOTOWER_ASSIGN(Config config, pizza_config(shop));
  config.name = "pizza-sparse-" + std::string(name_of(step));
  config.train.epochs = kSparseEpochs;
  config.train.batch_size = kSparseBatchSize;
  config.train.refit = false;
  config.towers.id_dropout = step == SparseStep::kIdDropout ? kIdDropout : 0.0;
  config.towers.history_dropout = kHistoryDropout;
  share_table(config);
  drop_feature(config, "price");
  if (step < SparseStep::kHierarchy) drop_feature(config, "category");
  if (step < SparseStep::kTags) drop_feature(config, "tags");
  return config;
}

}  // namespace

PizzaOptions sparse_shop(std::int64_t seed) {
  PizzaOptions options{.seed = seed};
  options.orders /= 4;
  return options;
}

Result<SparseChapter> measure_sparse(const PizzaShop& shop, const TrainRun& train) {
  SparseChapter chapter{.orders = shop.world.orders().size()};
  chapter.niche_orders = static_cast<std::size_t>(std::ranges::count_if(
      shop.world.orders(),
      [](const PizzaOrder& order) { return has_tag(pizza_menu()[order.pizza].tags, "durian"); }));
  for (const SparseStep step : kSparseSteps) {
    TWOTOWER_ASSIGN(Config config, config_of(shop, step));
    TWOTOWER_ASSIGN(RunResult run, train(std::move(config)));
    TWOTOWER_ASSIGN(const TrainedShop trained, read_trained_shop(std::move(run)));
    const TruthJudge judge(shop.world, trained.interactions);
    SparseChapter::Line line{.step = step};
    line.niche = test_chances(trained, shop.world, judge,
                              [](const auto& customer) { return customer.loves_durian; });
    line.all = test_chances(trained, shop.world, judge, [](const auto&) { return true; });
    TWOTOWER_ASSIGN(ShopCounter counter, ShopCounter::open(shop.world, trained));
    TWOTOWER_ASSIGN(line.new_pizza, add_joining_pizza(counter, shop.world));
    chapter.lines.push_back(line);
  }
  return chapter;
}

}  // namespace twotower

#include "demo/trained_shop.h"

#include <utility>

#include "base/check.h"
#include "data/read_dataset.h"

namespace twotower {

bool TrainedShop::is_fitted(std::uint64_t row) const {
  const Part part = split.parts[row];
  return part == Part::kTrain || (part == Part::kValidation && run.data.config.train.refit);
}

Result<TrainedShop> read_trained_shop(RunResult run) {
  const Config& config = run.data.config;
  TWOTOWER_ASSIGN(Dataset dataset, read_dataset(config.data, {}));
  TWOTOWER_ASSIGN(Split split, make_split(dataset.interactions, config.split));
  Queries queries = make_queries(dataset.interactions, split, {.train = true, .validation = true},
                                 Part::kTest, query_rules(config.split, run.data.repeat));
  TWOTOWER_CHECK(queries.size() == run.test.find("popularity")->lists.size());
  TrainedShop shop{.run = std::move(run),
                   .interactions = std::move(dataset.interactions),
                   .split = std::move(split),
                   .queries = std::move(queries)};
  shop.item_counts.resize(shop.interactions.items.size());
  for (std::uint64_t row = 0; row < shop.interactions.size(); ++row) {
    if (shop.is_fitted(row)) ++shop.item_counts[shop.interactions.item_slots[row]];
  }
  return shop;
}

}  // namespace twotower

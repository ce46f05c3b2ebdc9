#include "train/diverged.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <variant>

#include "base/messages/train_errors.h"

namespace twotower {
namespace {

// A third of the rate, and no more than the usual one.
double lower_rate(const auto& optimizer) {
  return std::visit(
      [](const auto& options) {
        const double usual = std::decay_t<decltype(options)>().learning_rate;
        return std::min(options.learning_rate / 3.0, usual);
      },
      optimizer);
}

double largest(std::span<const float> values) {
  double most = 0.0;
  for (const float x : values) {
    if (!std::isfinite(x)) return std::numeric_limits<double>::infinity();
    most = std::max(most, std::abs(static_cast<double>(x)));
  }
  return most;
}

// The table whose weights went furthest: most likely those of the feature that diverged.
Message furthest_part(const TwoTowerModel& model) {
  const std::string* part = nullptr;  // the name of a table; null: the layers
  double most = largest(model.parameters().all_values());
  for (const auto& table : model.tables()) {
    const double size = largest(table.table.weights());
    if (size > most) most = size, part = &table.name;
  }
  return part == nullptr ? Message(FurthestInLayers(most)) : FurthestInTable(most, *part);
}

}  // namespace

Error diverged(const TwoTowerModel& model, const TrainOptions& options, std::uint64_t step,
               std::int64_t epoch) {
  return {ErrorCode::kTrainDiverged, "train.optimizer.learning_rate",
          LossNotFinite(step, epoch, furthest_part(model), lower_rate(options.optimizer),
                        lower_rate(options.table_optimizer))};
}

}  // namespace twotower

#include "prepare/check_config.h"

#include <algorithm>
#include <string>
#include <vector>

#include "eval/metrics.h"

namespace twotower {
namespace {

Error conflict(const std::string& field, const std::string& message) {
  return {ErrorCode::kConfigConflict, field, field + " " + message};
}

}  // namespace

Result<void> check_config(const Config& config) {
  for (const std::string& name : config.evaluation.metrics) {
    TWOTOWER_TRY(parse_metric(name, "evaluation.metrics"));
  }
  TWOTOWER_TRY(parse_metric(config.train.early_stopping.metric, "train.early_stopping.metric"));
  if (config.negatives.has_value()) {
    const NegativesOptions& negatives = *config.negatives;
    if (!negatives.all && !negatives.in_batch && negatives.uniform == 0) {
      return conflict("negatives",
                      "has no candidates: in_batch is false, uniform 0 and all false; "
                      "turn one of them on");
    }
    if (negatives.all && negatives.shown > 0) {
      return conflict("negatives.shown",
                      "says nothing new where negatives.all compares with every item anyway; leave "
                      "it out, or all");
    }
  }
  const auto& items = config.data.items;
  for (const std::string& name : items ? items->show : std::vector<std::string>()) {
    if (std::ranges::count(items->show, name) == 1) continue;
    return conflict("data.items.show", "names `" + name + "` twice; keep one");
  }
  if (config.towers.similarity == Similarity::kManhattan) {
    return conflict("towers.similarity",
                    "is manhattan, which the softmax loss cannot train: it is no product; use dot, "
                    "cosine or euclidean");
  }
  return {};
}

}  // namespace twotower

#include "prepare/check_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "eval/metrics.h"
#include "features/kinds/vector.h"

namespace twotower {
namespace {

Error conflict(const std::string& field, const std::string& message) {
  return {ErrorCode::kConfigConflict, field, field + " " + message};
}

// A vector that must be given, of a side whose values may be missing in every request.
Result<void> check_vectors(const auto& features, const std::string& side) {
  if (!features.has_value()) return {};
  for (const auto& [name, options] : *features) {
    const auto* vector = std::get_if<VectorOptions>(&options);
    if (vector == nullptr || vector->missing != MissingVector::kRefuse) continue;
    return conflict(fmt::format("features.{}.{}.missing", side, name),
                    "is refuse, which is for features.item: a request may come without it; use "
                    "zeros or mark");
  }
  return {};
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
  TWOTOWER_TRY(check_vectors(config.features.user, "user"));
  TWOTOWER_TRY(check_vectors(config.features.context, "context"));
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

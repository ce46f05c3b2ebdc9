#include "prepare/check_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/messages/config_errors.h"
#include "eval/metrics.h"
#include "features/kinds/vector.h"

namespace twotower {
namespace {

Error conflict(const std::string& field, Message message) {
  return {ErrorCode::kConfigConflict, field, std::move(message)};
}

// A vector that must be given, of a side whose values may be missing in every request.
Result<void> check_vectors(const auto& features, const std::string& side) {
  if (!features.has_value()) return {};
  for (const auto& [name, options] : *features) {
    const auto* vector = std::get_if<VectorOptions>(&options);
    if (vector == nullptr || vector->missing != MissingVector::kRefuse) continue;
    const std::string path = fmt::format("features.{}.{}.missing", side, name);
    return conflict(path, VectorMustBeGiven(path));
  }
  return {};
}

Result<void> check_off(const auto& features, const std::vector<std::string>& off,
                       std::string_view side) {
  if (!features.has_value()) return {};
  for (const auto& [name, options] : *features) {
    if (std::ranges::find(off, name) == off.end()) continue;
    return conflict(fmt::format("features.switched_off.{}", side),
                    FeatureOnAndOff(fmt::format("features.{}.{}", side, name)));
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
      return conflict("negatives", NegativesHaveNone());
    }
    if (negatives.all && negatives.shown > 0) {
      return conflict("negatives.shown", NegativesShownTwice());
    }
  }
  TWOTOWER_TRY(check_vectors(config.features.user, "user"));
  TWOTOWER_TRY(check_vectors(config.features.context, "context"));
  const FeaturesOptions& features = config.features;
  TWOTOWER_TRY(check_off(features.user, features.off.user, "user"));
  TWOTOWER_TRY(check_off(features.item, features.off.item, "item"));
  TWOTOWER_TRY(check_off(features.context, features.off.context, "context"));
  const auto& items = config.data.items;
  const auto shown =
      items ? items->show.value_or(std::vector<std::string>()) : std::vector<std::string>();
  for (const std::string& name : shown) {
    if (std::ranges::count(shown, name) == 1) continue;
    return conflict("data.items.show", ShownColumnDuplicate(name));
  }
  if (config.towers.similarity == Similarity::kManhattan) {
    return conflict("towers.similarity", SimilarityUntrainable());
  }
  return {};
}

}  // namespace twotower

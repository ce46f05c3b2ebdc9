#include "prepare/feature_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/json.h"
#include "base/messages/config_errors.h"
#include "base/options.h"
#include "prepare/choose_columns.h"

namespace twotower {
namespace {

constexpr std::string_view kFeatures = "features";

// "user" and "history" of features.user.history.encoder.
std::pair<std::string, std::string> feature_of(const std::string& path) {
  const std::size_t side = path.find('.') + 1;
  const std::size_t name = path.find('.', side) + 1;
  return {path.substr(side, name - 1 - side), path.substr(name, path.find('.', name) - name)};
}

// Refuses a change of a feature that is not there.
Result<void> check_is_there(const Value& features, const FeatureChange& change) {
  const auto [side, name] = feature_of(change.path);
  const Value* chosen = features.find(side);
  std::vector<std::string> known;
  if (chosen != nullptr && chosen->as<Value::Map>() != nullptr) {
    for (const Value::Entry& entry : *chosen->as<Value::Map>()) known.push_back(entry.key);
  }
  if (std::ranges::count(known, name) > 0) return {};
  return Error{ErrorCode::kConfigUnknownName, change.path,
               NoFeatureToChange(change.path, suggestion(name, known))};
}

Result<FeaturesOptions> with_changes(const FeaturesOptions& features,
                                     const std::vector<FeatureChange>& changes) {
  Value text(Value::Map{{std::string(kFeatures), to_value(features)}});
  for (const FeatureChange& change : changes) {
    TWOTOWER_TRY(check_is_there(*text.find(kFeatures), change));
    set_at_path(text, change.path, change.value);
  }
  TWOTOWER_ASSIGN(Config config, read_options<Config>(text, ""));
  return std::move(config.features);
}

}  // namespace

Result<void> change_features(Config& config) {
  const std::vector<FeatureChange> changes = std::exchange(config.features.changes, {});
  if (changes.empty()) return {};
  TWOTOWER_ASSIGN(config.features, with_changes(config.features, changes));
  return {};
}

Result<std::vector<SequenceOptions>> changed_histories(const std::vector<FeatureChange>& changes,
                                                       std::vector<SequenceOptions> choices) {
  std::vector<FeatureChange> of_history;
  std::ranges::copy_if(changes, std::back_inserter(of_history), [](const FeatureChange& change) {
    return feature_of(change.path) == std::pair(std::string("user"), std::string(kHistoryFeature));
  });
  if (of_history.empty() || choices.empty()) return choices;
  std::vector<SequenceOptions> changed;
  std::vector<std::string> texts;
  std::optional<Error> refused;
  for (const SequenceOptions& choice : choices) {
    FeaturesOptions features;
    features.user.emplace().emplace_back(kHistoryFeature, choice);
    auto read = with_changes(features, of_history);
    if (!read.ok()) {
      refused = read.error();
      continue;
    }
    const auto* history = std::get_if<SequenceOptions>(&read.value().user->front().second);
    if (history == nullptr) continue;
    std::string text = to_json(to_value(*history));
    if (std::ranges::count(texts, text) > 0) continue;
    texts.push_back(std::move(text));
    changed.push_back(*history);
  }
  if (changed.empty() && refused.has_value()) return std::move(*refused);
  return changed;
}

}  // namespace twotower

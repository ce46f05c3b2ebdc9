#include "train/prepared_data.h"

#include <utility>
#include <variant>

#include "base/options.h"
#include "base/stopwatch.h"
#include "data/data_key.h"
#include "train/check_config.h"
#include "train/encoded_dataset.h"

namespace twotower {

std::string given_test_of(const SplitOptions& split) {
  const auto* given = std::get_if<GivenSplitOptions>(&split);
  return given == nullptr ? "" : given->test;
}

GroupBy group_of(const FeaturesOptions& features) {
  if (!features.user.has_value()) return GroupBy::kUser;
  for (const auto& [name, options] : *features.user) {
    if (const auto* sequence = std::get_if<SequenceOptions>(&options)) return sequence->group;
  }
  return GroupBy::kUser;
}

Result<std::string> data_key_of(const Config& config) {
  std::vector<std::string> paths = {config.data.interactions.path};
  DataOptions data = config.data;
  data.interactions.path.clear();
  if (data.users.has_value()) paths.push_back(std::exchange(data.users->path, ""));
  if (data.items.has_value()) paths.push_back(std::exchange(data.items->path, ""));
  SplitOptions split = config.split;
  if (auto* given = std::get_if<GivenSplitOptions>(&split)) {
    paths.push_back(std::exchange(given->test, ""));
  }
  return data_key(paths, Value(Value::Map{{"data", to_value(data)},
                                          {"split", to_value(split)},
                                          {"features", to_value(config.features)}}));
}

Result<PreparedData> prepare_data(Config config) {
  TWOTOWER_TRY(check_config(config));
  const Stopwatch watch;
  PreparedData prepared;
  const FeatureColumns columns = columns_of(config.features);
  DatasetRequest request;
  request.given_test = given_test_of(config.split);
  request.group = group_of(config.features);
  request.context_columns = columns.context;
  request.user_columns = columns.user;
  request.item_columns = columns.item;
  TWOTOWER_ASSIGN(prepared.dataset, read_dataset(config.data, request));
  prepared.decisions = auto_config(prepared.dataset, config);
  TWOTOWER_ASSIGN(prepared.split, make_split(prepared.dataset.interactions, config.split));
  if (!std::holds_alternative<TimeSplitOptions>(config.split)) {
    prepared.later_share = later_training_share(prepared.dataset.interactions, prepared.split);
  }
  prepared.repeat_share = measure_repeats(prepared.dataset.interactions, prepared.split);
  prepared.repeat = resolve_repeat(config.data.repeat, prepared.repeat_share);
  if (config.data.repeat == RepeatRule::kAuto) {
    prepared.decisions.push_back({"data.repeat", prepared.repeat == RepeatRule::kAllow
                                                     ? "allow: users return to known items"
                                                     : "exclude: users seldom return"});
    config.data.repeat = prepared.repeat;
  }
  prepared.config = std::move(config);
  prepared.read_seconds = watch.seconds();
  return prepared;
}

}  // namespace twotower

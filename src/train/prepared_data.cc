#include "train/prepared_data.h"

#include <optional>
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

GroupBy group_of(const Config& config) {
  if (!config.features.user.has_value()) {
    const std::optional<std::string>& session = config.data.interactions.session;
    return session.value_or("").empty() ? GroupBy::kUser : GroupBy::kSession;
  }
  for (const auto& [name, options] : *config.features.user) {
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

namespace {

// Of what the config says and of what is proposed where it says nothing.
FeatureColumns columns_of(const FeaturesOptions& features, const ProposedFeatures& proposed) {
  FeatureColumns columns = columns_of(features);
  FeaturesOptions more;
  more.item = proposed.item;
  more.context = proposed.context;
  more.user.emplace();
  for (const auto& [name, options] : proposed.user) {
    std::visit([&](const auto& kind) { more.user->emplace_back(name, kind); }, options);
  }
  const FeatureColumns also = columns_of(more);
  const auto append = [](std::vector<std::string>& names, const std::vector<std::string>& others) {
    names.insert(names.end(), others.begin(), others.end());
  };
  append(columns.user, also.user);
  append(columns.item, also.item);
  append(columns.context, also.context);
  return columns;
}

}  // namespace

Result<PreparedData> prepare_data(Config config) {
  TWOTOWER_TRY(check_config(config));
  const Stopwatch watch;
  PreparedData prepared;
  TWOTOWER_ASSIGN(const ProposedFeatures proposed, choose_columns(config, prepared.decisions));
  const FeatureColumns columns = columns_of(config.features, proposed);
  DatasetRequest request;
  request.given_test = given_test_of(config.split);
  request.group = group_of(config);
  request.context_columns = columns.context;
  request.user_columns = columns.user;
  request.item_columns = columns.item;
  TWOTOWER_ASSIGN(prepared.dataset, read_dataset(config.data, request));
  const auto chosen = auto_config(prepared.dataset, config, proposed);
  prepared.decisions.insert(prepared.decisions.end(), chosen.begin(), chosen.end());
  TWOTOWER_ASSIGN(prepared.split, make_split(prepared.dataset.interactions, config.split));
  if (!std::holds_alternative<TimeSplitOptions>(config.split)) {
    prepared.later_share = later_training_share(prepared.dataset.interactions, prepared.split);
  }
  prepared.repeat_share = measure_repeats(prepared.dataset.interactions, prepared.split);
  prepared.repeat = resolve_repeat(config.data.repeat, prepared.repeat_share);
  if (config.data.repeat == RepeatRule::kAuto) {
    prepared.decisions.push_back(
        {"data.repeat",
         prepared.repeat == RepeatRule::kAllow ? "allow: users return to known items"
                                               : "exclude: users seldom return",
         "--set data.repeat=" +
             std::string(prepared.repeat == RepeatRule::kAllow ? "exclude" : "allow")});
    config.data.repeat = prepared.repeat;
  }
  prepared.config = std::move(config);
  prepared.read_seconds = watch.seconds();
  return prepared;
}

}  // namespace twotower

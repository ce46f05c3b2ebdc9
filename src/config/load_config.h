#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "config/config.h"

namespace twotower {

// Where a config comes from, as commands take it.
struct ConfigSource {
  Value base;            // a config to start from, instead of a path
  std::string path;      // *.yaml, *.yml or *.json: a config; else a file of interactions
  std::string users;     // --users: overrides data.users.path
  std::string items;     // --items: overrides data.items.path
  std::string users_id;  // --users-id: overrides data.users.id
  std::string items_id;
  // --user: overrides data.interactions.user; and so on. Empty: there is none.
  std::optional<std::string> user;
  std::optional<std::string> time;
  std::optional<std::string> session;
  std::string item;
  std::string type;
  bool keeps_heavy = false;            // --keep-heavy: data.interactions.heavy is keep
  std::string fit;                     // --fit: train.fit
  std::vector<std::string> overrides;  // --set: "train.batch_size=128"; the value is YAML
};

// The keys that a source sets, as it writes them. Fails as load_config() does before options are
// read.
Result<Value> written_config(const ConfigSource& source);

// Sets a key of a config as --set does: "KEY=VALUE", the value in YAML. Fails with kConfigSyntax.
Result<void> apply_override(const std::string& text, Value& config);

// An option of a feature that `overrides` set, on a side of which the config names no features, is
// a change of what will be chosen (FeaturesOptions::changes). Later ones win: the file, --users and
// the other flags, --set. Paths in a config are as they are written: relative ones start in the
// working directory. Fails with the codes of read_options(), kFileUnreadable, and kConfigSyntax
// where a text is not UTF-8 or holds a zero byte: the run's config, which is JSON, could not say it
// again.
Result<Config> load_config(const ConfigSource& source);

}  // namespace twotower

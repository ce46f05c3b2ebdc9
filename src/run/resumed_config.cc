#include "run/resumed_config.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "base/messages/run_errors.h"
#include "base/options.h"
#include "run/internal/flat_config.h"

namespace twotower {
namespace {

constexpr std::string_view kMayChange[] = {
    "train.epochs", "train.fit", "train.checkpoint_steps", "train.early_stopping.patience",
    "evaluation",   "serve"};

bool is_at_or_below(std::string_view key, std::string_view path) {
  return key.starts_with(path) && (key.size() == path.size() || key[path.size()] == '.');
}

bool may_change(const std::string& key) {
  return std::ranges::any_of(kMayChange,
                             [&](std::string_view path) { return is_at_or_below(key, path); });
}

// The keys that `source` sets to something else than `began` has.
Result<std::vector<ChangedKey>> changed_keys(const ConfigSource& source, const Config& began) {
  TWOTOWER_ASSIGN(const Value written, written_config(source));
  TWOTOWER_ASSIGN(const Config given, load_config(source));
  const std::map<std::string, std::string> set = flattened(written);
  const std::map<std::string, std::string> before = flattened(to_value(began));
  std::vector<ChangedKey> changed;
  for (const auto& [key, value] : flattened(to_value(given))) {
    const auto sets = [&](const auto& path) { return is_at_or_below(key, path.first); };
    if (std::ranges::none_of(set, sets)) continue;
    const auto was = before.find(key);
    const std::string began_with = was == before.end() ? "null" : was->second;
    if (began_with != value) changed.push_back({key, began_with, value});
  }
  return changed;
}

}  // namespace

Result<ResumedConfig> resumed_config(const RunFolder& folder, const ConfigSource& source) {
  ConfigSource began, flags = source, file;
  began.path = config_of(folder);
  flags.path.clear();
  file.path = source.path;
  ResumedConfig resumed;
  TWOTOWER_ASSIGN(resumed.config, load_config(began));
  TWOTOWER_ASSIGN(resumed.ignored, changed_keys(file, resumed.config));
  TWOTOWER_ASSIGN(resumed.changes, changed_keys(flags, resumed.config));
  std::vector<std::string> refused;
  for (const ChangedKey& change : resumed.changes) {
    if (!may_change(change.key)) {
      refused.push_back(change.key + ": " + change.began + " -> " + change.now);
    }
    began.overrides.push_back(change.key + "=" + change.now);
    std::erase_if(resumed.ignored, [&](const ChangedKey& k) { return k.key == change.key; });
  }
  if (!refused.empty()) {
    return Error{ErrorCode::kConfigConflict, "--resume",
                 ResumedWithOtherConfig(folder.path, std::move(refused))};
  }
  TWOTOWER_ASSIGN(resumed.config, load_config(began));
  return resumed;
}

}  // namespace twotower

#include "run/internal/flat_config.h"

#include "base/json.h"

namespace twotower {
namespace {

void flatten(const Value& value, const std::string& path,
             std::map<std::string, std::string>& flat) {
  const auto* map = value.as<Value::Map>();
  if (map == nullptr) {
    flat[path] = to_json(value);
    return;
  }
  for (const auto& [key, child] : *map) flatten(child, path.empty() ? key : path + "." + key, flat);
}

}  // namespace

std::map<std::string, std::string> flattened(const Value& config) {
  std::map<std::string, std::string> flat;
  flatten(config, "", flat);
  return flat;
}

}  // namespace twotower

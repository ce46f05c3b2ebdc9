#pragma once

#include <string>

#include "base/result.h"
#include "config/load_config.h"
#include "messages/language.h"

namespace twotower {

// `twotower init DATA [--users F] [--items F] [--set KEY=VALUE]...`
struct InitCommand {
  ConfigSource source;
  Language language = Language::kEnglish;

  // The config that `train DATA` would use, every default shown, as YAML; what was chosen for this
  // data stands above it. Reads the tables, trains nothing.
  Result<std::string> run() const;
};

}  // namespace twotower

#pragma once

#include <string>

#include "base/result.h"
#include "config/load_config.h"
#include "messages/language.h"

namespace twotower {

// `twotower config [FILE] [--set KEY=VALUE]... [--schema]`
struct ConfigCommand {
  enum class Form { kValues, kSchema };

  ConfigSource source;
  Form form = Form::kValues;

  // What the command prints: the complete config with every default (JSON, which is YAML, too), or
  // its JSON Schema. Fails as load_config() does.
  Result<std::string> run() const;
};

// `twotower help [KEY]`
struct HelpCommand {
  std::string key;  // "train.batch_size", or "train" for all below it; empty: every option
  Language language = Language::kEnglish;

  // What the command prints: the key's text, or the table of all options. Fails with
  // kConfigUnknownKey.
  Result<std::string> run() const;
};

// `twotower init DATA [--users F] [--items F] [--set KEY=VALUE]...`
struct InitCommand {
  ConfigSource source;
  Language language = Language::kEnglish;

  // The config that `train DATA` would use, every default shown, as YAML; what was chosen for this
  // data stands above it. Reads the tables, trains nothing. Fails as load_config() and
  // look_at_data() do.
  Result<std::string> run() const;
};

}  // namespace twotower

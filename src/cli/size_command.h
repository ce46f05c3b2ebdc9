#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "config/load_config.h"
#include "messages/language.h"

namespace twotower {

// `twotower size DATA|CONFIG [flags of train] [--qps Q] [--json]`, or of what is planned
// `twotower size --users N --items N [--dim D] [--qps Q] [--json]`
struct SizeCommand {
  ConfigSource source;             // without a path, its users and items are numbers
  std::optional<std::string> dim;  // numbers: see NumberFlag
  std::optional<std::string> qps;
  bool as_json = false;
  int num_threads = 0;
  Language language = Language::kEnglish;

  // What the command prints. Fails as load_config() and measure_size() do, and with kUsageWrong
  // where flags do not go together or a number is none.
  Result<std::string> run() const;
};

}  // namespace twotower

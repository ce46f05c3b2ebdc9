#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "cli/load_config.h"

namespace twotower {

// `twotower evaluate DATA|CONFIG [--baselines] [--set KEY=VALUE]... [--json]`
struct EvaluateCommand {
  ConfigSource source;
  bool with_refit = false;  // --baselines: a strict and a refit row each
  bool as_json = false;
  std::size_t num_threads = 0;  // 0: all

  // What the command prints: the table of results, or one JSON document.
  Result<std::string> run() const;
};

}  // namespace twotower

#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "config/load_config.h"
#include "messages/language.h"

namespace twotower {

// `twotower train DATA|CONFIG [--users F] [--items F] [--set KEY=VALUE]...
// [--minutes M] [--fit all] [--resume] [--json]`
struct TrainCommand {
  ConfigSource source;
  std::string runs_folder = "runs";
  double minutes = 0.0;  // 0: as many epochs as the config says
  bool resumes = false;
  bool as_json = false;
  Language language = Language::kEnglish;
  std::size_t num_threads = 0;  // 0: all

  // Trains and tests, in a folder of its own: runs/NAME/001, 002, ...; prints the table of results,
  // or one JSON document. Progress goes to stderr. Fails as load_config(), make_run_folder(),
  // newest_run_folder(), resumed_config() and train() do; with kTrainInterrupted after Ctrl-C.
  Result<std::string> run() const;
};

}  // namespace twotower

#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "config/load_config.h"
#include "messages/language.h"

namespace twotower {

// `twotower evaluate BUNDLE|DATA|CONFIG [--on NEW_LOG] [--baselines] [--without-history]
// [--set KEY=VALUE]... [--json]`
struct EvaluateCommand {
  ConfigSource source;
  std::string later_log;    // --on: a bundle is tested on its rows after the training
  bool with_refit = false;  // --baselines: a strict and a refit row each
  bool without_history =
      false;  // --without-history: the model sees neither id nor history of a user
  bool as_json = false;
  Language language = Language::kEnglish;
  std::size_t num_threads = 0;  // 0: all

  // What the command prints: the table of results, or one JSON document. A bundle is tested on the
  // data that its manifest names (--set data.interactions.path=... where it has moved); fails with
  // kBundleMismatch if that is not what it was trained on, and with kConfigConflict for
  // without_history or later_log of something else than a bundle.
  Result<std::string> run() const;
};

}  // namespace twotower

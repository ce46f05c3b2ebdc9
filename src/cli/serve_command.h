#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "messages/language.h"

namespace twotower {

// `twotower serve BUNDLE [--config FILE] [--listen 127.0.0.1:8080] [--state FOLDER]
// [--watch] [--threads N] [--insecure]`, or `twotower serve --options`
struct ServeCommand {
  std::string bundle;
  std::string config_path;  // a file of ServerConfig; none: its defaults. Flags hold over it
  std::optional<std::string> listen;
  std::optional<std::int64_t> num_threads;  // 0: all
  std::optional<std::string> state;         // folder
  bool watches = false;
  bool is_insecure = false;
  bool lists_options = false;
  Language language = Language::kEnglish;

  // Serves until SIGINT or SIGTERM comes, then ends what is under way; on SIGHUP reads the keys of
  // the config again, and keeps those it has where that fails. Fails as open_recommender(),
  // read_yaml_file(), check_options(), set_up() and HttpServer::start() do.
  Result<std::string> run() const;
};

}  // namespace twotower

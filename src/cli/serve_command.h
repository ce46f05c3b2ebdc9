#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "messages/language.h"

namespace twotower {

// `twotower serve BUNDLE [--listen 127.0.0.1:8080] [--threads N]`
struct ServeCommand {
  std::string bundle;
  std::string listen = "127.0.0.1:8080";
  std::int64_t num_threads = 0;  // 0: all
  Language language = Language::kEnglish;

  // Serves until SIGINT or SIGTERM comes, then ends what is under way. Fails as open_recommender()
  // and HttpServer::start() do.
  Result<std::string> run() const;
};

}  // namespace twotower

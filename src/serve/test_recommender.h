#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>

#include "bundle/bundle.h"
#include "bundle/test_bundle.h"
#include "serve/recommender.h"

// What answers from the small bundle of test_bundle.h, for tests and fuzzers of the layers above.
namespace twotower {

// Its files are gone once they are mapped.
inline Recommender test_recommender() {
  const auto folder =
      std::filesystem::temp_directory_path() / ("test_recommender." + std::to_string(::getpid()));
  EXPECT_TRUE(test_bundle::Example(1).write(folder.string()).ok());
  Recommender recommender(open_bundle(folder.string()).value());
  std::filesystem::remove_all(folder);
  return recommender;
}

}  // namespace twotower

#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "bundle/bundle.h"
#include "bundle/test_bundle.h"
#include "serve/recommender.h"

// What answers from the small bundle of test_bundle.h, for tests and fuzzers of this layer and of
// those above.
namespace twotower {
namespace test_bundle {

// Its files are gone once they are mapped.
inline Recommender recommender_of(const Example& example) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("test_recommender." + std::to_string(::getpid()));
  EXPECT_TRUE(example.write(folder.string()).ok());
  Recommender recommender(open_bundle(folder.string()).value());
  std::filesystem::remove_all(folder);
  return recommender;
}

}  // namespace test_bundle

inline Recommender test_recommender() {
  return test_bundle::recommender_of(test_bundle::Example(1));
}

}  // namespace twotower

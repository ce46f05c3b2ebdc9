#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "messages/language.h"
#include "run/index_vectors.h"

namespace twotower {

// `twotower index build --vectors FILE [--items FILE] [--id COLUMN] [--vector COLUMN]
// [--similarity NAME] --to BUNDLE [--json]`
struct IndexBuildCommand {
  VectorsRequest request;
  bool as_json = false;
  Language language = Language::kEnglish;
  std::size_t num_threads = 0;  // 0: all

  // Writes a bundle of vectors that were made elsewhere, and says what is in it and how to ask it.
  // Fails as index_vectors() does.
  Result<std::string> run() const;
};

}  // namespace twotower

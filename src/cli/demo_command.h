#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "messages/language.h"

namespace twotower {

// `twotower demo`: a pizza shop whose truth is known is generated, a model is trained on its log,
// and the story of both is told, every figure of it computed on the way.
struct DemoCommand {
  std::string chapter;  // "": the story; "why": two towers or one; "sparse": niche tastes
  std::string runs_folder = "runs";
  Language language = Language::kEnglish;
  std::size_t num_threads = 0;  // 0: all
  std::int64_t seed = 1;        // of the shop and of the training

  // The world goes to RUNS/pizza-world as CSV files, the run to RUNS/pizza/001, ...; those of
  // `sparse` to RUNS/pizza-sparse-world and RUNS/pizza-sparse-ids, ... Worlds of other seeds than 1
  // have folders of their own (pizza-world-2): configs of earlier runs name the files. Fails as
  // train() does, and with kFileUnwritable.
  Result<std::string> run() const;

 private:
  Result<std::string> run_sparse() const;
  std::string world_folder(const std::string& name) const;
};

}  // namespace twotower

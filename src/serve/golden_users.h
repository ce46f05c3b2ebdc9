#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "serve/generation.h"
#include "serve/recommendations.h"
#include "store/store.h"

namespace twotower {

// Requests whose answers tell whether a generation may serve: a file of
//   [{name?, request: as of POST /v1/recommend, items?: [id, ...]}, ...]
// `items` are what must be answered; without, it is what the generation answers that serves now.
// Const after it is read, so thread-safe.
class GoldenUsers {
 public:
  // None for "". Fails with kFileUnreadable, kJsonSyntax and as recommend_request() does.
  static Result<GoldenUsers> read(const std::string& path);

  // Fails with kGenerationRefused where an answer of `next` has less than this share of the items;
  // the message has the names, "golden 3" of one without, and the shares. `now` and `store` may be
  // null.
  Result<void> check(const Generation& next, const Generation* now, const Store* store,
                     double min_overlap) const;

 private:
  struct Golden {
    std::string name;
    RecommendRequest request;
    std::vector<Id> items;
  };
  static Result<Golden> golden_user(const Value& element);

  std::vector<Golden> users_;
};

}  // namespace twotower

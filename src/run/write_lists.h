#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/messages/message.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "serve/recommender.h"

namespace twotower {

// How lists are written.
struct ListsForm {
  bool marks_encoding = false;                     // CSV begins with a byte order mark
  std::function<std::string(const Message&)> say;  // reasons; null: in English
};

// Lists for all users that a bundle knows, as a table at `out` (.parquet or .csv): user, place,
// item, score, match and, with `request.why`, reason. `request` says what is the same for all; its
// user_id is not read. Returns the number of users. Fails with the first error of a request, and
// kFileUnwritable. Memory: all answers.
Result<std::size_t> write_lists(ThreadPool& pool, const Recommender& recommender,
                                const RecommendRequest& request, const std::string& out,
                                const ListsForm& how = {});

}  // namespace twotower

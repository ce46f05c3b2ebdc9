#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "base/thread_pool.h"
#include "serve/recommender.h"

namespace twotower {

// Lists for all users that a bundle knows, as a table at `out` (.parquet or .csv): user, place,
// item, score, match and, with `request.why`, reason. `request` says what is the same for all; its
// user_id is not read. Returns the number of users. Fails with the first error of a request, and
// kFileUnwritable. Memory: all answers.
Result<std::size_t> write_lists(ThreadPool& pool, const Recommender& recommender,
                                const RecommendRequest& request, const std::string& out);

}  // namespace twotower

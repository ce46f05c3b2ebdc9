#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/messages/message.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"
#include "run/table_source.h"
#include "serve/recommender.h"

namespace twotower {

struct ListsRequest {
  RecommendRequest each;             // what is the same for all; its user_id is not read
  std::optional<TableSource> users;  // table of users; none: all that the bundle knows
  std::string out;                   // .csv, .jsonl or .parquet
  bool marks_encoding = false;       // CSV begins with a byte order mark
  std::function<std::string(const Message&)> say;  // reasons; null: in English
};

// Counts of users.
struct WrittenLists {
  std::string out;
  std::size_t k = 0;
  std::size_t users = 0;     // that were asked for
  std::size_t shorter = 0;   // whose lists have fewer items than k, empty ones included
  std::size_t empty = 0;     // who have none
  std::size_t popular = 0;   // whose lists are the most popular items: nothing is known of them
  std::size_t fresh = 0;     // of the table that the bundle does not know
  std::size_t programs = 0;  // left out, as the training left them out (heavy users)
  std::string generation;
  std::vector<Message> doubts = {};  // of how the table of users was read
};

// {out, users, short, empty, popular, new, left_out: {programs}, generation}
Value to_value(const WrittenLists& lists);

// Lists for many users, as a table at `request.out` that is written as they are made: see ListRows
// for its columns. Each list is what recommend() answers, to the bit, on any number of threads. All
// users of the bundle but the programs (KnownUsers::is_heavy) are asked for, or those of a table:
// see ListedUsers. Fails with the first error of a request, as ListedUsers does and with
// kFileUnwritable. Memory: a few thousand rows a thread, whatever k and the number of users.
Result<WrittenLists> write_lists(ThreadPool& pool, const Recommender& recommender,
                                 const ListsRequest& request);

}  // namespace twotower

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"
#include "run/table_source.h"
#include "serve/recommender.h"

namespace twotower {

struct UsersForRequest {
  Id item;
  std::size_t k = 10;
  RecommendRequest each;             // context and conditions, the same for all users
  std::optional<TableSource> users;  // table of users to choose among; none: all of the bundle
  std::string out = {};              // where write_users() will write, if anywhere
};

struct OfferedUser {
  Id id;
  double score = 0.0;
};

// To whom an item should be offered.
struct OfferedUsers {
  Id item;
  Value show;  // of the item, as answers have it
  std::size_t k = 0;
  std::vector<OfferedUser> users;  // best first; of equal scores in the order asked for
  std::size_t asked = 0;           // users there were to choose among
  std::size_t barred = 0;          // of these: no list of theirs would have the item, or nothing is
                                   // known of them
  std::size_t programs = 0;        // left out, as the training left them out (heavy users)
  std::string generation;
};

// {item, show, users: [{id, score}], asked, left_out: {barred, programs}, generation}
Value to_value(const OfferedUsers& offered);

// The k users with the highest scores for an item, by Generation::offer(): who had it where known
// items are left out, and to whom rules do not show it, are none of them. The same on any number of
// threads. Costs a user tower pass for each user. Fails as offer() and ListedUsers do, with
// kRequestUnknownId where nobody has such an item, and before all else as write_users() does of
// `out`.
Result<OfferedUsers> users_for(ThreadPool& pool, const Recommender& recommender,
                               const UsersForRequest& request);

// As a table at `out`: item, place, user, score. Fails as write_table() does.
Result<void> write_users(const OfferedUsers& offered, const std::string& out);

}  // namespace twotower

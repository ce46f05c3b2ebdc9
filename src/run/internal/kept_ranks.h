#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/interactions.h"
#include "data/queries.h"
#include "eval/ranking.h"

namespace twotower {

// Where a model had the targets of a test, kept in the run's folder, so that runs can be compared
// user by user later.
struct KeptRanks {
  std::vector<std::uint32_t> users;  // [queries] as users_of(): equal numbers are one user
  Lists<std::uint32_t> targets;      // [queries] item slots
  Lists<std::uint32_t> ranks;        // [queries] as targets

  // Whether both are of the same users and targets: of one split of one data set.
  bool is_same_test(const KeptRanks& other) const;
};

KeptRanks kept_ranks_of(const Queries& queries, const Ranking& ranking);

// Brings the queries of two tests, each of its own data, into one order, that of the ids of their
// users (of sessions without users: as they come), and gives both the same numbers: users as they
// come, items as `first_data` has them, kNoSlot for those that it lacks.
void align_ranks(const Interactions& first_data, const Interactions& second_data, KeptRanks& first,
                 KeptRanks& second);

// `folder`/test/ranks.safetensors, whole or not at all. Fails with kFileUnwritable.
Result<void> save_ranks(const KeptRanks& ranks, const std::string& folder);

// Fails with kFileUnreadable and kBundleCorrupt.
Result<KeptRanks> load_ranks(const std::string& folder);

}  // namespace twotower

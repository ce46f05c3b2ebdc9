#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "bundle/bundle.h"
#include "serve/recommendations.h"
#include "store/store.h"
#include "store/stored_user.h"

namespace twotower {

// When the data of a bundle were read, else when it was written: microseconds UTC; the least number
// where that is not a time.
std::int64_t made_of(const Manifest& manifest);

// What of a user's events in the store of a log a bundle does not count already: what lies above
// the position up to which it has that log, or where it has none of it, what is later than its
// history_until.
UserCut cut_of(const Bundle& bundle, const std::string& log_id);

// Whether what a bundle knows of a user is from before the user's erasure.
bool is_hidden(const Manifest& manifest, const std::string& log_id, const Erasure& erasure);

// What a store knows of the user of a request beside what the bundle knows: nothing without a store
// or a user_id. Never null. Fails with kStoreCorrupt.
Result<std::shared_ptr<const StoredUser>> stored_user(const Store* store,
                                                      const RecommendRequest& request,
                                                      const Bundle& bundle);

}  // namespace twotower

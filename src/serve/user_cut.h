#pragma once

#include <memory>

#include "base/result.h"
#include "bundle/bundle.h"
#include "serve/recommendations.h"
#include "store/store.h"
#include "store/stored_user.h"

namespace twotower {

// What of a user's stored events a bundle does not count already: what lies after its log_position,
// or where it has none, after its history_until.
UserCut cut_of(const Bundle& bundle);

// What a store knows of the user of a request beside what the bundle knows: nothing without a store
// or a user_id. Never null. Fails with kStoreCorrupt.
Result<std::shared_ptr<const StoredUser>> stored_user(const Store* store,
                                                      const RecommendRequest& request,
                                                      const Bundle& bundle);

}  // namespace twotower

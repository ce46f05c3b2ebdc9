#include "serve/user_cut.h"

#include "base/timestamp.h"

namespace twotower {

UserCut cut_of(const Bundle& bundle) {
  const Manifest& manifest = bundle.manifest;
  UserCut cut;
  if (const auto made = parse_timestamp(manifest.created)) cut.made = made->microseconds;
  if (manifest.log_position.has_value()) {
    cut.above = static_cast<LogPosition>(*manifest.log_position);
  } else if (manifest.history_until.has_value()) {
    cut.later_than = *manifest.history_until;
  }
  if (bundle.serve.shown.has_value()) cut.shown_within = bundle.serve.shown->within.microseconds;
  return cut;
}

Result<std::shared_ptr<const StoredUser>> stored_user(const Store* store,
                                                      const RecommendRequest& request,
                                                      const Bundle& bundle) {
  static const auto kNothing = std::make_shared<const StoredUser>();
  if (store == nullptr || !request.user_id.has_value()) return kNothing;
  return store->user(*request.user_id, cut_of(bundle));
}

}  // namespace twotower

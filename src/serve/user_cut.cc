#include "serve/user_cut.h"

#include <limits>
#include <string>

#include "base/timestamp.h"

namespace twotower {

std::int64_t made_of(const Manifest& manifest) {
  if (manifest.data_read.has_value()) return *manifest.data_read;
  const auto made = parse_timestamp(manifest.created);
  return made.has_value() ? made->microseconds : std::numeric_limits<std::int64_t>::min();
}

UserCut cut_of(const Bundle& bundle, const std::string& log_id) {
  const Manifest& manifest = bundle.manifest;
  UserCut cut;
  cut.made = made_of(manifest);
  const auto position = manifest.log_positions.find(log_id);
  if (position != manifest.log_positions.end()) {
    cut.above = static_cast<LogPosition>(position->second);
  } else if (manifest.history_until.has_value()) {
    cut.later_than = *manifest.history_until;
  }
  if (bundle.serve.shown.has_value()) cut.shown_within = bundle.serve.shown->within.microseconds;
  return cut;
}

bool is_hidden(const Manifest& manifest, const std::string& log_id, const Erasure& erasure) {
  const auto position = manifest.log_positions.find(log_id);
  return position == manifest.log_positions.end()
             ? made_of(manifest) < erasure.time
             : static_cast<LogPosition>(position->second) < erasure.position;
}

Result<std::shared_ptr<const StoredUser>> stored_user(const Store* store,
                                                      const RecommendRequest& request,
                                                      const Bundle& bundle) {
  static const auto kNothing = std::make_shared<const StoredUser>();
  if (store == nullptr || !request.user_id.has_value()) return kNothing;
  return store->user(*request.user_id, cut_of(bundle, store->log_id()));
}

}  // namespace twotower

#include "serve/user_write.h"

#include <utility>

#include "base/count_value.h"
#include "base/options.h"
#include "serve/recommendations.h"

namespace twotower {

Value to_value(const KnownUser& user) {
  Value::Map map{{"id", id_value(user.id)}, {"features", user.features}};
  if (user.features.is_null()) map.back().value = Value(Value::Map{});
  if (user.version.has_value()) map.push_back({"version", Value(*user.version)});
  map.push_back({"events", count_value(user.num_events)});
  map.push_back({"in_bundle", Value(user.is_in_bundle)});
  return Value(std::move(map));
}

std::string tag_of(const KnownUser& user) {
  return user.features.is_null() ? "" : entity_tag(user.features, user.version);
}

Value to_value(const ErasedUser& user) {
  return Value(
      Value::Map{{"status", Value(std::string(user.erasure.is_pending ? "pending" : "erased"))},
                 {"generations", to_value(user.generations)}});
}

}  // namespace twotower

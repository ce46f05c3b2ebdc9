#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "features/id_map.h"
#include "serve/item_write.h"
#include "store/change.h"
#include "store/conditional_write.h"

namespace twotower {

// Features of a user as a client wants them to be.
struct UserRequest {
  Id id;
  Value features;  // map from columns of the users table to values
  WriteCondition condition;
  std::string request_id;
};

// What is known of a user. Of an id that was merged, of whom it stands for.
struct KnownUser {
  Id id;
  Value features;  // that were given, or null
  std::optional<std::int64_t> version;
  std::size_t num_events = 0;  // that count beside what the bundle knows
  bool is_in_bundle = false;   // it knows the user from training
};

// What became of the wish that a user be forgotten.
struct ErasedUser {
  Erasure erasure;
  // Those that were made before, and hold the id until they are removed; nothing reads it.
  std::vector<std::string> generations;
};
using UserWritten = std::function<void(Result<WriteOutcome>)>;
using UserErased = std::function<void(Result<ErasedUser>)>;

// {id, features, version?, events, in_bundle}.
Value to_value(const KnownUser& user);
// Empty where nothing was given.
std::string tag_of(const KnownUser& user);
// {status: pending | erased, generations: [...]}.
Value to_value(const ErasedUser& user);

}  // namespace twotower

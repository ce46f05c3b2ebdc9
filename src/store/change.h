#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "features/id_map.h"

namespace twotower {

// A place in the log of what happened: 1, 2, 3, ...; 0 is before all.
using LogPosition = std::uint64_t;

// An item as somebody gave it, or that it was removed.
struct StoredItem {
  Id id;
  Value features;                       // map from columns of the items table to values, or null
  std::optional<std::int64_t> version;  // the highest that was given
  bool is_removed = false;
  LogPosition place = 0;  // of its first write: what is kept gives them in this order
};

// What somebody gave of a user.
struct StoredFeatures {
  Value features;  // map from columns of the users table to values; null: nothing was given
  std::optional<std::int64_t> version;
};

// Where a change comes from.
struct ChangeOrigin {
  std::int64_t arrived = 0;  // microseconds UTC
  std::string request_id = {};
};

struct ItemWrite {
  StoredItem item;
  std::string request_id;
};

// Who else than a store knows a user: bundles.
struct OtherKnowledge {
  bool is_known = false;                                         // by one of them
  std::int64_t made = std::numeric_limits<std::int64_t>::min();  // when the newest of all was,
                                                                 // microseconds UTC
};

// That a user was erased.
struct Erasure {
  LogPosition position = 0;     // what came up to it is nobody's
  std::int64_t time = 0;        // microseconds UTC; after all bundles that there were
  bool is_pending = true;       // files still hold what was known
  std::vector<Id> merged = {};  // of a new one: other ids that stood for the user
};

// What a store keeps whole, and does not read.
enum class Document { kRules, kGenerations };

// One line of what was changed, and when. Users are named by a digest.
struct Change {
  enum class Kind {
    kItemPut,
    kItemRemoved,
    kUserPut,
    kUserMerged,
    kUserErased,
    kRulesPut,
    kRulesRemoved,

    kGenerationRefused,
    kGenerationActivated
  };

  LogPosition position = 0;
  Kind kind = Kind::kItemPut;
  ChangeOrigin origin;
  std::optional<Id> item_id;  // of an item
  std::string
      digest;  // of the id: 32 hexadecimal digits, other ones in another store; none of rules
  std::string other_digest;  // of a merge: whom the id stands for now
  std::optional<std::int64_t> version;
  std::string generation;  // of one that was added, refused or activated
};
constexpr auto option_names(Change::Kind) {
  return std::array<std::string_view, 9>{
      "item.put",  "item.removed",  "user.put",           "user.merged",         "user.erased",
      "rules.put", "rules.removed", "generation.refused", "generation.activated"};
}

}  // namespace twotower

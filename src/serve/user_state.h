#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"
#include "features/encoded_sides.h"
#include "features/feature_set.h"
#include "features/id_map.h"
#include "features/user_states.h"
#include "serve/recommendations.h"

namespace twotower {

// What the user tower reads for one request. Its memory is used again by the next request.
struct UserState {
  EncodedSides sides;                      // one user, one context, and the items of the history
  UserStates states;                       // one
  std::optional<std::uint32_t> user;       // the slot, if the bundle knows the user
  std::vector<std::uint32_t> known_items;  // slots of all that the user had, oldest first, repeats
                                           // too: stored, given, events
  std::size_t history_begin = 0;  // of known_items: a stored history is behind a given one's back
  std::vector<std::uint32_t> read_items;  // of the history that the tower reads, oldest first
  bool is_ready = false;  // the vector came with the request: the tower reads nothing of this
  bool is_known = false;  // the model knows something of the user; else popularity is the answer
  std::size_t unknown_items = 0;  // ids of history and events that are not in the catalog
};

// A piece of what the user tower reads.
struct StatePart {
  enum class Kind { kUserFeature, kContextFeature, kHistory, kHistoryItem };
  Kind kind = Kind::kUserFeature;
  std::size_t index = 0;  // of the feature, or the slot of the item
  bool operator==(const StatePart&) const = default;
};

// The slot of an id, if the map has it.
std::optional<std::uint32_t> find_slot(const IdMap& ids, const Id& id);

// Whether a feature of the user or item side is the user's or item's own id.
bool is_own_id(const FeatureSet::Feature& feature);

// Turns requests into user states, by the functions that encoded in training. Const, so
// thread-safe.
class UserStateMaker {
 public:
  // The bundle must outlive it.
  explicit UserStateMaker(const Bundle& bundle);

  // Every user feature comes from the request where it names the feature's column, else from the
  // stored user, else it is missing; the id of a user that training did not see is the unknown one.
  // Fails with kRequestWrongFeature.
  Result<void> make(const RecommendRequest& request, UserState& state) const;

  // What the tower reads of a state that is not missing: features, then the history as a whole,
  // then each of its items once, newest first.
  std::vector<StatePart> parts_of(const UserState& state) const;
  // The state as if a part were not known: a feature has its missing value (the user's own id that
  // of a new user), an item is taken out of the history wherever it stands.
  UserState without(const UserState& state, const StatePart& part) const;

 private:
  void set_history(const RecommendRequest& request, UserState& state) const;
  void set_tokens(std::span<const std::uint32_t> items, UserState& state) const;
  Result<void> set_user_columns(const RecommendRequest& request, UserState& state) const;
  Result<void> set_context_columns(const RecommendRequest& request, UserState& state) const;
  EncodedColumn missing_user_column(std::size_t feature) const;
  EncodedColumn missing_context_column(std::size_t feature) const;
  std::span<const std::uint32_t> window_of(const UserState& state) const;

  const Bundle& bundle_;
  std::vector<std::string> user_columns_;  // that a request may name
  std::vector<std::string> context_columns_;
  std::size_t item_id_column_ = 0;  // of the item side: the rows that histories hold
};

}  // namespace twotower

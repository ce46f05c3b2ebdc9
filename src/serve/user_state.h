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
#include "serve/answer_origin.h"
#include "serve/event_collapser.h"
#include "serve/event_outcome.h"
#include "serve/event_weights.h"
#include "serve/recommendations.h"
#include "serve/rules.h"
#include "serve/step_reader.h"
#include "store/stored_user.h"
#include "store/user_cache.h"

namespace twotower {

// What the user tower reads for one request. Its memory is used again by the next request.
struct UserState {
  EncodedSides sides;                      // one user, one context, and the items of the history
  UserStates states;                       // one
  std::optional<std::uint32_t> user;       // the slot, if the bundle knows the user
  std::vector<std::uint32_t> known_items;  // slots of all that the user had, oldest first, repeats
                                           // too: the bundle's, stored, given, events
  std::vector<std::int64_t> known_times;   // of these, microseconds UTC or Histories::kNoTime
  std::vector<float> known_weights;        // of these, by their types
  std::vector<std::uint32_t> seen;         // slots of all that the user took, in any order, and of:
  std::vector<std::uint32_t> disliked;     // what the user disliked, and did not take since
  std::vector<std::int64_t> disliked_at;   // of these, as known_times; of the bundle's: the latest
                                           // moment at which it can have been
  std::size_t history_begin = 0;  // of known_items: what a given history replaces is before it
  // Slots of what the user took, oldest first, repeats too: what known_items has behind
  // history_begin, without what was only looked at. Empty where scores have no repeat term.
  std::vector<std::uint32_t> taken;
  // What the tower reads of a history: one a sequence feature, oldest step first.
  struct Step {
    std::uint32_t item = 0;        // slot
    std::uint32_t event_type = 0;  // row
    std::uint32_t time_gap = 0;    // row
  };
  std::vector<std::vector<Step>> histories;
  bool is_ready = false;  // the vector came with the request: the tower reads nothing of this
  bool is_known = false;  // the model knows something of the user; else popularity is the answer
  std::vector<UnknownValues> unknown;  // of the request
};

// A piece of what the user tower reads.
struct StatePart {
  enum class Kind { kUserFeature, kContextFeature, kHistory, kHistoryItem };
  Kind kind = Kind::kUserFeature;
  std::size_t index = 0;  // of the feature, of the sequence, or the slot of the item
  bool operator==(const StatePart&) const = default;
};

// Whether a feature of the user or item side is the user's or item's own id.
bool is_own_id(const FeatureSet::Feature& feature);

// Turns requests into user states, by the functions that encoded in training. Const, so
// thread-safe.
class UserStateMaker {
 public:
  // Requests may also have the columns that rules ask for. The bundle must outlive this.
  UserStateMaker(const Bundle& bundle, const ServeRules& rules);
  UserStateMaker(const UserStateMaker&) = delete;
  UserStateMaker& operator=(const UserStateMaker&) = delete;

  // Every user feature comes from the request where it names the feature's column, else from
  // `stored` (unless this model cannot read it), else from the bundle's users, else it is missing;
  // the id of a user that training did not see is the unknown one. A sequence reads the newest of
  // its steps among what the bundle and `stored` know, in the order of time, or the history that
  // the request gives in their place, and then its events. Fails with kRequestWrongFeature.
  Result<void> make(const RecommendRequest& request, const StoredUser& stored,
                    UserState& state) const;

  // What events weigh, as in training.
  const EventWeights& weights() const { return weights_; }

  // See Generation::check_user_features(), which says how it fails.
  Result<std::vector<std::string>> check_user_features(const Value& features) const;

  // What of an event says nothing to the model, or not yet.
  std::vector<EventNote> notes_of(const Event& event, const UserCut& cut) const;

  // What the tower reads of a state that is not missing: features, then each sequence as a whole,
  // then each of their items once, newest first.
  std::vector<StatePart> parts_of(const UserState& state) const;
  // The state as if a part were not known: a feature has its missing value (the user's own id that
  // of a new user), an item is taken out of the history wherever it stands.
  UserState without(const UserState& state, const StatePart& part) const;

 private:
  // A step and when it was, while the newest are looked for.
  struct TimedStep {
    UserState::Step step;
    std::int64_t time;
  };
  using TimedSteps = std::vector<std::vector<TimedStep>>;  // one a sequence

  // What of what is known, stored and asked is one event with another.
  struct Collapsed {
    std::vector<std::uint64_t> known;   // of the bundle's histories, ascending
    std::vector<std::uint8_t> stored;   // [stored events] 1: out
    std::vector<std::uint8_t> history;  // [history of the request]
    std::vector<std::uint8_t> events;   // [events of the request]
  };
  Collapsed collapse(const RecommendRequest& request, const StoredUser& stored,
                     std::optional<std::uint32_t> user) const;
  Result<void> set_histories(const RecommendRequest& request, const StoredUser& stored,
                             const Collapsed& collapsed, UserState& state) const;
  void set_taken(const RecommendRequest& request, const StoredUser& stored,
                 const Collapsed& collapsed, UserState& state) const;
  // `out` are events of the bundle's histories, of the given ones those that are not to be added.
  void add_known(std::uint32_t user, std::span<const std::uint64_t> out, UserState& state,
                 TimedSteps& steps) const;
  void add_stored(std::span<const Event> events, std::span<const std::uint8_t> is_out,
                  UserState& state, TimedSteps& steps) const;
  Result<void> add_given(std::span<const Event> events, std::span<const std::uint8_t> is_out,
                         const std::string& field, UserState& state, TimedSteps& steps) const;
  // Takes what an event says of dislikes: one of its item, or that it was taken since. One that was
  // before a dislike says nothing against it.
  void hear(const Event& event, UserState& state) const;
  bool add_step(const Event& event, std::uint8_t bits, UserState& state, TimedSteps& steps) const;
  void keep_newest(const TimedSteps& steps, UserState& state) const;
  void set_tokens(UserState& state) const;
  Result<void> set_user_columns(const RecommendRequest& request, const StoredUser& stored,
                                UserState& state) const;
  Result<void> set_context_columns(const RecommendRequest& request, UserState& state) const;
  EncodedColumn missing_user_column(std::size_t feature) const;
  EncodedColumn missing_context_column(std::size_t feature) const;

  const Bundle& bundle_;
  EventWeights weights_;
  StepReader reader_;
  EventCollapser collapser_;
  std::vector<std::string> user_columns_;  // that a request may name
  std::vector<std::string> context_columns_;
  std::size_t item_id_column_ = 0;  // of the item side: the rows that histories hold
};

}  // namespace twotower

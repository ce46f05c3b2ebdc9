#include "serve/user_state.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "features/known_event_types.h"
#include "features/time_gap.h"
#include "features/vocabulary.h"
#include "serve/encode_value.h"
#include "serve/raw_value.h"

namespace twotower {
namespace {

constexpr std::int64_t kNoTime = Histories::kNoTime;

std::vector<std::string> columns_of(const FeatureSet& set) {
  std::vector<std::string> names;
  for (const FeatureSet::Feature& feature : set.features()) {
    if (!feature.column().empty()) names.push_back(feature.column());
  }
  return names;
}

std::vector<std::string> with(std::vector<std::string> names,
                              const std::vector<std::string>& more) {
  for (const std::string& name : more) {
    if (std::ranges::count(names, name) == 0) names.push_back(name);
  }
  return names;
}

std::vector<const Event*> pointers_to(std::span<const Event> events) {
  std::vector<const Event*> pointers;
  for (const Event& event : events) pointers.push_back(&event);
  return pointers;
}

}  // namespace

bool is_own_id(const FeatureSet::Feature& feature) {
  return std::holds_alternative<IdOptions>(feature.options) && feature.column().empty();
}

UserStateMaker::UserStateMaker(const Bundle& bundle, const ServeRules& rules)
    : bundle_(bundle),
      weights_(bundle.manifest),
      reader_(bundle, weights_),
      collapser_(bundle, weights_),
      user_columns_(with(columns_of(bundle.features.user), rules.user_columns())),
      context_columns_(with(columns_of(bundle.features.context), rules.context_columns())) {
  const auto& items = bundle.features.item.features();
  const auto id = std::ranges::find_if(items, [](const FeatureSet::Feature& feature) {
    return std::holds_alternative<IdOptions>(feature.options);
  });
  item_id_column_ = static_cast<std::size_t>(id - items.begin());
}

Result<void> UserStateMaker::make(const RecommendRequest& request, const StoredUser& stored,
                                  UserState& state) const {
  TWOTOWER_TRY(check_names(request.features, user_columns_, "features"));
  TWOTOWER_TRY(check_names(request.context, context_columns_, "context"));
  const std::optional<Id>& user_id = stored.user_id.has_value() ? stored.user_id : request.user_id;
  const bool may_know = user_id.has_value() && !stored.is_erased;
  state.user = may_know ? bundle_.users->ids.find(to_view(*user_id)) : std::nullopt;
  state.is_ready = request.user_vector.has_value();
  state.is_known = state.is_ready;
  state.unknown.clear();
  if (user_id.has_value() && !state.user.has_value()) {
    add_unknown("user_id", state.unknown);
  }
  const Collapsed collapsed = collapse(request, stored, state.user);
  TWOTOWER_TRY(set_histories(request, stored, collapsed, state));
  set_taken(request, stored, collapsed, state);
  TWOTOWER_TRY(set_user_columns(request, stored, state));
  return set_context_columns(request, state);
}

// A given history stands for itself.
UserStateMaker::Collapsed UserStateMaker::collapse(const RecommendRequest& request,
                                                   const StoredUser& stored,
                                                   std::optional<std::uint32_t> user) const {
  const std::vector<const Event*> events = pointers_to(request.events);
  std::vector<const Event*> kept = pointers_to(stored.events), given;
  if (request.history.has_value()) given = pointers_to(*request.history);
  std::vector<const Event*>& before = request.history.has_value() ? given : kept;
  before.insert(before.end(), events.begin(), events.end());
  CollapsedHistory known = collapser_.collapse(user, kept);
  CollapsedHistory asked = collapser_.collapse(std::nullopt, given);
  std::vector<std::uint8_t>& last = request.history.has_value() ? asked.is_out : known.is_out;
  Collapsed collapsed{.known = std::move(known.known)};
  collapsed.events.assign(last.end() - static_cast<std::ptrdiff_t>(events.size()), last.end());
  last.resize(last.size() - events.size());
  collapsed.stored = std::move(known.is_out);
  collapsed.history = std::move(asked.is_out);
  return collapsed;
}

// The newest of what the tower reads is what is newest of known_items: the history that is known or
// given, then the events.
Result<void> UserStateMaker::set_histories(const RecommendRequest& request,
                                           const StoredUser& stored, const Collapsed& collapsed,
                                           UserState& state) const {
  state.known_items.clear();
  state.known_times.clear();
  state.known_weights.clear();
  state.seen.clear();
  state.disliked.clear();
  state.disliked_at.clear();
  state.history_begin = 0;
  TimedSteps steps(bundle_.features.sequences.size());
  if (state.user.has_value()) add_known(*state.user, collapsed.known, state, steps);
  add_stored(stored.events, collapsed.stored, state, steps);
  if (request.history.has_value()) {
    state.history_begin = state.known_items.size();
    for (auto& of_sequence : steps) of_sequence.clear();
    TWOTOWER_TRY(add_given(*request.history, collapsed.history, "history", state, steps));
  }
  TWOTOWER_TRY(add_given(request.events, collapsed.events, "events", state, steps));
  state.seen.insert(state.seen.end(), state.disliked.begin(), state.disliked.end());
  keep_newest(steps, state);
  set_tokens(state);
  return {};
}

// In the order of time, like steps: a given history stands in place of what is known.
void UserStateMaker::set_taken(const RecommendRequest& request, const StoredUser& stored,
                               const Collapsed& collapsed, UserState& state) const {
  state.taken.clear();
  if (!bundle_.manifest.repeats.is_on()) return;
  std::vector<TimedStep> taken;
  const auto add = [&](std::span<const Event> events, std::span<const std::uint8_t> is_out) {
    for (std::size_t e = 0; e < events.size(); ++e) {
      if (is_out[e] != 0 || !reader_.is_taking(events[e])) continue;
      const auto slot = bundle_.catalog.find(to_view(events[e].item_id));
      if (slot.has_value()) taken.push_back({{.item = *slot}, events[e].time.value_or(kNoTime)});
    }
  };
  if (request.history.has_value()) {
    add(*request.history, collapsed.history);
  } else {
    const Histories& known = bundle_.users->histories;
    const std::uint64_t begin = state.user ? known.offsets[*state.user] : 0;
    const std::uint64_t end = state.user ? known.offsets[*state.user + 1] : 0;
    for (std::uint64_t event = begin; event < end; ++event) {
      if (!known.was_taken(event) || std::ranges::binary_search(collapsed.known, event)) continue;
      const std::int64_t time = known.times.empty() ? kNoTime : known.times[event];
      taken.push_back({{.item = known.item_slots[event]}, time});
    }
    add(stored.events, collapsed.stored);
    if (!stored.events.empty()) std::ranges::stable_sort(taken, {}, &TimedStep::time);
  }
  add(request.events, collapsed.events);
  for (const TimedStep& step : taken) state.taken.push_back(step.step.item);
}

// A step more than is read tells the time gap of the first.
void UserStateMaker::add_known(std::uint32_t user, std::span<const std::uint64_t> out,
                               UserState& state, TimedSteps& steps) const {
  const Histories& stored = bundle_.users->histories;
  const auto time_of = [&](std::uint64_t event) {
    return stored.times.empty() ? kNoTime : stored.times[event];
  };
  const auto is_out = [&](std::uint64_t event) { return std::ranges::binary_search(out, event); };
  for (std::uint64_t event = stored.offsets[user]; event < stored.offsets[user + 1]; ++event) {
    if (is_out(event)) continue;
    state.known_items.push_back(stored.item_slots[event]);
    state.known_times.push_back(time_of(event));
    state.known_weights.push_back(stored.weight_of(event));
    if (stored.was_taken(event)) state.seen.push_back(stored.item_slots[event]);
  }
  const auto disliked = stored.disliked_by(user);
  state.disliked.assign(disliked.begin(), disliked.end());
  state.disliked_at.assign(disliked.size(), bundle_.manifest.history_until.value_or(kNoTime));
  std::vector<std::uint64_t> newest;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto length = static_cast<std::size_t>(bundle_.features.sequences[i].options.length);
    bundle_.users->find_newest(user, i, length + 1 + out.size(), newest);
    std::erase_if(newest, is_out);
    for (const std::uint64_t event : newest) {
      const std::uint32_t type = stored.event_types.empty() ? 0 : stored.event_types[event];
      steps[i].push_back({{.item = stored.item_slots[event], .event_type = type}, time_of(event)});
    }
  }
}

// What came late may be older than what the bundle knows.
void UserStateMaker::add_stored(std::span<const Event> events, std::span<const std::uint8_t> is_out,
                                UserState& state, TimedSteps& steps) const {
  if (events.empty()) return;
  const std::vector<std::uint8_t> bits = reader_.steps_of_kept(events);
  for (std::size_t e = 0; e < events.size(); ++e) {
    hear(events[e], state);
    if (is_out[e] == 0) add_step(events[e], bits[e], state, steps);
  }
  for (auto& of_sequence : steps) {
    std::ranges::stable_sort(of_sequence, {}, &TimedStep::time);
  }
}

Result<void> UserStateMaker::add_given(std::span<const Event> events,
                                       std::span<const std::uint8_t> is_out,
                                       const std::string& field, UserState& state,
                                       TimedSteps& steps) const {
  TWOTOWER_ASSIGN(const std::vector<std::uint8_t> bits, reader_.steps_of(events, field));
  for (std::size_t e = 0; e < events.size(); ++e) {
    hear(events[e], state);
    if (is_out[e] != 0) continue;
    if (!add_step(events[e], bits[e], state, steps)) add_unknown(field, state.unknown);
  }
  return {};
}

void UserStateMaker::hear(const Event& event, UserState& state) const {
  const bool is_dislike = weights().is_dislike(event);
  if (!is_dislike && (state.disliked.empty() || !reader_.is_taking(event))) return;
  const auto slot = bundle_.catalog.find(to_view(event.item_id));
  if (!slot.has_value()) return;
  const std::int64_t time = event.time.value_or(kNoTime);
  const auto place = std::ranges::find(state.disliked, *slot) - state.disliked.begin();
  if (place < std::ssize(state.disliked)) {
    if (time != kNoTime && time < state.disliked_at[static_cast<std::size_t>(place)]) return;
    state.disliked.erase(state.disliked.begin() + place);
    state.disliked_at.erase(state.disliked_at.begin() + place);
  }
  if (!is_dislike) return;
  state.disliked.push_back(*slot);
  state.disliked_at.push_back(time);
}

// False where the catalog has no such item.
bool UserStateMaker::add_step(const Event& event, std::uint8_t bits, UserState& state,
                              TimedSteps& steps) const {
  const auto slot = bundle_.catalog.find(to_view(event.item_id));
  if (!slot.has_value()) return false;
  if (weights().is_dislike(event)) return true;
  state.known_items.push_back(*slot);
  state.known_times.push_back(event.time.value_or(kNoTime));
  state.known_weights.push_back(weights().of(event));
  if (reader_.is_taking(event)) state.seen.push_back(*slot);
  const UserState::Step step = {.item = *slot, .event_type = reader_.type_row_of(event)};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if ((bits >> i & 1U) != 0) steps[i].push_back({step, event.time.value_or(kNoTime)});
  }
  return true;
}

void UserStateMaker::keep_newest(const TimedSteps& steps, UserState& state) const {
  state.histories.resize(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto length = static_cast<std::size_t>(bundle_.features.sequences[i].options.length);
    std::vector<UserState::Step>& history = state.histories[i];
    history.clear();
    for (std::size_t s = steps[i].size() - std::min(length, steps[i].size()); s < steps[i].size();
         ++s) {
      UserState::Step step = steps[i][s].step;
      const bool has_gap = s > 0 && steps[i][s].time != kNoTime && steps[i][s - 1].time != kNoTime;
      if (has_gap) step.time_gap = time_gap_row(steps[i][s - 1].time, steps[i][s].time);
      history.push_back(step);
    }
  }
}

// Items are numbered 0, 1, 2, ... within the state's own item column, so that no request copies the
// catalog's.
void UserStateMaker::set_tokens(UserState& state) const {
  UserStates& states = state.states;
  states.histories.resize(state.histories.size());
  states.clear();
  states.user_slots.push_back(0);
  states.context_rows.push_back(0);
  states.groups.push_back(0);
  if (state.histories.empty()) return;
  state.sides.item.resize(bundle_.features.item.features().size());
  auto& column = state.sides.item[item_id_column_];
  if (!std::holds_alternative<RowColumn>(column)) column = RowColumn();
  auto& rows = std::get<RowColumn>(column).rows;
  rows.clear();
  // A history of items that training never saw says nothing, unless ids were hidden there, too.
  const bool knows_unknown = bundle_.model->options().drops_ids();
  for (std::size_t i = 0; i < state.histories.size(); ++i) {
    const SequenceOptions& options = bundle_.features.sequences[i].options;
    PackedHistories& packed = states.histories[i];
    for (const UserState::Step& step : state.histories[i]) {
      packed.items.push_back(static_cast<std::uint32_t>(rows.size()));
      if (options.event_type) packed.event_types.push_back(step.event_type);
      if (options.time_gap) packed.time_gaps.push_back(step.time_gap);
      const std::uint32_t row = bundle_.catalog.table_row(item_id_column_, step.item);
      rows.push_back(row);
      state.is_known |= knows_unknown || row >= Vocabulary::kFirstKnownRow;
    }
    packed.add_state(packed.num_tokens() == 0
                         ? PackedHistories::kNone
                         : static_cast<std::uint32_t>(packed.num_tokens() - 1));
    packed.close();
  }
}

Result<void> UserStateMaker::set_user_columns(const RecommendRequest& request,
                                              const StoredUser& stored, UserState& state) const {
  const KnownUsers& users = *bundle_.users;
  const std::size_t known = state.user.value_or(static_cast<std::uint32_t>(users.ids.size()));
  const auto& features = bundle_.features.user.features();
  state.sides.user.resize(features.size());
  for (std::size_t i = 0; i < features.size(); ++i) {
    const FeatureSet::Feature& feature = features[i];
    EncodedColumn& column = state.sides.user[i];
    const Value* given = request.features.find(feature.column());
    if (is_own_id(feature)) {
      column = row_of(users.columns[i], known);
      std::uint32_t& row = std::get<RowColumn>(column).rows.edit()[0];
      // Where users have ids, no training row lacks one: the row of missing ids was never trained.
      if (!state.user.has_value() && users.ids.size() > 0) row = Vocabulary::kUnknownRow;
      state.is_known |= row >= Vocabulary::kFirstKnownRow || bundle_.model->options().drops_ids();
    } else if (given != nullptr) {
      TWOTOWER_ASSIGN(column, encode_given(feature, *given));
      if (feature.fitted->is_unknown(column)) {
        add_unknown("features." + feature.column(), state.unknown);
      }
      state.is_known |= !given->is_null() && !feature.fitted->is_all_unknown(column);
    } else if (auto encoded = encode_stored(feature, stored)) {
      column = std::move(*encoded);
      state.is_known |= !stored.features.find(feature.column())->is_null() &&
                        !feature.fitted->is_all_unknown(column);
    } else {
      column = row_of(users.columns[i], known);
      state.is_known |= state.user.has_value();
    }
  }
  return {};
}

Result<void> UserStateMaker::set_context_columns(const RecommendRequest& request,
                                                 UserState& state) const {
  const auto& features = bundle_.features.context.features();
  state.sides.context.resize(features.size());
  for (std::size_t i = 0; i < features.size(); ++i) {
    const FeatureSet::Feature& feature = features[i];
    const Value* given = request.context.find(feature.column());
    const std::string field = "context." + feature.column();
    TWOTOWER_ASSIGN(state.sides.context[i],
                    encode_in(feature, given == nullptr ? Value() : *given, field));
    const EncodedColumn& column = state.sides.context[i];
    if (feature.fitted->is_unknown(column)) add_unknown(field, state.unknown);
    state.is_known |=
        given != nullptr && !given->is_null() && !feature.fitted->is_all_unknown(column);
  }
  return {};
}

Result<std::vector<std::string>> UserStateMaker::check_user_features(const Value& features) const {
  std::vector<std::string> unread;
  if (const auto* columns = features.as<Value::Map>()) {
    for (const auto& [name, value] : *columns) {
      if (std::ranges::count(user_columns_, name) == 0) unread.push_back(name);
    }
  }
  for (const FeatureSet::Feature& feature : bundle_.features.user.features()) {
    const Value* given = is_own_id(feature) ? nullptr : features.find(feature.column());
    if (given != nullptr) TWOTOWER_TRY(encode_given(feature, *given));
  }
  return unread;
}

std::vector<EventNote> UserStateMaker::notes_of(const Event& event, const UserCut& cut) const {
  std::vector<EventNote> notes;
  const bool is_counted = event.time.has_value() && *event.time <= cut.later_than;
  if (is_counted) notes.push_back(EventNote::kBeforeBundle);
  const bool is_known = bundle_.catalog.find(to_view(event.item_id)).has_value();
  if (!is_known) notes.push_back(EventNote::kUnknownItem);
  if (is_impression(event.type.value_or("")) || weights().is_dislike(event)) return notes;
  const bool is_typed =
      event.type.has_value() && reader_.type_row_of(event) != Vocabulary::kUnknownRow;
  const bool has_unknown_type = bundle_.features.event_types != nullptr && !is_typed;
  if (has_unknown_type) notes.push_back(EventNote::kUnknownType);
  const auto all = static_cast<std::uint8_t>((1U << bundle_.features.sequences.size()) - 1U);
  const bool is_read = (reader_.steps_of_kept({&event, 1})[0] & all) != 0;
  if (all != 0 && !is_read) notes.push_back(EventNote::kUnread);
  return notes;
}

}  // namespace twotower

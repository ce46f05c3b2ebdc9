#include "serve/user_state.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "base/check.h"
#include "features/vocabulary.h"
#include "serve/raw_value.h"

namespace twotower {
namespace {

std::vector<std::string> columns_of(const FeatureSet& set) {
  std::vector<std::string> names;
  for (const FeatureSet::Feature& feature : set.features()) {
    if (!feature.column().empty()) names.push_back(feature.column());
  }
  return names;
}

}  // namespace

std::optional<std::uint32_t> find_slot(const IdMap& ids, const Id& id) {
  return std::visit([&](const auto& value) { return ids.find(IdView(value)); }, id);
}

bool is_own_id(const FeatureSet::Feature& feature) {
  return std::holds_alternative<IdOptions>(feature.options) && feature.column().empty();
}

UserStateMaker::UserStateMaker(const Bundle& bundle)
    : bundle_(bundle),
      user_columns_(columns_of(bundle.features.user)),
      context_columns_(columns_of(bundle.features.context)) {
  const auto& items = bundle.features.item.features();
  const auto id = std::ranges::find_if(items, [](const FeatureSet::Feature& feature) {
    return std::holds_alternative<IdOptions>(feature.options);
  });
  item_id_column_ = static_cast<std::size_t>(id - items.begin());
}

Result<void> UserStateMaker::make(const RecommendRequest& request, UserState& state) const {
  TWOTOWER_TRY(check_names(request.features, user_columns_, "features"));
  TWOTOWER_TRY(check_names(request.context, context_columns_, "context"));
  state.user = request.user_id ? find_slot(bundle_.users->ids, *request.user_id) : std::nullopt;
  state.is_ready = request.user_vector.has_value();
  state.is_known = state.is_ready;
  state.unknown_items = 0;
  set_history(request, state);
  TWOTOWER_TRY(set_user_columns(request, state));
  return set_context_columns(request, state);
}

// The newest of what the tower reads is what is newest of known_items: the stored or given history,
// then the events.
void UserStateMaker::set_history(const RecommendRequest& request, UserState& state) const {
  const HistoryFeature* history = bundle_.model->history();
  const auto length = history == nullptr ? 0 : static_cast<std::size_t>(history->options.length);
  std::vector<std::uint32_t>& read = state.read_items;
  read.clear();
  state.known_items.clear();
  state.history_begin = 0;
  if (state.user.has_value()) {
    const auto stored = bundle_.users->items_of(*state.user);
    state.known_items.assign(stored.begin(), stored.end());
    const auto newest = bundle_.users->newest_of(*state.user, length);
    if (!request.history.has_value()) read.assign(newest.begin(), newest.end());
    if (request.history.has_value()) state.history_begin = stored.size();
  }
  const auto add = [&](std::span<const Id> items) {
    for (const Id& id : items) {
      const auto slot = find_slot(bundle_.catalog.ids, id);
      if (slot.has_value()) read.push_back(*slot), state.known_items.push_back(*slot);
      state.unknown_items += slot.has_value() ? 0 : 1;
    }
  };
  if (request.history.has_value()) add(*request.history);
  add(request.events);
  set_tokens(window_of(state), state);
}

std::span<const std::uint32_t> UserStateMaker::window_of(const UserState& state) const {
  const HistoryFeature* history = bundle_.model->history();
  const auto length = history == nullptr ? 0 : static_cast<std::size_t>(history->options.length);
  const std::span<const std::uint32_t> read(state.read_items);
  return read.last(std::min(length, read.size()));
}

// Tokens are numbered 0, 1, 2, ... within the state's own item column, so that no request copies
// the catalog's.
void UserStateMaker::set_tokens(std::span<const std::uint32_t> items, UserState& state) const {
  UserStates& states = state.states;
  states.clear();
  states.user_slots.push_back(0);
  states.context_rows.push_back(0);
  states.sequences.push_back(0);
  states.wanted.push_back(items.empty() ? UserStates::kNone
                                        : static_cast<std::uint32_t>(items.size() - 1));
  states.offsets.push_back(items.size());
  if (bundle_.model->history() == nullptr) return;
  state.sides.item.resize(bundle_.catalog.columns.size());
  auto& column = state.sides.item[item_id_column_];
  if (!std::holds_alternative<RowColumn>(column)) column = RowColumn();
  const auto& all = std::get<RowColumn>(bundle_.catalog.columns[item_id_column_]).rows;
  auto& rows = std::get<RowColumn>(column).rows;
  rows.clear();
  // A history of items that training never saw says nothing, unless ids were hidden there, too.
  const bool knows_unknown = bundle_.model->options().id_dropout > 0.0;
  for (const std::uint32_t slot : items) {
    states.tokens.push_back(static_cast<std::uint32_t>(rows.size()));
    rows.push_back(all[slot]);
    state.is_known |= knows_unknown || all[slot] >= Vocabulary::kFirstKnownRow;
  }
}

Result<void> UserStateMaker::set_user_columns(const RecommendRequest& request,
                                              UserState& state) const {
  const KnownUsers& users = *bundle_.users;
  const std::size_t stored = state.user.value_or(static_cast<std::uint32_t>(users.ids.size()));
  const auto& features = bundle_.features.user.features();
  state.sides.user.resize(features.size());
  for (std::size_t i = 0; i < features.size(); ++i) {
    const FeatureSet::Feature& feature = features[i];
    EncodedColumn& column = state.sides.user[i];
    const Value* given = request.features.find(feature.column());
    if (is_own_id(feature)) {
      column = row_of(users.columns[i], stored);
      std::uint32_t& row = std::get<RowColumn>(column).rows[0];
      // Where users have ids, no training row lacks one: the row of missing ids was never trained.
      if (!state.user.has_value() && users.ids.size() > 0) row = Vocabulary::kUnknownRow;
      state.is_known |=
          row >= Vocabulary::kFirstKnownRow || bundle_.model->options().id_dropout > 0.0;
    } else if (given != nullptr) {
      TWOTOWER_ASSIGN(const RawColumn raw, raw_column_of(*given, "features." + feature.column()));
      TWOTOWER_ASSIGN(column, feature.fitted->encode(raw, "features." + feature.column()));
      state.is_known |= !given->is_null();
    } else {
      column = row_of(users.columns[i], stored);
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
    TWOTOWER_ASSIGN(const RawColumn raw, given == nullptr ? Result<RawColumn>(missing_column(1))
                                                          : raw_column_of(*given, field));
    TWOTOWER_ASSIGN(state.sides.context[i], feature.fitted->encode(raw, field));
    state.is_known |= given != nullptr && !given->is_null();
  }
  return {};
}

// Where users have ids, no training row lacks one: the row of missing ids was never trained.
EncodedColumn UserStateMaker::missing_user_column(std::size_t feature) const {
  const KnownUsers& users = *bundle_.users;
  EncodedColumn column = row_of(users.columns[feature], users.ids.size());
  if (is_own_id(bundle_.features.user.features()[feature]) && users.ids.size() > 0) {
    std::get<RowColumn>(column).rows[0] = Vocabulary::kUnknownRow;
  }
  return column;
}

EncodedColumn UserStateMaker::missing_context_column(std::size_t feature) const {
  const FeatureSet::Feature& context = bundle_.features.context.features()[feature];
  auto encoded = context.fitted->encode(missing_column(1), "context." + context.column());
  TWOTOWER_CHECK(encoded.ok());  // a missing value is a value of every kind
  return std::move(encoded).value();
}

std::vector<StatePart> UserStateMaker::parts_of(const UserState& state) const {
  std::vector<StatePart> parts;
  if (state.is_ready) return parts;
  for (std::size_t i = 0; i < state.sides.user.size(); ++i) {
    if (state.sides.user[i] == missing_user_column(i)) continue;
    parts.push_back({StatePart::Kind::kUserFeature, i});
  }
  for (std::size_t i = 0; i < state.sides.context.size(); ++i) {
    if (state.sides.context[i] == missing_context_column(i)) continue;
    parts.push_back({StatePart::Kind::kContextFeature, i});
  }
  const std::span<const std::uint32_t> window = window_of(state);
  if (!window.empty()) parts.push_back({StatePart::Kind::kHistory, 0});
  for (std::size_t i = window.size(); i-- > 0;) {
    if (std::ranges::count(window.subspan(i + 1), window[i]) > 0) continue;
    parts.push_back({StatePart::Kind::kHistoryItem, window[i]});
  }
  return parts;
}

UserState UserStateMaker::without(const UserState& state, const StatePart& part) const {
  UserState reduced = state;
  switch (part.kind) {
    case StatePart::Kind::kUserFeature:
      reduced.sides.user[part.index] = missing_user_column(part.index);
      break;
    case StatePart::Kind::kContextFeature:
      reduced.sides.context[part.index] = missing_context_column(part.index);
      break;
    case StatePart::Kind::kHistory: set_tokens({}, reduced); break;
    case StatePart::Kind::kHistoryItem: {
      const std::span<const std::uint32_t> window = window_of(state);
      std::vector<std::uint32_t> rest;
      std::ranges::remove_copy(window, std::back_inserter(rest),
                               static_cast<std::uint32_t>(part.index));
      set_tokens(rest, reduced);
      break;
    }
  }
  return reduced;
}

}  // namespace twotower

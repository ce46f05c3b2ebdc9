#include "serve/user_state.h"

#include <algorithm>
#include <utility>
#include <variant>

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

// The feature is the user's id itself.
bool is_own_id(const FeatureSet::Feature& feature) {
  return std::holds_alternative<IdOptions>(feature.options) && feature.column().empty();
}

// One row of an encoded column, as a column.
EncodedColumn row_of(const EncodedColumn& column, std::size_t row) {
  EncodedColumn one = empty_like(column);
  append_row(one, column, row);
  return one;
}

std::optional<std::uint32_t> find(const IdMap& ids, const Id& id) {
  return std::visit([&](const auto& value) { return ids.find(IdView(value)); }, id);
}

}  // namespace

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
  state.user = request.user_id ? find(bundle_.users->ids, *request.user_id) : std::nullopt;
  state.is_known = false;
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
  if (state.user.has_value()) {
    const auto stored = bundle_.users->items_of(*state.user);
    state.known_items.assign(stored.begin(), stored.end());
    const auto newest = bundle_.users->newest_of(*state.user, length);
    if (!request.history.has_value()) read.assign(newest.begin(), newest.end());
  }
  const auto add = [&](std::span<const Id> items) {
    for (const Id& id : items) {
      const auto slot = find(bundle_.catalog.ids, id);
      if (slot.has_value()) read.push_back(*slot);
      state.unknown_items += slot.has_value() ? 0 : 1;
    }
  };
  if (request.history.has_value()) add(*request.history);
  add(request.events);
  state.known_items.insert(state.known_items.end(), read.begin(), read.end());
  set_tokens(std::span<const std::uint32_t>(read).last(std::min(length, read.size())), state);
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
  state.is_known |= !items.empty();
  if (bundle_.model->history() == nullptr) return;
  state.sides.item.resize(bundle_.catalog.columns.size());
  auto& column = state.sides.item[item_id_column_];
  if (!std::holds_alternative<RowColumn>(column)) column = RowColumn();
  const auto& all = std::get<RowColumn>(bundle_.catalog.columns[item_id_column_]).rows;
  auto& rows = std::get<RowColumn>(column).rows;
  rows.clear();
  for (const std::uint32_t slot : items) {
    states.tokens.push_back(static_cast<std::uint32_t>(rows.size()));
    rows.push_back(all[slot]);
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

}  // namespace twotower

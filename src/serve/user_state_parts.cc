#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "features/vocabulary.h"
#include "serve/user_state.h"

// The state of a user piece by piece, for who says what each is worth.
namespace twotower {

// Where users have ids, no training row lacks one: the row of missing ids was never trained.
EncodedColumn UserStateMaker::missing_user_column(std::size_t feature) const {
  const KnownUsers& users = *bundle_.users;
  EncodedColumn column = row_of(users.columns[feature], users.ids.size());
  if (is_own_id(bundle_.features.user.features()[feature]) && users.ids.size() > 0) {
    std::get<RowColumn>(column).rows.edit()[0] = Vocabulary::kUnknownRow;
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
  for (std::size_t i = 0; i < state.histories.size(); ++i) {
    if (!state.histories[i].empty()) parts.push_back({StatePart::Kind::kHistory, i});
  }
  for (const auto& history : state.histories) {
    for (std::size_t s = history.size(); s-- > 0;) {
      const StatePart part = {StatePart::Kind::kHistoryItem, history[s].item};
      if (std::ranges::count(parts, part) == 0) parts.push_back(part);
    }
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
    case StatePart::Kind::kHistory:
      reduced.histories[part.index].clear();
      set_tokens(reduced);
      break;
    case StatePart::Kind::kHistoryItem:
      for (auto& history : reduced.histories) {
        std::erase_if(history, [&](const auto& step) { return step.item == part.index; });
      }
      set_tokens(reduced);
      break;
  }
  return reduced;
}

}  // namespace twotower

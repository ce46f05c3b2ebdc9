#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages/message.h"
#include "base/value.h"
#include "features/id_map.h"
#include "serve/answer_origin.h"

namespace twotower {

inline constexpr std::size_t kMaxNearestItems = 5;
inline constexpr std::size_t kMaxHistoryEffects = 5;

// Why an item cannot be in a list.
struct WhyNot {
  enum class Cause {
    kSeen,        // the repeat rule leaves out what the user had
    kFiltered,    // it does not pass the request's filter
    kRules,       // it does not pass the rules of the bundle
    kShown,       // the user was shown it often enough
    kExcluded,    // by the request
    kNotIndexed,  // taken out of the index, or its vector is not a number
  };
  Cause cause = Cause::kSeen;
  Message message;
};
constexpr auto option_names(WhyNot::Cause) {
  return std::array<std::string_view, 6>{"seen",  "filtered", "rules",
                                         "shown", "excluded", "not_indexed"};
}

// An item that the user had, beside the one asked about.
struct HistoryNeighbor {
  Id id;
  Value show;
  double cosine = 0.0;                    // of the vectors of both items
  std::size_t count = 0;                  // how often the user had it
  std::optional<std::int64_t> last_time;  // microseconds UTC, where it is known
};

// What one thing that the model knows does: the answer with it less the answer without it.
struct Effect {
  // kRepeats: what the score gains since the user took the item; the others act by the towers
  // alone.
  enum class Side { kUser, kContext, kHistory, kHistoryItem, kItem, kRepeats };
  Side side = Side::kUser;
  std::string name;         // of the feature; of a history item its label; empty for kRepeats
  std::optional<Id> item;   // kHistoryItem
  double score = 0.0;       // above 0: speaks for the item
  std::int64_t places = 0;  // above 0: so many places further down without it
};
constexpr auto option_names(Effect::Side) {
  return std::array<std::string_view, 6>{"user",         "context", "history",
                                         "history_item", "item",    "repeats"};
}

// Where an item stands for a user, and why. The rank is exact: all scores are compared.
struct Explanation {
  Id item;
  Value show;                            // map from columns that answers carry to values
  AnswerOrigin origin;                   // degraded: scores are popularity
  std::size_t num_items = 0;             // in the catalog
  std::size_t num_allowed = 0;           // of them, after the repeat rule and `exclude`
  std::optional<double> score;           // none for an item without a place in the index
  std::optional<double> match;           // as of recommend(), exact
  std::optional<std::size_t> rank;       // among all items, 1 is best; equal scores rank before it
  std::optional<std::size_t> place;      // the same among those allowed; none if it is not allowed
  std::optional<WhyNot> why_not;         // what keeps it out of every list
  std::vector<HistoryNeighbor> nearest;  // at most kMaxNearestItems, nearest first
  std::vector<Effect> effects;  // the largest change of score first: features that are not missing,
                                // the history, at most kMaxHistoryEffects of its items, repeats
};

// {item, show, ORIGIN, items, allowed, score?, match?, rank?, place?,
// why_not?: {cause, text, message, arguments}, nearest: [{id, show, cosine, count, last?}],
// effects: [{side, name, item?, score, places}]}; ORIGIN as
// add_origin() gives it, `last` is ISO 8601.
Value to_value(const Explanation& explanation);

// What people read for an item: the first column that answers carry, else its id.
std::string label_of(const Id& id, const Value& show);

}  // namespace twotower

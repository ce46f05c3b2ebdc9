#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages/message.h"
#include "base/value.h"
#include "bundle/serve_options.h"
#include "features/condition.h"
#include "features/id_map.h"
#include "features/kinds/vector.h"
#include "serve/answer_origin.h"
#include "store/event.h"

namespace twotower {

// An id as scripts and people read it.
Value id_value(const Id& id);
std::string id_text(const Id& id);

// A copy of what `view` looks at.
Id to_id(const IdView& view);

// The most that an element of a ready vector may be, so that no sum of products overflows.
inline constexpr auto kMaxVectorElement = static_cast<float>(kMaxVectorNumber);

// For whom and of what. Whatever is known is given; without anything the answer is popularity.
struct RecommendRequest {
  std::optional<Id> user_id;                  // of the bundle, or a new one
  std::optional<std::vector<Event>> history;  // oldest first; in place of the stored one
  std::vector<Event> events;  // what happened since, oldest first: after the history
  Value
      features;   // map from columns of the users table to values, in place of stored ones; or null
  Value context;  // map from context columns to values; or null
  // Ready, so the user tower is not asked; elements up to kMaxVectorElement.
  std::optional<std::vector<float>> user_vector;
  std::string model;        // of user_vector: whose towers made it
  std::vector<Id> exclude;  // items that may not be in the answer
  Condition filter;         // what an item must be; see ItemFilters
  // 0: the best items; to 1: unlike one another, see diversify(). None: as the bundle says.
  std::optional<double> diversity;
  // Of one list, its pages together; in order of score, what has no room is left out, so diversity
  // chooses among what has. None: as the bundle says.
  std::optional<Caps> caps;
  bool log_shown = false;  // the answer is kept as what the user was shown
  bool why = false;        // a reason for each item: a user tower pass for each feature more
  bool has_show = true;    // items say what answers carry of them; else who asks reads it by slot
  std::size_t k = 10;
  bool is_paged = false;  // the answer names a cursor, if more follows
  std::string cursor;     // of the page before: its items and those before it are left out
  // No answer is made after it; looked at before the user tower and after it.
  std::optional<std::chrono::steady_clock::time_point> deadline;
  bool reads_all = false;  // searches without any short cut, to compare with
};

// Of which item, and which others may be answered.
struct SimilarRequest {
  Id item_id;
  std::vector<Id> exclude;  // items that may not be in the answer
  Condition filter;         // what an item must be; see ItemFilters
  std::size_t k = 10;
};

// The shortest true answer to "why this one?".
struct Reason {
  enum class Kind {
    kHad,      // the user had it before
    kNear,     // like something that the user had
    kFeature,  // a feature of the user or the moment, whose lack would cost most score
    kVector,   // near the vector that came with the request, of which nothing more is known
    kPopular,  // nothing is known of the user
  };
  Kind kind = Kind::kPopular;
  Message message;         // "near Red thing 3, which you had"
  std::optional<Id> item;  // kNear: of the history
  double cosine = 0.0;     // kNear: of the vectors of both items
  std::string feature;     // kFeature: its name
  double score = 0.0;      // kFeature: how much of the score would be missing without it
};
constexpr auto option_names(Reason::Kind) {
  return std::array<std::string_view, 5>{"had", "near", "feature", "vector", "popular"};
}

struct RecommendedItem {
  Id id;
  double score = 0.0;  // higher is better
  double match = 0.0;  // share of the other items of the catalog that this one beats for this user,
                       // half of the ties, before filters
  Value show;          // map from columns that answers carry to values
  std::optional<Reason> reason;  // where it was asked for
  std::uint32_t slot = 0;        // in the catalog of the generation
};

// Why an answer has fewer items than were asked for.
struct Shortfall {
  std::size_t catalog = 0;  // items that there are
  std::size_t filter = 0;   // that do not pass the filter
  std::size_t rules = 0;    // that pass it, but not the rules of the bundle
  std::size_t seen = 0;     // that pass both, and are left out by the repeat rule
  std::size_t shown = 0;    // that are left out since the user was shown them often enough
  std::size_t exclude = 0;  // that are left out by the request and by none of these
  std::size_t given = 0;    // that are on pages before, and left out by none of these
  std::size_t caps = 0;     // that none of these leaves out, and for which caps have no room
};

struct Recommendations {
  std::vector<RecommendedItem> items;  // best first; with diversity, as chosen
  AnswerOrigin origin;
  std::optional<Shortfall> shortfall;
  std::string cursor;  // of the next page; empty: there is none, or nobody asked
};

// {items: [{id, score, match, show, reason?, because?}], cursor?, ORIGIN, short?}, ORIGIN as
// add_origin() gives it. `reason` is the text, `because` what it says: {kind: had | near | feature
// | vector | popular, item?, cosine?, feature?, score?}.
Value to_value(const Recommendations& recommendations);

// The score of one given item, or none for an id that is not in the catalog.
struct ScoredItem {
  Id id;
  std::optional<double> score;
};

struct Scores {
  std::vector<ScoredItem> items;  // in the order asked
  AnswerOrigin origin;
};

// {items: [{id, score}], ORIGIN}; score null where the item is not known.
Value to_value(const Scores& scores);

}  // namespace twotower

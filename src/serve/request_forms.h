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
#include "base/option_tree.h"
#include "base/result.h"
#include "base/timestamp.h"
#include "base/value.h"
#include "bundle/serve_options.h"
#include "serve/item_write.h"
#include "serve/recommendations.h"
#include "serve/rules.h"
#include "serve/user_write.h"

// Requests as trees of values, whatever text they come from: declared once, as options are (see
// options.h), so that what is read, what is refused and what is described (OpenAPI) are the same.
namespace twotower {

// An id: an integer or a text.
struct IdForm {
  Id id = std::int64_t{0};

  static Message allowed();
  // Fails with kConfigWrongType.
  static Result<IdForm> parse(const Value& value, const ValuePlace& place);
  Value to_value() const { return id_value(id); }
  static Value json_schema();
};

// An item id alone, or {item_id, type?, time?, context?}: see event_of().
struct EventForm {
  Event event;

  static Message allowed();
  // Fails as event_of() does.
  static Result<EventForm> parse(const Value& value, const ValuePlace& place);
  Value to_value() const;
  static Value json_schema();
};

// When something happened: see time_of().
struct TimeForm {
  std::int64_t microseconds = 0;  // UTC

  static Message allowed();
  // Fails with kConfigWrongType.
  static Result<TimeForm> parse(const Value& value, const ValuePlace& place);
  Value to_value() const { return Value(to_string(Timestamp{microseconds})); }
  static Value json_schema();
};

// Columns with their values: a number, a text, true or false, null, or a list of those.
struct ColumnsForm {
  Value columns;

  static Message allowed();
  // Fails with kConfigWrongType for what is not a map.
  static Result<ColumnsForm> parse(const Value& value, const ValuePlace& place);
  Value to_value() const { return columns; }
  static Value json_schema();
};

// What an item must be: see filter_of().
struct FilterForm {
  Condition condition;

  static Message allowed();
  // Fails as filter_of() does.
  static Result<FilterForm> parse(const Value& value, const ValuePlace& place);
  Value to_value() const { return condition.to_value(); }
  static Value json_schema();
};

// The fields without which a form is none.
template <std::size_t count>
using NeededKeys = std::array<std::string_view, count>;

// For whom a request asks.
struct WhomForm {
  std::optional<IdForm> user_id;
  std::optional<std::vector<EventForm>> history;
  std::vector<EventForm> events;
  ColumnsForm features;
  ColumnsForm context;
  std::optional<std::vector<double>> user_vector;
  std::string model;

  static void visit_options(auto& self, auto&& visit) {
    visit("user_id", self.user_id, "Id of a user, known or new.");
    visit("history", self.history, "What the user did, oldest first, in place of what is known.");
    visit("events", self.events, "What happened since, oldest first.");
    visit("features", self.features,
          "Columns of the users table, in place of what is known: {age: 27}.");
    visit("context", self.context, "Columns of the moment: {hour: 20}.");
    visit("user_vector", self.user_vector,
          "A ready vector of the user; needs `model`. The towers are not asked.",
          between(-kMaxVectorNumber, kMaxVectorNumber));
    visit("model", self.model, "The towers that made user_vector, as answers name them.");
  }
};

// How a search is done.
struct SearchForm {
  bool exact = false;

  static void visit_options(auto& self, auto&& visit) {
    visit("exact", self.exact, "Every vector is compared as it is, to measure what is faster by.");
  }
};

struct RecommendForm {
  static constexpr NeededKeys<0> kNeeded = {};
  WhomForm whom;
  std::int64_t k = 10;
  std::vector<IdForm> exclude;
  FilterForm filter;
  std::optional<double> diversity;
  std::optional<Caps> caps;
  SearchForm search;
  bool why = false;
  bool log_shown = false;
  std::string cursor;
  std::optional<std::int64_t> timeout_ms;

  static void visit_options(auto& self, auto&& visit) {
    WhomForm::visit_options(self.whom, visit);
    visit("k", self.k, "How many items.", at_least(1));
    visit("exclude", self.exclude, "Items that may not be answered.");
    visit("filter", self.filter, "What an item must be, by columns of the items table.");
    visit("diversity", self.diversity,
          "0: the best items; up to 1: good ones that are unlike one another.", between(0, 1));
    visit("caps", self.caps,
          "{brand: 2}: how many items may have the same value of a column of the items table.",
          at_least(1));
    visit("search", self.search, "How items are searched.");
    visit("why", self.why, "A reason for each item.");
    visit("log_shown", self.log_shown,
          "The answer is kept as what the user was shown, without waiting for the disk.");
    visit("cursor", self.cursor,
          "As the answer before named it: what follows. All else but k and why as it was.");
    visit("timeout_ms", self.timeout_ms,
          "Milliseconds after which nobody waits for the answer any more.", between(1, 600'000));
  }
};

struct SimilarForm {
  static constexpr NeededKeys<1> kNeeded = {"item_id"};
  std::optional<IdForm> item_id;
  std::int64_t k = 10;
  std::vector<IdForm> exclude;
  FilterForm filter;

  static void visit_options(auto& self, auto&& visit) {
    visit("item_id", self.item_id, "Id of an item.");
    visit("k", self.k, "How many items.", at_least(1));
    visit("exclude", self.exclude, "Items that may not be answered.");
    visit("filter", self.filter, "What an item must be, by columns of the items table.");
  }
};

struct ScoreForm {
  static constexpr NeededKeys<1> kNeeded = {"items"};
  WhomForm whom;
  std::vector<IdForm> items;

  static void visit_options(auto& self, auto&& visit) {
    WhomForm::visit_options(self.whom, visit);
    visit("items", self.items, "Ids of the items to score.");
  }
};

struct WhyForm {
  static constexpr NeededKeys<1> kNeeded = {"item_id"};
  WhomForm whom;
  std::optional<IdForm> item_id;
  std::vector<IdForm> exclude;
  FilterForm filter;

  static void visit_options(auto& self, auto&& visit) {
    WhomForm::visit_options(self.whom, visit);
    visit("item_id", self.item_id, "Id of an item.");
    visit("exclude", self.exclude, "Items that may not be answered.");
    visit("filter", self.filter, "What an item must be, by columns of the items table.");
  }
};

// The most that an event may have, as JSON: all that a user did is read at once.
inline constexpr std::size_t kMaxEventBytes = 8192;

// What a user did or was shown, to be kept.
struct UserEventForm {
  static constexpr NeededKeys<2> kNeeded = {"user_id", "item_id"};
  std::optional<std::string> event_id;
  std::optional<IdForm> user_id;
  std::optional<IdForm> item_id;
  std::optional<IdForm> type;
  std::optional<TimeForm> time;
  std::optional<double> value;
  ColumnsForm context;
  std::optional<std::string> request_id;
  std::optional<std::int64_t> position;

  static void visit_options(auto& self, auto&& visit) {
    visit("event_id", self.event_id,
          "Of the client's own choice: an event that comes again with it is kept once.");
    visit("user_id", self.user_id, "Id of the user, known or new.");
    visit("item_id", self.item_id, "Id of the item.");
    visit("type", self.type, "As in training: order, view; `shown` for what was not taken.");
    visit("time", self.time, "When it happened; else when it comes.");
    visit("value", self.value, "An amount or a rating, for the log.");
    visit("context", self.context, "Other columns of the interactions: {hour: 20}.");
    visit("request_id", self.request_id, "Of the answer that it follows.");
    visit("position", self.position, "In that answer, from 1.", between(1, 1e9));
  }
};

// An id that is another user's from now on.
struct MergeForm {
  static constexpr NeededKeys<1> kNeeded = {"from"};
  std::optional<IdForm> from;

  static void visit_options(auto& self, auto&& visit) {
    visit("from", self.from, "Id under which the user was known till now: of a session, say.");
  }
};

inline constexpr std::size_t kMaxRules = 100;

// The most that an item, and what is given of a user, may have, as JSON.
inline constexpr std::size_t kMaxItemBytes = 65'536;
inline constexpr std::size_t kMaxUserBytes = 8192;

// Of an item or a user, of the client's own counting.
struct VersionForm {
  std::int64_t version = 0;

  static Message allowed();
  // Fails with kConfigWrongType.
  static Result<VersionForm> parse(const Value& value, const ValuePlace& place);
  Value to_value() const { return Value(version); }
  static Value json_schema();
};

// What an item or a user is to be.
struct WriteForm {
  static constexpr NeededKeys<0> kNeeded = {};
  ColumnsForm features;
  std::optional<VersionForm> version;
  WriteMode mode = WriteMode::kUpsert;

  static void visit_options(auto& self, auto&& visit) {
    visit("features", self.features,
          "Columns of the table: {price: 78}. Those that it lacks are missing.");
    visit("version", self.version,
          "Of the client's own counting: a write of a lower one than is there changes nothing.");
    visit("mode", self.mode, "Whether it may be new, must be, or must not be.");
  }
};

// Of an item that is to be there no more.
struct RemovalForm {
  static constexpr NeededKeys<0> kNeeded = {};
  std::optional<VersionForm> version;

  static void visit_options(auto& self, auto&& visit) {
    visit("version", self.version, "As that of a write.");
  }
};

// One of many items.
struct ItemForm {
  static constexpr NeededKeys<1> kNeeded = {"id"};
  std::optional<IdForm> id;
  ColumnsForm features;
  std::optional<VersionForm> version;
  bool is_removal = false;

  static void visit_options(auto& self, auto&& visit) {
    visit("id", self.id, "Id of the item, known or new.");
    visit("features", self.features, "Columns of the items table.");
    visit("version", self.version, "As that of a single item.");
    visit("delete", self.is_removal, "It is to be there no more.");
  }
};

// What answers hold to.
struct RuleForm {
  static constexpr NeededKeys<1> kNeeded = {"items"};
  std::string name;
  FilterForm when;
  FilterForm items;

  static void visit_options(auto& self, auto&& visit) {
    visit("name", self.name, "By which reasons name it.");
    visit("when", self.when,
          "Of user_id, user.COLUMN, context.COLUMN and time: for which requests it holds. Else for "
          "all.");
    visit("items", self.items, "What an item must be then, by columns of the items table.");
  }
};

using RequestTime = std::chrono::steady_clock::time_point;

struct ScoreRequest {
  RecommendRequest whom;
  std::vector<Id> items;
};
struct WhyRequest {
  RecommendRequest whom;
  Id item_id;
};

// What a tree asks for. Fail as check_options() does, and with kRequestOutOfRange where an id that
// is needed is missing. timeout_ms counts from `since`. Thread-safe.
Result<RecommendRequest> recommend_request(const Value& value, RequestTime since);
Result<SimilarRequest> similar_request(const Value& value);
Result<ScoreRequest> score_request(const Value& value);
Result<WhyRequest> why_request(const Value& value);
// Of {from}: the user who is known by another id from now on.
Result<Id> merge_request(const Value& value);
// What is to be written of the item or user of an id.
Result<ItemRequest> put_item_request(Id id, const Value& value);
Result<ItemRequest> remove_item_request(Id id, const Value& value);
Result<UserRequest> put_user_request(Id id, const Value& value);
// Of {items: [...], mode?}. `field` of an error begins with the place: items[3].version.
Result<std::vector<ItemRequest>> items_request(const Value& value);
// Of {rules: [{name?, when?, items}]}, at most kMaxRules. `field` of an error begins with the
// place.
Result<std::vector<ServeRule>> rules_request(const Value& value);
// Of a list of events. `field` of an error begins with the place: [3].item_id.
Result<std::vector<UserEvent>> events_request(const Value& value);

// What they take, as JSON Schema; request_schemas() are those which these refer to by name, as
// components of an OpenAPI document.
Value recommend_request_schema();
Value similar_request_schema();
Value score_request_schema();
Value why_request_schema();
Value merge_request_schema();
Value user_event_schema();  // of one of the list
Value write_request_schema();
Value rule_request_schema();  // of one of the list
Value item_request_schema();  // of one of the list
Value::Map request_schemas();

}  // namespace twotower

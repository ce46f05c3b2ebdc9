#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/duration.h"
#include "base/option_tree.h"
#include "base/time_forms.h"
#include "data/files/table_options.h"
#include "features/collapse_rule.h"
#include "features/condition.h"
#include "features/dislike_rule.h"
#include "features/repeat_rule.h"

namespace twotower {

enum class TimeUnit { kAuto, kSeconds, kMilliseconds, kMicroseconds, kNanoseconds, kIso };
constexpr auto option_names(TimeUnit) {
  return std::array<std::string_view, 6>{"auto", "s", "ms", "us", "ns", "iso"};
}

enum class IdType { kAuto, kInt, kString };
constexpr auto option_names(IdType) {
  return std::array<std::string_view, 3>{"auto", "int", "string"};
}

// What kind of event a row is, and how much each kind counts.
struct EventTypeOptions {
  std::optional<std::string> column;
  std::optional<std::map<std::string, double>> weights;

  static void visit_options(auto& self, auto&& visit) {
    visit("column", self.column, "Event type column; \"\": none.");
    visit("weights", self.weights,
          "Weight of each event type, by which a row counts in the loss. 0: in histories, but "
          "never a target; `shown`: not in histories either. Automatic: 1 for views and clicks, 3 "
          "for carts and likes, 5 for purchases, 0 for impressions, 1 for others.",
          at_least(0));
  }
};

// What becomes of users who make far more events than people do, see find_heavy_users().
enum class HeavyRule { kDrop, kKeep };
constexpr auto option_names(HeavyRule) {
  return std::array<std::string_view, 2>{"drop", "keep"};
}

// What becomes of columns that know the future, where features are chosen automatically.
enum class LeakRule { kDrop, kKeep };
constexpr auto option_names(LeakRule) {
  return std::array<std::string_view, 2>{"drop", "keep"};
}

// Columns that are not named are found by their names (user_id, item_id, timestamp and the like).
struct InteractionOptions : TableOptions {
  std::optional<std::string> user;
  std::optional<std::string> item;
  std::optional<std::string> time;
  std::optional<std::string> order;
  std::optional<std::string> session;
  std::optional<std::string> request;
  TimeUnit time_unit = TimeUnit::kAuto;
  DateOrder date_order = DateOrder::kAuto;
  IdType id_type = IdType::kAuto;
  std::optional<EventTypeOptions> type;
  std::optional<Condition> keep;
  std::optional<Duration> last;
  std::optional<Duration> half_life;
  DislikeRule dislikes;
  CollapseRule collapse;
  HeavyRule heavy = HeavyRule::kDrop;
  std::optional<std::string> log;

  static void visit_options(auto& self, auto&& visit) {
    TableOptions::visit_options(self, visit);
    visit("log", self.log,
          "Events recorded by a server, as written by `twotower export-log`: rows in addition to "
          "those of `path`.");
    visit("user", self.user, "User column; \"\": none.");
    visit("item", self.item, "Item column.");
    visit("time", self.time, "Time column; \"\": none. Times without a time zone are UTC.");
    visit("order", self.order,
          "Numeric column that increases with time: breaks ties, and orders rows without times. "
          "\"\": none, and the order inside lists says nothing either.");
    visit("session", self.session, "Session column.");
    visit("request", self.request,
          "Column of the request or page view in which a row was shown, for negatives.shown; never "
          "chosen automatically. Where there are users, it need only be unique for each user.");
    visit("time_unit", self.time_unit,
          "Unit of `time`. iso: dates (2026-11-21, 20261121 and other forms). auto: the one that "
          "gives years from 1995 on.");
    visit("date_order", self.date_order,
          "Which number of a `time` such as 03/04/2026 is the day. auto: as a value tells that has "
          "one reading (25/04/2026).");
    visit("id_type", self.id_type,
          "Type of the ids of users, items and sessions in every table. auto: int where all are "
          "integers.");
    visit("type", self.type, "Event type of each row: view, buy, shown.");
    visit("keep", self.keep,
          "Keeps only rows that meet this condition on columns of the interactions, item.COLUMN or "
          "user.COLUMN.");
    visit("last", self.last, "Keeps only rows of this period, which ends with the last row.");
    visit("half_life", self.half_life,
          "Half-life of weights: a training row that is older than the last one by this much "
          "counts half in the loss.");
    visit("dislikes", self.dislikes,
          "Rows that say that a user does not want an item: a condition on columns, such as {vote: "
          "{max: 0}}. They are neither history nor something to learn, and the item is in no list "
          "of the user unless it was taken later. auto: votes and ratings of 0 or less, where "
          "columns are chosen automatically.");
    visit("collapse", self.collapse,
          "Events of one user and one item within this time of one another are one event, of the "
          "strongest type: a view, the cart and the order of one visit. auto: 30m where types "
          "follow one another like that, else none.");
    visit("heavy", self.heavy,
          "Few users with far more events, and more events per day, than all others (bots). drop: "
          "as if they were not in the file.");
  }
};

struct UserTableOptions : TableOptions {
  std::optional<std::string> id;

  static void visit_options(auto& self, auto&& visit) {
    TableOptions::visit_options(self, visit);
    visit("id", self.id, "User id column.");
  }
};

struct ItemTableOptions : TableOptions {
  std::optional<std::string> id;
  std::optional<std::vector<std::string>> show;

  static void visit_options(auto& self, auto&& visit) {
    TableOptions::visit_options(self, visit);
    visit("id", self.id, "Item column.");
    visit(
        "show", self.show,
        "Columns included in answers, for people to read; the first one may be written for an id. "
        "Automatic: the column of titles or names, where there is one.");
  }
};

// The data that a model learns from: everything under the key `data`. Only interactions.path must
// be given.
struct DataOptions {
  InteractionOptions interactions;
  std::optional<UserTableOptions> users;
  std::optional<ItemTableOptions> items;
  RepeatRule repeat = RepeatRule::kAuto;
  LeakRule leaks = LeakRule::kDrop;

  static void visit_options(auto& self, auto&& visit) {
    visit("interactions", self.interactions, "Interactions: who took what, and when.");
    visit("users", self.users, "Table with one row per user; optional.");
    visit("items", self.items, "Table with one row per item; optional.");
    visit("repeat", self.repeat,
          "Whether items that a user has interacted with may be recommended again. auto: decided "
          "by the data.");
    visit("leaks", self.leaks,
          "Columns that leak the future, where features are chosen automatically. drop: not used. "
          "Features named in a config stay, with a warning.");
  }
};

}  // namespace twotower

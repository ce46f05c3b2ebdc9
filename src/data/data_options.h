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
#include "data/files/table_options.h"
#include "features/condition.h"
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
    visit("column", self.column, "Column of the type.");
    visit("weights", self.weights,
          "By type: multiplies the row's share of the loss. 0: part of histories, but never "
          "something to recommend; `shown`: not part of them either. Automatic: 1 for views and "
          "clicks, 3 for carts and likes, 5 for purchases, 0 for impressions, 1 for others.",
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
  IdType id_type = IdType::kAuto;
  std::optional<EventTypeOptions> type;
  std::optional<Condition> keep;
  std::optional<Duration> last;
  std::optional<Duration> half_life;
  HeavyRule heavy = HeavyRule::kDrop;
  std::optional<std::string> log;

  static void visit_options(auto& self, auto&& visit) {
    TableOptions::visit_options(self, visit);
    visit("log", self.log,
          "Events that a server kept, as `twotower export-log` wrote them: rows beside those of "
          "`path`.");
    visit("user", self.user, "Column of the user; \"\": there is none.");
    visit("item", self.item, "Column of the item.");
    visit("time", self.time, "Column of the time; \"\": there is none. Without a zone it is UTC.");
    visit("order", self.order,
          "Column of numbers that ascend with time: breaks ties, and orders where times are "
          "missing.");
    visit("session", self.session, "Column of the session.");
    visit("request", self.request,
          "Column of the request or page that a row was shown on, for negatives.shown; never "
          "guessed. Where there are users, it need only tell one user's requests apart.");
    visit("time_unit", self.time_unit, "Of `time`. auto: the one that gives years from 1995 on.");
    visit("id_type", self.id_type,
          "Of users, items and sessions in every table. auto: int where all are integers.");
    visit("type", self.type, "The type of each row: view, buy, shown.");
    visit("keep", self.keep,
          "Rows for which it does not hold are left out: columns of the interactions, "
          "item.COLUMN, user.COLUMN.");
    visit("last", self.last, "Rows older than so long before the last one are left out.");
    visit("half_life", self.half_life,
          "A training row that is so much older than the last one counts half in the loss.");
    visit("heavy", self.heavy,
          "Few users who make far more events, and more a day, than all others (bots). drop: as if "
          "they were not in the file.");
  }
};

struct UserTableOptions : TableOptions {
  std::optional<std::string> id;

  static void visit_options(auto& self, auto&& visit) {
    TableOptions::visit_options(self, visit);
    visit("id", self.id, "Column of the user.");
  }
};

struct ItemTableOptions : TableOptions {
  std::optional<std::string> id;
  std::vector<std::string> show;

  static void visit_options(auto& self, auto&& visit) {
    TableOptions::visit_options(self, visit);
    visit("id", self.id, "Column of the item.");
    visit("show", self.show, "Columns that answers carry, for people to read.");
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
    visit("interactions", self.interactions, "Who took what, and when.");
    visit("users", self.users, "A row a user; may be left out.");
    visit("items", self.items, "A row an item; may be left out.");
    visit("repeat", self.repeat,
          "Whether items that a user had before may be recommended again. auto: measured.");
    visit("leaks", self.leaks,
          "Columns that know the future, where features are chosen automatically. drop: left out. "
          "Features that a config names stay, with a warning.");
  }
};

}  // namespace twotower

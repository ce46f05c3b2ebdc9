#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/column_roles.h"
#include "data/data_options.h"
#include "data/event_types.h"
#include "data/files/table.h"
#include "data/files/table_form.h"
#include "data/heavy_users.h"
#include "data/interactions.h"
#include "data/read_notes.h"
#include "features/collapse_rule.h"
#include "features/group_by.h"

namespace twotower {

// A log of what came after the rows that a bundle was trained on, beside those.
struct LaterLog {
  std::string path;
  // Microseconds UTC of the newest row of the training, where that is known: rows of
  // options.interactions after it are as if they were not there, those of this log up to it, too.
  // Absent: the newest time of options.interactions.
  std::optional<std::int64_t> trained_until;
};

// What else than ids, times and order is needed of the data.
struct DatasetRequest {
  std::string given_test;  // `split.test`: file of the test interactions; empty: none
  std::optional<LaterLog> later;
  GroupBy group = GroupBy::kUser;
  std::vector<std::string> context_columns;  // of the interactions
  std::vector<std::string> step_columns;     // of the interactions, for Interactions::steps
  bool event_types = false;                  // for Interactions::event_types, if there is a column
  std::vector<std::string> target_types;     // for Interactions::is_of_target_type
  std::size_t shown = 0;                     // the most items of Interactions::shown; 0: none
  // Of the users and items tables. What these lack and the interactions have is read there: the
  // first value of each user or item that is not missing.
  std::vector<std::string> user_columns;
  std::vector<std::string> item_columns;       // data.items.show comes with them
  std::vector<std::string> kept_item_columns;  // of the items table alone
  // Of all of these, those that no feature reads: an infinite number in them is a missing value,
  // not an error.
  std::vector<std::string> checked_only;
};

// What was found on the way, for people to be told.
struct DataReport {
  InteractionColumns columns;
  TimeUnit time_unit = TimeUnit::kAuto;     // of the time column; kAuto without times
  DateOrder date_order = DateOrder::kAuto;  // not auto where day and month could be exchanged
  std::string date_order_by;                // the text that decided it, or nothing
  std::uint64_t missing_times = 0;
  std::uint64_t missing_orders = 0;     // order values that are missing or below 0
  std::uint64_t nan_values = 0;         // in columns asked for: read as missing
  std::uint64_t users_without_row = 0;  // of a users table; 0 where there is none
  std::uint64_t items_without_row = 0;
  std::uint64_t interactions_without_item_row = 0;
  std::vector<EventType> event_types;   // with their rows; none without a type column
  std::uint64_t rows_left_out = 0;      // by `keep` and `last`
  std::uint64_t impressions = 0;        // in the file, but no interactions
  std::uint64_t dislikes = 0;           // likewise
  std::uint64_t files = 1;              // of interactions, a given test's too
  std::uint64_t bad_rows = 0;           // of all tables: left out, as on_bad_row says
  std::vector<Message> first_bad_rows;  // what was wrong with five of each table at most
  std::uint64_t header_rows = 0;        // of all tables, the header again: left out
  ReadNotes notes;                      // of all tables
  std::vector<FormFinding> findings;
  std::vector<HeavyUser> heavy_users;  // left out or kept, as `heavy` says
  std::uint64_t rows_behind = 0;     // with a time a day or more before one that stands above them
  CollapseRule collapse;             // not auto: options.interactions.collapse, or by the rows
  std::uint64_t collapsed_rows = 0;  // that are one event with another
  double funnel_share = 0.0;         // of rows with a type: see read_dataset()
  std::uint64_t log_rows = 0;        // events of data.interactions.log
  std::uint64_t log_unfit = 0;    // values of theirs that were not values of their columns: missing
  std::uint64_t log_untyped = 0;  // of them without a type
  std::map<std::string, std::int64_t> log_positions;  // of the newest of them, by log
  bool lists_ascend = false;  // lists sorted by item id, so that their order tells nothing
  // Of a later log: its rows up to trained_until, and what that is; kMissingTime without times.
  std::uint64_t rows_not_later = 0;
  std::int64_t trained_until = kMissingTime;
};

// Users and items that the tables have come first, in the order of the tables, then those that only
// the interactions have, as they come. Row s of a table belongs to slot s; what a table has no row
// for is missing. A table that is not given has no columns but those
// that the interactions have for it.
struct Dataset {
  Interactions interactions;
  Table users;
  Table items;
  DataReport report;
};

// Reads everything under `data`.
//   ids       integers where all tables have integers, else texts; data.interactions.id_type
//   decides sequence  one a user; with GroupBy::kSession one a session (of a user, where there are
//   users);
//             one a session too where there are no users
//   order     with times, at most 1 % missing: kTime, (time, order column, place in the file), a
//             missing time first. Else with an order column: kOrder, (order column, place in the
//             file); the times that there are stay in `times` and order nothing. Else of lists:
//             kOrder, the place in the file, unless 99 % of the sequences of two items or more
//             ascend by id (equal neighbours count as ascending; rows of a given test file are
//             not looked at) or data.interactions.order is "". Else kNone.
//   keep, last  what they leave out is as if it were not in the file
//   heavy     the rows of heavy users are left out; they and their items stay known
//   collapse  see collapse_rows(). Automatic: half an hour where there are types and times, and at
//             least 5 % of the rows are of an item that their user had less than that before with
//             an event of another weight (report.funnel_share). Fails with kDataMissingColumn
//             without times, if it was named
//   later     its rows follow all others. What options.interactions have is read as without it:
//             `last`, and who is heavy, are told by their rows alone; who is heavy with it, has
//             none of its rows
//   dislikes  rows that a type or the rule calls a dislike are not rows; see Interactions::dislikes
//   type      weights; impressions are not rows, but their items and users are there, and what was
//             shown beside an interaction (join_impressions()) where it is asked for
// Fails with the errors of read_table(), find_roles(), find_id_column(), to_times(), to_ids(),
// read_entity_table(), kept_rows(), weigh_events(); kDataUnjoinable where a table shares no id with
// the interactions; kDataMissingColumn for a half-life without times; kDataTooLittle under 100
// interactions of weight above 0, 10 sequences or 2 items. Memory: the columns, twice while they
// are ordered, and some 40 bytes an interaction; as much again with `shown`.
Result<Dataset> read_dataset(const DataOptions& options, const DatasetRequest& request);

}  // namespace twotower

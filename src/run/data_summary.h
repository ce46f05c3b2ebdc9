#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/messages/decision.h"
#include "base/messages/finding.h"
#include "base/result.h"
#include "base/value.h"
#include "config/config.h"
#include "features/repeat_rule.h"

namespace twotower {

// What of a file's content decided how it is read.
struct FormNote {
  enum class Kind { kEncoding, kDoubtedEncoding, kNoHeader };
  Kind kind = Kind::kEncoding;
  std::string path;
  std::string option;        // of the table: "data.interactions"
  std::string encoding;      // kEncoding; kDoubtedEncoding: the one that was given
  std::string rather;        // kDoubtedEncoding: what it seems to be
  std::int64_t columns = 0;  // kNoHeader: they are column_1 to column_N
};

// What was read.
struct ReadSummary {
  enum class Order { kTime, kColumn, kNone };

  std::int64_t interactions = 0;
  std::int64_t users = 0;
  std::int64_t sequences = 0;
  std::int64_t items = 0;
  std::int64_t files = 1;                  // of interactions
  std::optional<std::int64_t> first_time;  // microseconds UTC; of rows that have a time
  std::optional<std::int64_t> last_time;
  Order order = Order::kNone;

  // Columns by what they are: empty where there is none.
  struct Columns {
    std::string user, item, time, order, type, session;
  };
  Columns columns;
  std::string time_unit;  // "s"; "auto" without times

  struct EventType {
    std::string name;
    double weight = 1.0;
    std::int64_t rows = 0;
    bool is_known = false;  // by its name, which has a usual weight
  };
  std::vector<EventType> event_types;

  std::int64_t rows_left_out = 0;  // by keep and last
  std::int64_t impressions = 0;
  std::int64_t dislikes = 0;
  std::int64_t bad_rows = 0;
  std::vector<Message> first_bad_rows;
  std::int64_t header_rows = 0;     // the header again
  std::int64_t literal_quotes = 0;  // rows in which a quote is a character, the first of them
  std::string literal_path;
  std::int64_t literal_line = 0;
  std::int64_t escaped_quotes = 0;  // rows with quotes escaped by backslashes
  std::int64_t trimmed_ids = 0;     // that had blanks around, and the first as it was
  std::string first_trimmed;
  std::int64_t collapsed_rows = 0;  // that are one event with another, within `collapse`
  std::string collapse;             // "30m", "none"
  std::int64_t log_rows = 0;        // of the log of a server
  std::int64_t log_unfit = 0;       // values of theirs that are none of their columns
  std::int64_t log_untyped = 0;     // of them without a type
  std::int64_t missing_times = 0;
  std::int64_t missing_orders = 0;
  std::int64_t nan_values = 0;
  bool lists_ascend = false;  // so that they tell no order
  std::vector<FormNote> forms;
  double seconds = 0.0;
};

// The rows after a training, of a log that a bundle is tested on.
struct LaterSummary {
  std::string log;
  std::int64_t rows_not_later = 0;  // of the log, left out
};

// How the rows were split.
struct SplitSummary {
  std::string kind;                       // "time"
  std::vector<std::string> target_types;  // that are tested; empty: all of weight above 0
  std::int64_t train_rows = 0;
  std::int64_t validation_rows = 0;
  std::int64_t test_rows = 0;
  std::int64_t cold_rows = 0;
  std::int64_t unused_rows = 0;
  std::optional<std::int64_t> validation_from;  // microseconds UTC, of a split by time
  std::optional<std::int64_t> test_from;
  std::optional<double> later_share;  // of training rows, later than a test row; not by time
  bool is_causal = true;              // histories end before their targets
  std::optional<LaterSummary> later;
};

// A data set that was read, checked and split, and what was chosen for it.
struct DataSummary {
  Config config;  // complete
  ReadSummary read;
  std::vector<Finding> findings;
  SplitSummary split;
  // Of validation rows, those that return to a known item; of the test rows of a later log.
  double repeat_share = 0.0;
  RepeatRule repeat = RepeatRule::kExclude;  // not kAuto
  std::vector<Decision> decisions;
};

// Reads, checks and splits, and chooses what `config` leaves open, as a training would. Fails with
// the codes of the config (kConfigConflict, ...), of files and of data.
Result<DataSummary> look_at_data(Config config);

// {interactions, users, items, order, repeat: {share, rule}, checks: [{code, kind: note | warning |
// leak, table, column?, value, text, flag?}], ...} as scripts read it.
Value data_value(const DataSummary& data);

// The options of the split, the rows of each part, `leaks`: the share of training rows later than a
// test row, of splits that are not by time, and `later`: {log, from, rows_not_later}.
Value split_value(const DataSummary& data);

}  // namespace twotower

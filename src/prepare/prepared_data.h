#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/messages/decision.h"
#include "base/messages/finding.h"
#include "base/result.h"
#include "config/config.h"
#include "data/queries.h"
#include "data/read_dataset.h"
#include "data/repeat.h"
#include "data/split.h"
#include "prepare/auto_config.h"

namespace twotower {

// A data set that is read, split and understood, and the config that says everything about it.
struct PreparedData {
  Config config;
  Dataset dataset;
  Split split;
  Parts history = {.train = true, .validation = true};  // what histories of the test consist of
  std::optional<double> later_share;  // see later_training_share(); of splits that are not by time
  RepeatShare repeat_share;           // of the validation; of the test in prepare_later()
  RepeatRule repeat;                  // not kAuto
  OpenChoices open;
  std::vector<std::string> kept_item_columns;  // of dataset.items, those that a bundle keeps
  std::vector<Decision> decisions;
  std::vector<Finding> findings;  // of check_data()
  double read_seconds = 0.0;
  std::int64_t read_at = 0;  // microseconds UTC: before the first byte
  std::string later_log;     // of prepare_later(); else empty
};

// Reads the tables of `config`, fills what it leaves open and splits. Fails as check_config(),
// choose_columns(), read_dataset(), measure_order() and make_split() do.
//   num_threads  of measure_order(); 0: as many as the machine has
Result<PreparedData> prepare_data(Config config, std::size_t num_threads = 0);

// The data of a bundle, by its whole `config`, with all rows of a later log as its test: see
// split_later(). Fails as check_config(), read_dataset() and split_later() do, and with
// kDataTooLittle where no row is later.
Result<PreparedData> prepare_later(Config config, const LaterLog& log);
// The same data with a test that begins later, at `from` (microseconds UTC): what comes before are
// histories. Fails as split_later() does.
Result<void> begin_later_test(PreparedData& data, std::int64_t from);

// The test queries of a data set. `target` may be kCold: items that nothing was fitted on. Fails
// with kDataTooLittle where no row of that part is a target.
Result<Queries> test_queries(const PreparedData& data, Part target = Part::kTest);

// The key of the data and of how it is split and encoded, for the manifest: paths are no part of
// it. Reads the files once more. Fails with kFileUnreadable.
Result<std::string> data_key_of(const Config& config);

// The file of the test interactions, where the split is given; else empty.
std::string given_test_of(const SplitOptions& split);

// What makes a sequence: what the history says; where there is none yet, sessions if their column
// is named, else the user.
GroupBy group_of(const Config& config);

}  // namespace twotower

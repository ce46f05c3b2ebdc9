#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "data/interactions.h"
#include "data/split_options.h"

namespace twotower {

enum class Part : std::uint8_t { kTrain, kValidation, kTest, kCold, kUnused };

// Which part of the data each interaction belongs to.
struct Split {
  std::vector<Part> parts;                 // [interactions]
  std::vector<std::uint8_t> is_cold_item;  // [items]; empty without `cold_items`
  // Of a split by time: the first moments of validation and test, microseconds UTC.
  std::int64_t validation_from = kMissingTime;
  std::int64_t test_from = kMissingTime;
};

// Chosen parts, as in {.train = true, .validation = true}.
struct Parts {
  bool train = false;
  bool validation = false;
  bool test = false;
  bool cold = false;
  bool unused = false;

  bool contains(Part part) const {
    const bool is_in[] = {train, validation, test, cold, unused};
    return is_in[static_cast<std::size_t>(part)];
  }
};

// Whether histories of this split end before their targets. Under a random split they do not,
// whatever order the data has: rows of the test lie among those of training.
bool is_causal(const Interactions& interactions, const SplitOptions& options);

// Splits by options; the same options, seed and interactions give the same split on every machine.
// Only targets (Interactions::is_target()) are chosen; other rows go with the part that they stand
// in.
//   leave_one_out  the last row of each sequence is test, the one before validation, each with the
//                  rows of weight 0 that follow; sequences of fewer than three stay in training.
//                  Needs an order: fails with kSplitTimeMissing where interactions.order is kNone.
//   time           one cut for everybody. A share counts rows (of all weights); where it falls
//                  between rows of one moment the cut moves to the next moment. Rows from the
//                  test's end on are kUnused. Rows without a time count as the earliest. Fails with
//                  kSplitTimeMissing unless interactions.order is kTime.
//   random         rows of the whole table; validation is a share of the rest
//   given          rows of the test file (interactions.is_given_test); validation is a share of
//   each
//                  sequence's other rows
// With `cold_items`, all rows of that share of the items (by seed) are kCold, before anything else;
// in a split by time those of the test period, and the others are kUnused.
// Fails with kDataTooLittle where the train or the test part is empty.
Result<Split> make_split(const Interactions& interactions, const SplitOptions& options);

// What a bundle was fitted on, and the rows of a LaterLog as its test. The others are kTrain and
// kValidation as make_split() has them where they are all there is, or kTrain one and all with
// `fits_all`; what that gives to the test or to nobody is kUnused: known to histories. Later rows
// are kTest from the time `from` on, else kUnused. Fails as make_split() does, and with
// kConfigConflict for cold items, which depend on how many items there are.
Result<Split> split_later(const Interactions& interactions, const SplitOptions& trained,
                          bool fits_all, std::int64_t from);

// How much of the training lies in the future of the test: the share of training rows later than a
// test row, mean over test rows. Absent where no row of one of them has a time. Leave-one-out has
// much of it, and its figures say little about production; a split by time has none.
std::optional<double> later_training_share(const Interactions& interactions, const Split& split);

// Of the sequences that a split by time tests: how many begin before it, and how many targets they
// have.
struct TestedSequences {
  std::size_t count = 0;
  std::size_t num_crossing = 0;
  std::size_t num_targets = 0;
};
TestedSequences tested_sequences(const Interactions& interactions, const Split& split);

// The share of the validation part's targets whose item has no training row; 0 without targets.
double new_item_share(const Interactions& interactions, const Split& split);

}  // namespace twotower

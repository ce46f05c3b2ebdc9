#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "data/interactions.h"
#include "data/split_options.h"

namespace twotower {

enum class Part : std::uint8_t { kTrain, kValidation, kTest, kCold };

// Which part of the data each interaction belongs to.
struct Split {
  std::vector<Part> parts;                 // [interactions]
  std::vector<std::uint8_t> is_cold_item;  // [items]; empty without `cold_items`
};

// Chosen parts, as in {.train = true, .validation = true}.
struct Parts {
  bool train = false;
  bool validation = false;
  bool test = false;
  bool cold = false;

  bool contains(Part part) const {
    const bool is_in[] = {train, validation, test, cold};
    return is_in[static_cast<std::size_t>(part)];
  }
};

// Whether histories of this split end before their targets. Under a random split they do not,
// whatever order the data has: rows of the test lie among those of training.
bool is_causal(const Interactions& interactions, const SplitOptions& options);

// Splits by options; the same options, seed and interactions give the same split on every machine.
// Only rows of weight above 0 are chosen; the others go with the part that they stand in.
//   leave_one_out  the last row of each sequence is test, the one before validation, each with the
//                  rows of weight 0 that follow; sequences of fewer than three stay in training. Needs an order: fails with
//                  kSplitTimeMissing where interactions.order is kNone.
//   random         rows of the whole table; validation is a share of the rest
//   given          rows of the test file (interactions.is_given_test); validation is a share of
//   each
//                  sequence's other rows
// With `cold_items`, all rows of that share of the items (by seed) are kCold, before anything else.
// Fails with kDataTooLittle where the train or the test part is empty.
Result<Split> make_split(const Interactions& interactions, const SplitOptions& options);

}  // namespace twotower

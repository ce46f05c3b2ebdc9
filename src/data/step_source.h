#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "data/interactions.h"
#include "features/encoded_sides.h"
#include "features/sequence_options.h"
#include "features/user_states.h"

namespace twotower {

// What one sequence feature reads of interactions: which of them are its steps, and what it keeps
// of each. Interactions and sides must outlive it. Const, so thread-safe.
class StepSource {
 public:
  //   feature  place among the sequence features that `sides` were encoded for
  StepSource(const Interactions& interactions, const EncodedSides& sides,
             const SequenceOptions& options, std::size_t feature);

  std::size_t length() const { return length_; }
  bool has_all() const { return is_step_.empty(); }
  bool is_step(std::uint64_t row) const { return is_step_.empty() || is_step_[row] != 0; }

  // Adds a step to the history that is being packed.
  //   before  the step before it, if there is one, packed or not
  void append(std::uint64_t row, std::optional<std::uint64_t> before, PackedHistories& to) const;

  // Adds the newest steps among these rows, oldest first: at most length() of them. Ends the
  // history, and adds a state that wants all of it.
  void append_newest(std::span<const std::uint64_t> rows, PackedHistories& to) const;

 private:
  const Interactions& interactions_;
  std::span<const std::uint8_t> is_step_;       // empty: all
  std::span<const std::uint32_t> event_types_;  // empty: not read
  std::size_t length_;
  bool reads_time_gaps_;
};

}  // namespace twotower

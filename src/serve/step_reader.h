#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"
#include "serve/event_weights.h"
#include "store/event.h"

namespace twotower {

// Reads events that a request brings, as the sequences of a bundle read those of training. Const,
// so thread-safe.
class StepReader {
 public:
  // Both must outlive it.
  StepReader(const Bundle& bundle, const EventWeights& weights);

  // A bit for each sequence that an event is a step of, the first sequence's lowest. `field` is
  // that of the request. Fails with kRequestWrongFeature where a condition reads the type and an
  // event has none, and for values that it cannot compare with.
  Result<std::vector<std::uint8_t>> steps_of(std::span<const Event> events,
                                             const std::string& field) const;

  // The same of events that are kept, which other models may have been asked to keep: columns that
  // this one does not read are passed over, and what it cannot read is a step of none.
  std::vector<std::uint8_t> steps_of_kept(std::span<const Event> events) const;

  // The row of an event's type; 0 where the model reads no types.
  std::uint32_t type_row_of(const Event& event) const;

  // Whether its item was taken: as events of training with a weight above 0. A type that training
  // gave no weight has 1.
  bool is_taking(const Event& event) const;

 private:
  Result<std::vector<std::uint8_t>> passing_steps(std::span<const Event> events,
                                                  const std::string& field) const;
  Result<void> check_types(std::span<const Event> events, const std::string& field) const;

  const Bundle& bundle_;
  const EventWeights& weights_;
  std::string type_column_;           // as conditions name it; may be empty
  std::vector<std::string> columns_;  // that conditions read, the type's apart
  bool has_conditions_ = false;
  std::vector<std::string> target_types_;  // what taking is where the test asks for these alone
  std::string needs_type_;  // the sequence whose condition reads the type; empty: none
};

}  // namespace twotower

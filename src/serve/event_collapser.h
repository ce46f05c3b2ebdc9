#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "bundle/bundle.h"
#include "features/collapse_rule.h"
#include "serve/event_weights.h"
#include "store/event.h"

namespace twotower {

// What of a user's events is one event with another, as it was in training (see CollapsedEvents).
struct CollapsedHistory {
  std::vector<std::uint8_t> is_out;  // [events] of those that were asked about
  std::vector<std::uint64_t> known;  // of the bundle's histories, ascending: out, too
};

// Goes on from what a bundle's histories came down to. Const, so thread-safe.
class EventCollapser {
 public:
  // Both must outlive it.
  EventCollapser(const Bundle& bundle, const EventWeights& weights);

  // `user` is the slot whose known history the events follow; absent: none. Events without a time,
  // or of an item that the catalog lacks, stay.
  CollapsedHistory collapse(std::optional<std::uint32_t> user,
                            std::span<const Event* const> events) const;

 private:
  void add_known(std::uint32_t user, std::int64_t first_time, CollapsedEvents& events) const;

  const Bundle& bundle_;
  std::optional<Duration> within_;  // absent: nothing is one with anything
  const EventWeights& weights_;
};

}  // namespace twotower

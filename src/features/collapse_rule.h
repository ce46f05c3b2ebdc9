#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <optional>

#include "base/duration.h"
#include "base/option_tree.h"
#include "base/result.h"
#include "base/value.h"

namespace twotower {

// Which events of a user and an item are one: those within a time of one another, or none. A form
// of option (see options.h): auto, none, 30m.
struct CollapseRule {
  bool is_auto = true;
  std::optional<Duration> within;  // absent: none, unless is_auto

  static Message allowed();

  // Fails with kConfigWrongType for what is not of this form.
  static Result<CollapseRule> parse(const Value& value, const ValuePlace& place);
  Value to_value() const;
  static Value json_schema();

  bool operator==(const CollapseRule&) const = default;
};

// The events that the earlier ones of a user come down to, by item: an event that is at most
// `within` later than the last one of its item is one with it, and the stronger of the two stays,
// the later of equals. So what stays after any number of events is told by what stayed before and
// the next one: a server that goes on from a training comes to what one training of all would. Not
// thread-safe; about 40 bytes an item.
class CollapsedEvents {
 public:
  explicit CollapsedEvents(Duration within) : within_(within.microseconds) {}

  struct Kept {
    std::int64_t time = 0;  // microseconds UTC
    float weight = 0.0F;    // of its type: its strength
    std::uint64_t row = 0;  // what the caller calls it
  };

  // The event that one of this item and time is one with; null where there is none. Times do not
  // fall from call to call.
  const Kept* find(std::uint32_t item, std::int64_t time) const;
  // Makes it the last event of its item.
  void keep(std::uint32_t item, const Kept& event) { last_.insert_or_assign(item, event); }
  void clear() { last_.clear(); }

 private:
  std::int64_t within_;
  absl::flat_hash_map<std::uint32_t, Kept> last_;
};

// Whether an event takes the place of the one that it is one with.
inline bool takes_place(float weight, const CollapsedEvents::Kept& kept) {
  return weight >= kept.weight;
}

}  // namespace twotower

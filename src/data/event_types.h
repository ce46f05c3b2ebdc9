#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/cell_place.h"
#include "features/raw_column.h"

namespace twotower {

// One type of event, for people to be told.
struct EventType {
  std::string name;
  double weight = 1.0;
  std::uint64_t rows = 0;
  bool is_shown = false;     // an impression
  bool is_disliked = false;  // see is_dislike()
};

// What the types of rows say.
struct WeighedEvents {
  std::vector<float> weights;               // [rows]
  std::vector<std::uint8_t> is_impression;  // [rows]
  std::vector<std::uint8_t> is_dislike;     // [rows]; empty: none is
  std::vector<EventType> types;             // by falling rows, equals by name
};

// Whether a flag says no: 0, false, no, 否.
bool is_flag_of_no(std::string_view value);

// Whether every row says 0 or 1 (or yes and no in other words), and some say 0: a flag of what came
// of an impression. Rows without a value say nothing.
bool are_flags(const RawColumn& types);

// The weight of every row by its type. Without `weights` the well-known ones, and 1 for others.
// Where the types are 0 and 1 alone (a column `click`), 0 is an impression unless it is given a
// weight. A type that is a dislike and has no weight above 0 is one. Rows of the log of a server,
// [first_of_log, end_of_log), may have any type: one without a weight has 1, an impression 0. Fails
// with kConfigUnknownName for another type that has no weight in `weights`, naming the key to set,
// kConfigOutOfRange for a weight above 0 of impressions, and kDataBadRow for a row without a type.
Result<WeighedEvents> weigh_events(const RawColumn& types,
                                   const std::optional<std::map<std::string, double>>& weights,
                                   const ColumnPlace& place, std::size_t first_of_log = 0,
                                   std::size_t end_of_log = 0);

}  // namespace twotower

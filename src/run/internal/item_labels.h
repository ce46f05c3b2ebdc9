#pragma once

#include <cstdint>
#include <string>

#include "features/raw_column.h"
#include "prepare/prepared_data.h"

namespace twotower {

// What people read for an item. Const after it is made, so thread-safe.
class ItemLabels {
 public:
  // The data must outlive it.
  explicit ItemLabels(const PreparedData& data);

  // The first column of data.items.show, or the id where there is none.
  std::string label(std::uint32_t item) const;
  // The first level or tag of the first feature that is a category or tags; empty if there is none.
  std::string group(std::uint32_t item) const;

 private:
  const PreparedData& data_;
  const RawColumn* shown_ = nullptr;
  const RawColumn* grouped_ = nullptr;
  std::string separator_;  // what ends a group in its text
};

}  // namespace twotower

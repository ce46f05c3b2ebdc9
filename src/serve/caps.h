#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "bundle/catalog.h"
#include "bundle/serve_options.h"
#include "features/condition.h"
#include "features/raw_column.h"

namespace twotower {

// Counts what a list has of each value of the capped columns. Of a column of lists an item has
// every value; where it has none, no cap holds for it. Not thread-safe.
class CapCounter {
 public:
  // Fails as check_caps() does. `catalog` outlives the counter.
  static Result<CapCounter> make(const Catalog& catalog, const Caps& caps);

  // Adds an item if none of its values is there as often as it may be: whether it did.
  bool take(std::uint32_t slot);
  // Adds what is in the list already.
  void add(std::uint32_t slot);
  // What items pass that have a value of which the list has no room any more, one a column: of
  // those since the last call.
  std::vector<Condition> take_full();

 private:
  struct Column {
    std::string field;
    std::size_t cap = 0;
    absl::flat_hash_map<std::string, std::size_t> counts;  // by the text of a value
    std::vector<Value> full;                               // since the last take_full()
  };
  struct ItemValue {
    Column* column;
    const RawColumn* raw;
    std::size_t place;  // within raw
    std::string text;
  };

  explicit CapCounter(const Catalog& catalog) : catalog_(catalog) {}
  // Each once, left in values_.
  void read_values(std::uint32_t slot);
  void count_values();

  const Catalog& catalog_;
  std::vector<Column> columns_;
  std::vector<ItemValue> values_;
};

}  // namespace twotower

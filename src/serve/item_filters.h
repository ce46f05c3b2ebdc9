#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "base/result.h"
#include "base/timestamp.h"
#include "bundle/catalog.h"
#include "features/condition.h"

namespace twotower {

// One bit a slot, as AllowedSlots has them, and how many are set. Never changed.
struct SlotSet {
  std::vector<std::uint64_t> words;
  std::size_t count = 0;
};

// Sets by name, those used longest ago dropped where they become too many. Thread-safe.
class SlotSetCache {
 public:
  explicit SlotSetCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // Null: it is not kept.
  std::shared_ptr<const SlotSet> find(const std::string& name);
  void put(const std::string& name, std::shared_ptr<const SlotSet> set);

 private:
  using Entry = std::pair<std::string, std::shared_ptr<const SlotSet>>;
  static std::size_t bytes_of(const Entry& entry);

  std::size_t max_bytes_;
  std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // the one used last first
  absl::flat_hash_map<std::string_view, std::list<Entry>::iterator> by_name_;
};

// The column that a field of a condition names; null where it is the id, or nothing.
const ItemColumn* find_item_column(const ItemRows& rows, std::string_view field);

// The items that conditions let pass. Fields are all columns that the catalog keeps of the items
// table, with or without "item." before the name, and "item_id", which is the id. A condition is
// evaluated when it is first asked, by the order of values where a column has one, and kept: at
// most kMaxBytes for the items that generations share, and as much for those of one generation.
// What looks back from now is not kept. A set of several conditions is kept as one. Thread-safe.
class ItemFilters {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{32} << 20;

  // The sets of another catalog with the same shared items are used on; null: there is none.
  ItemFilters(Catalog catalog, const ItemFilters* before);

  // By slot; whether an item was removed is not looked at. Fails as passing_rows() does.
  Result<std::shared_ptr<const SlotSet>> passing(const Condition& condition, Timestamp now) const;
  // The same, not kept: of what nobody asks again.
  Result<std::shared_ptr<const SlotSet>> passing_once(const Condition& condition,
                                                      Timestamp now) const;
  // Whether it can be asked of the items; `path` is that of the condition. Fails as passing() does.
  Result<void> check(const Condition& condition, const std::string& path) const;

 private:
  Result<std::shared_ptr<const SlotSet>> passing_as(const Condition& condition,
                                                    const std::string& name, Timestamp now) const;
  Result<std::shared_ptr<const SlotSet>> passing_shared(const Condition& condition,
                                                        const std::string& name,
                                                        Timestamp now) const;

  Catalog catalog_;
  std::shared_ptr<SlotSetCache> of_shared_;
  std::unique_ptr<SlotSetCache> of_all_;
};

}  // namespace twotower

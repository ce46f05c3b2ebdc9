#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/array.h"
#include "base/result.h"
#include "base/tensor_file.h"
#include "base/value.h"
#include "features/columns.h"
#include "features/feature_set.h"
#include "features/id_map.h"
#include "features/raw_column.h"
#include "features/sorted_values.h"

namespace twotower {

// A column of the items table as it came, and the order of its values.
struct ItemColumn {
  std::string name;
  RawColumn column;                    // [items]
  std::optional<SortedValues> sorted;  // see sort_values()
};

// What is known of items, a row each.
struct ItemRows {
  IdMap ids{IdMap::Type::kInt64};
  Array<std::uint32_t> counts;         // [items] rows of training: popularity
  std::vector<EncodedColumn> columns;  // one a feature of the item side, [items]
  std::vector<ItemColumn> raw;

  std::size_t size() const { return ids.size(); }
  // Null if there is none.
  const ItemColumn* find_raw(std::string_view name) const;
};

// The items that may be recommended, by slot: rows that generations share, and those that changed
// since. Const, so thread-safe. A copy shares both.
class Catalog {
 public:
  Catalog() : Catalog(ItemRows(), {}) {}
  // `shown`: those of rows.raw that answers carry.
  Catalog(ItemRows rows, std::vector<std::size_t> shown);

  std::size_t size() const;  // slots
  std::optional<std::uint32_t> find(const IdView& id) const;
  IdView id(std::uint32_t slot) const;
  std::uint32_t count(std::uint32_t slot) const;
  // The encoded features of an item, a row each; and of one that is a row of a table, that row.
  std::vector<EncodedColumn> columns_of(std::uint32_t slot) const;
  std::uint32_t table_row(std::size_t feature, std::uint32_t slot) const;
  // Where a slot is: in the changed rows, or in the shared ones.
  std::pair<const ItemRows*, std::size_t> place_of(std::uint32_t slot) const;
  // {name: value} of an item, of what answers carry.
  Value shown_of(std::uint32_t slot) const;
  // The same of all columns.
  Value raw_of(std::uint32_t slot) const;

  // The rows that are shared, by slot: all there are where nothing changed.
  const ItemRows& rows() const { return *rows_; }
  const std::shared_ptr<const ItemRows>& shared_rows() const { return rows_; }
  const std::vector<std::size_t>& shown() const { return shown_; }

  // The items that changed, rows in any order: new ones have slots behind the shared ones. Their
  // raw columns have the types of the shared ones, and no order.
  struct Changes {
    ItemRows rows;
    std::vector<std::uint32_t> slots;                          // [rows.size()]
    absl::flat_hash_map<std::uint32_t, std::uint32_t> row_of;  // slot -> row
    std::size_t num_slots = 0;                                 // of the catalog
  };
  const Changes& changes() const { return *changes_; }
  std::size_t num_changes() const { return changes_->slots.size(); }
  // This catalog with other changes.
  Catalog with(Changes changes) const;

 private:
  std::shared_ptr<const ItemRows> rows_;
  std::shared_ptr<const Changes> changes_;
  std::vector<std::size_t> shown_;
};

// The parts of a catalog, wherever they are.
struct ItemColumnView {
  std::string_view name;
  const RawColumn& column;
  const std::optional<SortedValues>& sorted;
};
struct CatalogView {
  const IdMap& ids;
  std::span<const std::uint32_t> counts;
  const std::vector<EncodedColumn>& columns;
  std::vector<ItemColumnView> raw;
};

std::vector<ItemColumnView> views_of(const std::vector<ItemColumn>& columns);

// Writes one file; a place within an AtomicDirectory. Fails with kFileUnwritable.
Result<void> save_catalog(const CatalogView& catalog, const FeatureSet& features,
                          const std::string& path);

// `shown`: names of raw columns that answers carry. Fails with kBundleCorrupt where one is not
// there, where columns do not fit the features or have other rows than ids.
Result<Catalog> load_catalog(const TensorFile& file, const FeatureSet& features,
                             const std::vector<std::string>& shown);

}  // namespace twotower

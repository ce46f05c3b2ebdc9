#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

// The items that may be recommended, by slot. Const after it is made, so thread-safe.
struct Catalog {
  IdMap ids{IdMap::Type::kInt64};
  Array<std::uint32_t> counts;         // [items] rows of training: popularity
  std::vector<EncodedColumn> columns;  // one a feature of the item side, [items]
  std::vector<ItemColumn> raw;
  std::vector<std::size_t> shown;  // those of `raw` that answers carry

  // {name: value} of an item, of what answers carry.
  Value shown_of(std::uint32_t slot) const;
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

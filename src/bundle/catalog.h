#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/array.h"
#include "base/result.h"
#include "base/tensor_file.h"
#include "base/value.h"
#include "features/columns.h"
#include "features/feature_set.h"
#include "features/id_map.h"
#include "features/raw_column.h"

namespace twotower {

// A column that answers carry, as it came from the items table.
struct ShownColumn {
  std::string name;
  RawColumn column;  // [items]
};

// The items that may be recommended, by slot. Const after it is made, so thread-safe.
struct Catalog {
  IdMap ids{IdMap::Type::kInt64};
  Array<std::uint32_t> counts;         // [items] rows of training: popularity
  std::vector<EncodedColumn> columns;  // one a feature of the item side, [items]
  std::vector<ShownColumn> shown;

  // {name: value} of an item.
  Value shown_of(std::uint32_t slot) const;
};

// The parts of a catalog, wherever they are.
struct CatalogView {
  const IdMap& ids;
  std::span<const std::uint32_t> counts;
  const std::vector<EncodedColumn>& columns;
  const std::vector<ShownColumn>& shown;
};

// Writes one file; a place within an AtomicDirectory. Fails with kFileUnwritable.
Result<void> save_catalog(const CatalogView& catalog, const FeatureSet& features,
                          const std::string& path);

// Fails with kBundleCorrupt where columns do not fit the features or have other rows than ids.
Result<Catalog> load_catalog(const TensorFile& file, const FeatureSet& features);

}  // namespace twotower

#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "bundle/bundle.h"
#include "features/feature_set.h"

namespace twotower {

// The bundle with more items: raw values -> fitted features -> item tower -> index and catalog.
// Nothing is trained, so what the model did not see (a new id) is an unknown value. An item whose
// id the catalog has is replaced where it is; new ones get the next slots, and no popularity.
//   items  raw columns by name, the ids under the empty one. Columns of features and of the catalog
//          that it lacks are missing values.
// All that did not change is shared with the bundle, so a change costs its encoding and a copy of
// what changed before; after some thousand changes, or where a column becomes one of numbers, that
// is merged: O(n log n) for n items. The new generation is named "GENERATION+n", n the changes
// since it was written, and has the old one as parent; writing names it by its bytes. Thread-safe.
// Fails with kDataDuplicateId, kDataTooLittle for no items, kRequestWrongFeature for values that
// features cannot read, ids that the catalog's type cannot hold, and a column of lists or texts
// where the catalog's has none.
Result<Bundle> with_items(const Bundle& bundle, const ColumnSource& items);

// The bundle without these items: nothing finds them any more. Ids that are not there are passed
// over; without any that is, it is the same bundle. An item keeps its slot and its popularity for
// the time when one of the same id is added, and histories go on naming it, so a generation grows
// with all items that it ever had. Names and shares as with_items().
Bundle without_items(const Bundle& bundle, std::span<const Id> ids);

// The slot of an item that is there: removed ones are not.
std::optional<std::uint32_t> find_item(const Bundle& bundle, const Id& id);

// The same bundle with its catalog in one piece, for contents_of().
Bundle merged(const Bundle& bundle);

}  // namespace twotower

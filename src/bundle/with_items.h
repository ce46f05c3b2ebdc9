#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"
#include "features/feature_set.h"

namespace twotower {

// A bundle with other items, and the slots of those that it does not share with the one before.
struct ItemChange {
  Bundle bundle;
  std::vector<std::uint32_t> slots;
};

// The bundle with more items: raw values -> fitted features -> item tower -> index and catalog.
// Nothing is trained, so what the model did not see (a new id) is an unknown value. An item whose
// id the catalog has is replaced where it is; new ones get the next slots, and no popularity.
//   rules  that answers hold to beside the bundle's: no column may get a type that they cannot
//          compare
//   items  raw columns by name, the ids under the empty one. Columns of features and of the catalog
//          that it lacks are missing values.
// All that did not change is shared with the bundle, so a change costs its encoding and a copy of
// what changed before; beyond DeltaIndex::kMaxChanges of these, or where a column becomes one of
// numbers, all is merged: O(n log n) for n items. The new generation is named "GENERATION+n", n the
// changes since it was written, and has the old one as parent; writing names it by its bytes.
// Thread-safe. Fails with kDataDuplicateId, kDataTooLittle for no items, kRequestWrongFeature for
// values that features cannot read, ids that the catalog's type cannot hold, and a column of lists
// or texts where the catalog's has none.
Result<ItemChange> with_items(const Bundle& bundle, const ColumnSource& items,
                              std::span<const Condition> rules = {});

// The bundle without these items: nothing finds them any more. Ids that are not there are passed
// over; without any that is, it is the same bundle. An item keeps its slot and its popularity for
// the time when one of the same id is added, and histories go on naming it, so a generation grows
// with all items that it ever had. Names and shares as with_items().
ItemChange without_items(const Bundle& bundle, std::span<const Id> ids);

// The generation as it was written, without the changes that its name counts since.
std::string written_generation(const Manifest& manifest);

// The slot of an item that is there: removed ones are not.
std::optional<std::uint32_t> find_item(const Bundle& bundle, const Id& id);

// Slots that changed since the items of the bundle were in one piece.
std::size_t num_changes(const Bundle& bundle);

// The same bundle with its items in one piece: answers and slots stay.
Bundle merged(const Bundle& bundle);

// A bundle as it is, over what merged() made of one before it: what changed in between, at `slots`,
// is all that it does not share with that. A slot may be named several times.
Bundle over_merged(const Bundle& bundle, const Bundle& merged,
                   std::span<const std::uint32_t> slots);

}  // namespace twotower

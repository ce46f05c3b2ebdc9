#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/messages/message.h"
#include "base/result.h"
#include "base/value.h"
#include "run/table_source.h"

namespace twotower {

// A bundle that was written with more items.
struct AddedItems {
  std::string bundle;  // where it is
  std::string generation;
  std::string parent;  // the generation it was made from
  std::size_t added = 0;
  std::size_t replaced = 0;
  std::size_t items = 0;             // in all
  std::size_t without_features = 0;  // new ones of which nothing is told that the model reads
  std::vector<std::string> columns;  // that the item tower reads, besides the id
  std::vector<std::string> lacking;  // columns of the bundle that the table has not

  // New ids that differ from a known one by zeros before them alone, with one of them.
  struct NearlyKnown {
    std::size_t count = 0;
    std::string id, known;
  };
  NearlyKnown nearly_known;
  std::vector<Message> doubts;  // of how the table was read
};

// Sends the items of a table through the item tower of the bundle that `bundle` means, and writes a
// bundle with them at `out`, or beside the old one (BUNDLE.2, BUNDLE.3, ...) where that is empty.
// Nothing is trained; the old bundle stays, but a run means the new one from then on, so that items
// which are added twice are all there. What a column that the table lacks says of known items
// stays; of new ones it is missing. Fails as open_recommender() and load_config() do, with the
// codes of a table that cannot be read, kRequestOutOfRange for an `out` that is there,
// kFileUnwritable.
Result<AddedItems> add_items(const std::string& bundle, const TableSource& source,
                             const std::string& out);

// {bundle, added, replaced, without_features, items, missing_columns, nearly_known, generation,
// parent} as scripts read it.
Value to_value(const AddedItems& items);

}  // namespace twotower

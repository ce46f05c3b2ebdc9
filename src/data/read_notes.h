#pragma once

#include "data/files/column_builder.h"
#include "data/files/row_places.h"

namespace twotower {

// What of a file was read otherwise than it stands there, for people to be told.
struct ReadNotes {
  UnevenQuotes quotes;
  TrimmedCells trimmed_ids;

  void add(const ReadNotes& more) {
    quotes.add(more.quotes);
    trimmed_ids.add(more.trimmed_ids);
  }
};

}  // namespace twotower

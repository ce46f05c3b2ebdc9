#pragma once

#include <optional>
#include <string>

#include "features/raw_column.h"

namespace twotower {

// Cells that hold more than one value.
struct CrowdedCells {
  enum class Kind {
    kIds,   // several ids with a separator between them: N27-1 N34-0, a|b|c
    kJson,  // lists or objects, as JSON or Python write them
  };
  Kind kind = Kind::kIds;
  std::string separator;  // of kIds
  std::string example;    // a cell
};

// What the cells of a column of single values hold if most hold several ids: their parts come again
// in other cells and at other places there, which those of a title or of a composed id ("King,
// Stephen", 12|7) do not. Between blanks only codes are ids: words with a digit. Nothing where each
// cell is one value, and for columns of numbers. Looks at 10,000 rows at most.
std::optional<CrowdedCells> find_crowded_cells(const RawColumn& column);

}  // namespace twotower

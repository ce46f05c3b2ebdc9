#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/read_table.h"

namespace twotower {

// The columns that a table is read for: each once, whatever number of uses it has.
class WantedColumns {
 public:
  // An empty name is no column. The widest type that a use asks for wins.
  void add(const std::string& name, ColumnType narrowest = ColumnType::kInteger);
  const std::vector<WantedColumn>& columns() const { return columns_; }

 private:
  std::vector<WantedColumn> columns_;
};

// Columns by name, and how many NaN in them became missing values.
struct NamedColumns {
  Table table;
  std::uint64_t num_nan = 0;
};

// The columns `names` (each once, whatever number of times it is named) of `table`, NaN made
// missing. Fails with kDataNotFinite for an infinite number. `option` and `places` say where
// the table was read.
Result<NamedColumns> take_columns(Table table, const std::vector<std::string>& names,
                                  std::string_view option, const RowPlaces& places);

}  // namespace twotower

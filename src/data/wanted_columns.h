#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/read_table.h"

namespace twotower {

// The columns that a table is read for: each once, whatever number of uses it has. Thread-safe
// while nobody adds.
class WantedColumns {
 public:
  // An empty name is not a column. The widest type that a use asks for wins.
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

// Which columns to take: each once, whatever number of times it is named.
struct ColumnNames {
  const std::vector<std::string>& all;
  const std::vector<std::string>& checked_only;  // infinite numbers are missing there
};

// The columns `names` of `table`, NaN made missing. Fails with kDataNotFinite for an infinite
// number in a column that is not for checks only. `option` and `places` say where the table was
// read.
Result<NamedColumns> take_columns(Table table, const ColumnNames& names, std::string_view option,
                                  const RowPlaces& places);

}  // namespace twotower

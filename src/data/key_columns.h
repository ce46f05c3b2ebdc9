#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/column_profile.h"
#include "features/raw_column.h"

namespace twotower {

// A column of a table that could be its id: nearly every row has a value, and of its own.
struct KeyColumn {
  std::string name;
  // [columns] of ValueSamples: the share of the rows looked at whose value this column has.
  std::vector<double> shares;
};

// Values of columns of a log, 10,000 rows of each at most, from all over it. Immutable: may be used
// from many threads.
class ValueSamples {
 public:
  explicit ValueSamples(const std::vector<const RawColumn*>& columns);
  ~ValueSamples();

  // How much of the values the columns of `table` have that could be its id, of `only` alone where
  // it is given. Values are compared as texts: 7 is "7", and "007" is not.
  std::vector<KeyColumn> look_up(const TableProfile& table, const std::string& only = "") const;

 private:
  struct Samples;
  std::vector<double> shares_in(const RawColumn& keys) const;

  std::unique_ptr<Samples> samples_;
};

// The column of `table` that has the values of `ids` where `named` (the one that names tell, or
// nothing) has hardly any of them: the one that has most, in case of doubt the first. Nothing where
// `named` will do, or no column has most of the values; of integers, which agree by chance, nearly
// all, and no prices and the like.
//   of_log  the name of the column of `ids`: where `named` is the same, integers are none
std::optional<std::string> column_of_ids(const RawColumn& ids, const TableProfile& table,
                                         const std::optional<std::string>& named,
                                         const std::string& of_log = "");

}  // namespace twotower

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/tensor_file.h"
#include "base/tensor_list.h"
#include "features/columns.h"
#include "features/feature_set.h"
#include "features/id_map.h"
#include "features/raw_column.h"
#include "features/sorted_values.h"

// Columns as tensors of a file, readable from Python without us. The tensors of column NAME:
//   raw      NAME/integers | NAME/numbers | NAME/offsets and NAME/bytes (UTF-8 texts one after the
//            other); where they are, NAME/missing (1: missing), NAME/lists (offsets of lists) and
//            NAME/index (see IdMap)
//   sorted   NAME/sorted and, of lists, NAME/sorted_rows (see SortedValues)
//   encoded  NAME/rows | NAME/offsets and NAME/rows | NAME/values [n, dim]
// What is read stays in the mapped file. Every failure is kBundleCorrupt naming the
// file and the column. All thread-safe.
namespace twotower {

// `list` looks at the column until it is written.
void add_tensors(TensorList& list, const std::string& name, const RawColumn& column);
void add_tensors(TensorList& list, const std::string& name, const EncodedColumn& column);
void add_tensors(TensorList& list, const std::string& name, const SortedValues& sorted);

// A column of any number of rows, or of exactly num_rows.
Result<RawColumn> read_raw_column(const TensorFile& file, const std::string& name,
                                  std::optional<std::size_t> num_rows);

// The order of that column's values, if it is there: places and rows that the column has.
Result<std::optional<SortedValues>> read_sorted_values(const TensorFile& file,
                                                       const std::string& name,
                                                       const RawColumn& column);

// A column of this form: every table row is below form.table_rows, every bag has a row.
Result<EncodedColumn> read_encoded_column(const TensorFile& file, const std::string& name,
                                          const ColumnForm& form, std::size_t num_rows);

// Distinct ids by slot with their index; none is missing.
Result<IdMap> read_ids(const TensorFile& file, const std::string& name);

// What the features of a set remember, as raw columns SIDE/FEATURE/KEY. The set must outlive
// write(); `states` is memory for what is looked at.
void add_tensors(TensorList& list, const std::string& side, const FeatureSet& set,
                 std::vector<FeatureState>& states);
Result<FeatureSet> read_feature_set(const TensorFile& file, const std::string& side,
                                    const ColumnFeatures& options);

}  // namespace twotower

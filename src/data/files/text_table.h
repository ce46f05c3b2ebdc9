#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "data/files/bad_rows.h"
#include "data/files/column_builder.h"
#include "data/files/row_places.h"
#include "data/files/table_form.h"

namespace twotower {

constexpr std::uint64_t kAllRows = std::numeric_limits<std::uint64_t>::max();

// A column to read, and in a text file the narrowest type to read it as: with kText "007" and 7
// stay what they are even where every cell is an integer.
struct WantedColumn {
  std::string name;
  ColumnType narrowest = ColumnType::kInteger;
};

// One file of a table and what is to be read of it: each of `wanted` once, all among form.names.
struct FilePart {
  const std::string& path;
  const TableForm& form;
  const std::vector<WantedColumn>& wanted;
  std::string_view option;  // key of the table, for messages: "data.items"
};

// A table of text files in the making: their readers append rows, file after file.
struct TextTable {
  std::vector<ColumnBuilder> columns;  // as wanted
  RowPlaces places;
  BadRows bad_rows;
  std::uint64_t max_rows = kAllRows;  // readers stop at the end of the block that reaches it

  std::uint64_t num_rows() const { return columns[0].num_rows(); }
  bool is_full() const { return num_rows() >= max_rows; }
};

}  // namespace twotower

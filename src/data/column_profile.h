#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/data_options.h"
#include "data/files/read_table.h"
#include "features/number_text.h"
#include "features/raw_column.h"

namespace twotower {

// What the values of a column of texts are, cut at a separator; at kWrittenLists, those that are
// all lists written as texts (see read_written_list()).
struct PartsProfile {
  std::string separator;
  double cut_share = 0.0;  // of the values, those that have it
  std::uint64_t min_parts = 0;
  std::uint64_t max_parts = 0;
  std::uint64_t parts = 0;  // of all values looked at
  std::uint64_t distinct_parts = 0;
  std::uint64_t distinct_firsts = 0;  // the parts before the first separator
  double number_share = 0.0;          // of the parts
  double integer_share = 0.0;
  double words_per_part = 0.0;
  // Of the parts, those that stand where most of their equals do: first, second, ... 1 in paths.
  double placed_share = 0.0;
  double seldom_share = 0.0;  // of the distinct parts, those that come less than five times
  std::uint64_t twice = 0;    // values that have a part twice
};

constexpr std::string_view kWrittenLists = "[]";

// What a column holds, of those rows that were read. `looked at`: 10,000 values at most, from all
// over the rows.
struct ColumnProfile {
  std::string name;
  std::string_view type;  // "integer", "number", "text"
  bool is_list = false;
  bool is_timestamp = false;
  std::uint64_t rows = 0;
  std::uint64_t missing = 0;   // rows; of a column of lists, empty lists
  std::uint64_t distinct = 0;  // values of rows, missing ones apart
  bool is_whole = false;       // of numbers: none has a fraction, as of 12.0
  double min = 0.0;            // of integers and numbers
  double max = 0.0;
  std::uint64_t min_length = 0;  // of lists
  std::uint64_t max_length = 0;
  double time_share = 0.0;  // of values looked at that are not zero: those that read as times
  TimeUnit time_unit = TimeUnit::kAuto;
  std::string time_pattern;  // of most of them: "DD/MM/YYYY"; none for ISO 8601
  double time_form_share =
      0.0;             // of values looked at: those that have the form of a time, read or not
  double words = 0.0;  // in a text, of those looked at; a code without blanks is one
  double mail_share = 0.0;
  double phone_share = 0.0;
  double url_share = 0.0;
  std::vector<PartsProfile> parts;  // by separator: | ; , / > blank and Chinese
                                    // ones; of kWrittenLists alone
  WrittenNumbers numbers;           // of all values of a column of texts

  double missing_share() const;
  const PartsProfile* find_parts(std::string_view separator) const;
};

// The separator at which a column of texts is cut into lists of numbers, all equally many and
// `min_length` at least; any of lists that were written as texts. Nothing where there is none.
std::optional<std::string> vector_separator(const ColumnProfile& column, std::uint64_t min_length);

// The start of a table, with what its columns hold.
struct TableProfile {
  std::string path;
  FileTable read;
  std::vector<ColumnProfile> columns;   // as in `read`
  std::vector<std::string> unreadable;  // columns of objects and the like

  std::uint64_t rows() const { return read.table.num_rows(); }
  const ColumnProfile* find(std::string_view name) const;
};

constexpr std::uint64_t kProfiledRows = 1'000'000;

// Reads the first `max_rows` rows, all columns but `except`. `option`, errors: see read_table().
// Memory: those rows.
Result<TableProfile> profile_table(const TableOptions& options, const TableForm& form,
                                   std::string_view option, std::uint64_t max_rows = kProfiledRows,
                                   const std::vector<std::string>& except = {});

// How far a column is settled by a key: of rows that have both and whose key comes again.
struct Constancy {
  std::uint64_t rows = 0;
  double constant_share = 0.0;  // rows that have the value most common for their key
  // How much nearer to certain it makes two rows having equal values that they have equal keys: 0
  // the key tells nothing, 1 it tells all.
  double told = 0.0;
};
Constancy constancy_of(const RawColumn& keys, const RawColumn& values);

}  // namespace twotower

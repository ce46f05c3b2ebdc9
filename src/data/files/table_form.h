#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/data_options.h"

namespace twotower {

// What must be known of a file before its columns can be read.
struct TableForm {
  FileFormat format = FileFormat::kCsv;  // never kAuto
  std::vector<std::string> names;        // of all columns
  std::string separator = ",";           // the rest is for kCsv
  bool has_header_line = true;
  bool has_quotes = true;  // "a, b" is one cell
  bool is_latin1 = false;
};

// The form that `options` give, completed by the file's name and its first 64 KiB:
//   format     parquet by its first bytes; csv by the endings .csv and .tsv; lists if every line
//   has
//              two or more words with blanks between and no other separator; else csv
//   separator  the one of , ; tab | :: that cuts every line into equally many cells, most of them
//   header     the first line, but for the MovieLens files u.data, u.item, u.user, ratings.dat,
//              users.dat and movies.dat, known by name and number of columns. Of lists: user, item
//   quotes     with separators of one character; MovieLens and longer separators know none
// `option` is the key of `options`, for messages. Fails with kFileUnreadable, kDataTooLittle (no
// line), kDataWrongFormat, kConfigOutOfRange.
Result<TableForm> find_form(const TableOptions& options, std::string_view option);

// That `names` lacks `name`, which `option` names: the nearest one, and all there are.
Error missing_column(std::string_view option, std::string_view name, const std::string& path,
                     const std::vector<std::string>& names);

}  // namespace twotower

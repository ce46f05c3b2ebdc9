#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/input_files.h"
#include "data/files/table_options.h"

namespace twotower {

// What was decided by a file's content and people should know.
struct FormFinding {
  enum class Kind { kEncoding, kDoubtedEncoding, kNoHeader };
  Kind kind = Kind::kEncoding;
  std::string path;
  std::string option;       // below which it is said otherwise: "data.interactions"
  std::string encoding;     // kEncoding; kDoubtedEncoding: the one that was given
  std::string rather{};     // kDoubtedEncoding: what it seems to be
  std::size_t columns = 0;  // kNoHeader: they are column_1 to column_N
};

// What must be known of a table before its columns can be read.
struct TableForm {
  FileFormat format = FileFormat::kCsv;  // never kAuto
  std::vector<std::string> names;        // of all columns
  std::size_t num_partitions = 0;        // the last of `names`, which folders give
  Encoding encoding = Encoding::kUtf8;   // never kAuto; not for kParquet
  std::string separator = ",";           // the rest is for kCsv
  bool has_header_line = true;
  bool has_quotes = true;  // "a, b" is one cell
  std::vector<FormFinding> findings;

  // The names of the columns that are in the file itself.
  std::vector<std::string> own_names() const {
    return {names.begin(), names.end() - static_cast<std::ptrdiff_t>(num_partitions)};
  }
};

// The form that `options` give, completed by the first of the files and its first megabyte:
//   format     parquet by its first bytes; jsonl by the endings .jsonl and .ndjson or an object in
//              the first line; csv by the endings .csv and .tsv; lists if every line has two or
//              more words with blanks between and no other separator: but csv if all have equally
//              many, three or more, and the first holds names, and an error if they have three
//              or four and it does not; else csv
//   encoding   see find_encoding()
//   separator  see guess_separator()
//   header     by content, see has_header(); without one columns are column_1, column_2 ... So is
//              a column without a name; one cell less than all rows is such a column, if
//              it is empty in all. The files u.data, u.item, u.user, ratings.dat,
//              users.dat, movies.dat (MovieLens) and UserBehavior.csv (Taobao) are known by name
//              and number of columns. Of lists: user, item. Of JSON lines: the keys in the first
//              megabyte
//   quotes     with separators of one character; MovieLens and longer separators know none
// `option` is the key of `options`, for messages. Fails with kFileUnreadable, kDataTooLittle (no
// line), kDataWrongFormat, kDataAmbiguousEncoding, kConfigOutOfRange.
Result<TableForm> find_form(const TableOptions& options, std::string_view option);

// The form of another file of the same table: as `first`, but in its own encoding and with its own
// columns where the file names them. Errors as above.
Result<TableForm> find_form_like(const TableForm& first, const TableOptions& options,
                                 const InputFile& file, std::string_view option);

// What is said of encodings that were given and are doubted.
std::vector<Message> doubts_of(const std::vector<FormFinding>& findings);

// `why` a column was not found: or that the texts are garbled, so that no name is known.
Error garbled_or(Error why, const TableForm& form);

// That `names` lacks `name`, which `option` names: the nearest one, and all there are.
Error missing_column(std::string_view option, std::string_view name, const std::string& path,
                     const std::vector<std::string>& names);

}  // namespace twotower

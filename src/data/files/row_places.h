#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "data/files/quote_mender.h"

namespace twotower {

// A row of a file, counted from 1.
struct RowPlace {
  std::string path;
  std::uint64_t row;
};

// Rows of tables whose quotes were read otherwise than RFC 4180 has it.
struct UnevenQuotes {
  std::uint64_t literal = 0;  // rows in which a quote is a character
  std::uint64_t escaped = 0;  // rows with quotes escaped by backslashes
  std::string path;           // of the first `literal`, with its line
  std::uint64_t line = 0;

  void add(const UnevenQuotes& more);
};

// Where the rows of a table stand in the files that they were read from, one after the other.
// Thread-safe while nobody adds to them.
class RowPlaces {
 public:
  // What follows is of the file at `path`, whose first row is row `first_row` of the table.
  void start_file(std::string path, std::uint64_t first_row);

  // Row `row` of the file, counted from 1, is not in the table.
  void leave_out(std::uint64_t row) { files_.back().left_out.insert(row); }

  // The same of a row that is the header again.
  void leave_out_header(std::uint64_t row) {
    leave_out(row);
    ++num_headers_;
  }
  std::uint64_t num_headers() const { return num_headers_; }

  // What was mended in the file.
  void note_quotes(const MendedQuotes& mended);
  const UnevenQuotes& quotes() const { return quotes_; }

  // `row` is one of the table, counted from 0; a file must have been started.
  RowPlace find(std::uint64_t row) const;

  std::size_t num_files() const { return files_.size(); }

 private:
  struct File {
    std::string path;
    std::uint64_t first_row;
    std::set<std::uint64_t> left_out;  // as many at most as the table may lose
  };
  std::vector<File> files_;
  std::uint64_t num_headers_ = 0;  // left out, of all files
  UnevenQuotes quotes_;
};

// The number, from 1, of row `index` (from 0) of those that are not left out.
std::uint64_t number_of_kept(std::uint64_t index, const std::set<std::uint64_t>& left_out);

}  // namespace twotower

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages/message.h"
#include "base/result.h"
#include "data/files/table_keys.h"
#include "data/files/table_options.h"

namespace twotower {

// The rows of a table that could not be used: the first ends the reading, or they are left out and
// counted, as `on_bad_row` says. Not thread-safe.
class BadRows {
 public:
  BadRows() = default;  // stop
  BadRows(OnBadRow on_bad_row, std::string_view table)
      : on_bad_row_(on_bad_row), settings_(settings_key(table)) {}

  // `why` says what is wrong with a row, and where it is. Fails with it under `stop`, and with
  // kDataBadRow where more rows than allowed are bad; else the row is to be left out.
  Result<void> add(const Error& why);

  // Rows that are known to be bad, so that what the error of the first advises works.
  void expect(std::uint64_t rows) { expected_ = rows; }

  std::uint64_t count() const { return count_; }
  const std::vector<Message>& first() const { return first_; }  // messages of five at most

 private:
  Error stopped(const Error& why) const;

  OnBadRow on_bad_row_;
  std::string settings_;  // of a table in memory: none, and no advice
  std::uint64_t count_ = 0;
  std::uint64_t expected_ = 0;
  std::vector<Message> first_;
};

// The rows of a table in memory that can be used, while its columns are looked through one by one.
// Not thread-safe, nor are several over the same BadRows.
class UsableRows {
 public:
  UsableRows(BadRows& bad_rows, std::size_t num_rows) : bad_rows_(bad_rows), num_rows_(num_rows) {}

  // As BadRows::add(), but counts a row once, whatever number of its columns is wrong.
  Result<void> leave_out(std::size_t row, const Error& why);

  void expect(std::uint64_t rows) { bad_rows_.expect(rows); }
  bool contains(std::size_t row) const { return is_bad_.empty() || !is_bad_[row]; }
  bool has_all() const { return is_bad_.empty(); }
  std::vector<std::uint64_t> rows() const;

 private:
  BadRows& bad_rows_;
  std::size_t num_rows_;
  std::vector<bool> is_bad_;  // [rows], or empty where none is
};

}  // namespace twotower

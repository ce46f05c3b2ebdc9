#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <span>
#include <vector>

#include "features/raw_column.h"

namespace twotower {

// Numbers of values, several a row.
struct RowCodes {
  std::vector<std::uint64_t> offsets = {0};  // [rows + 1]
  std::vector<std::uint32_t> codes;          // ascending in a row

  std::size_t size() const { return offsets.size() - 1; }
  std::span<const std::uint32_t> of(std::size_t row) const {
    return std::span(codes).subspan(offsets[row], offsets[row + 1] - offsets[row]);
  }
};

// Gives equal texts equal numbers. A text that has several parts (between | ; or ,) has the numbers
// of the parts and its own, so that a genre meets the list of genres that holds it. Memory: some 20
// bytes a value. Thread-safe while nobody adds.
class ValueCodes {
 public:
  // The codes of these rows; values that are new get one. Of lists the codes of their values.
  RowCodes add(const RawColumn& column, const std::vector<std::uint64_t>& rows);

  // The same of the values that are known.
  RowCodes find(const RawColumn& column, const std::vector<std::uint64_t>& rows) const;

 private:
  absl::flat_hash_map<std::uint64_t, std::uint32_t> codes_;  // by the text's checksum
};

}  // namespace twotower

#include "data/files/row_places.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace twotower {

void UnevenQuotes::add(const UnevenQuotes& more) {
  if (literal == 0) {
    path = more.path;
    line = more.line;
  }
  literal += more.literal;
  escaped += more.escaped;
}

void RowPlaces::note_quotes(const MendedQuotes& mended) {
  quotes_.add({mended.literal, mended.escaped, files_.back().path, mended.first_literal});
}

void RowPlaces::start_file(std::string path, std::uint64_t first_row) {
  files_.push_back({.path = std::move(path), .first_row = first_row, .left_out = {}});
}

RowPlace RowPlaces::find(std::uint64_t row) const {
  TWOTOWER_CHECK(!files_.empty());
  const auto next = std::ranges::upper_bound(files_, row, {}, &File::first_row);
  const File& file = next == files_.begin() ? *next : *std::prev(next);
  return {file.path, number_of_kept(row - file.first_row, file.left_out)};
}

std::uint64_t number_of_kept(std::uint64_t index, const std::set<std::uint64_t>& left_out) {
  std::uint64_t number = index + 1;
  for (const std::uint64_t row : left_out) {
    if (row > number) break;
    ++number;
  }
  return number;
}

}  // namespace twotower

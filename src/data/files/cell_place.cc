#include "data/files/cell_place.h"

#include <utility>

#include "base/messages/data_errors.h"
#include "data/files/encoding.h"

namespace twotower {

std::string shown_value(std::string_view value) {
  constexpr std::size_t kShown = 80;
  std::string_view shown = value.substr(0, kShown);
  constexpr std::size_t kMaxCharacter = 4;  // one may be cut
  for (std::size_t i = 0; i < kMaxCharacter && !is_utf8(shown); ++i) {
    shown.remove_suffix(shown.empty() ? 0 : 1);
  }
  if (!is_utf8(shown)) return "\uFFFD";
  return std::string(shown) + (shown.size() < value.size() ? "..." : "");
}

Error cell_error(ErrorCode code, const ColumnPlace& place, std::uint64_t row,
                 std::string_view value, Message why) {
  const RowPlace in_file =
      place.rows == nullptr ? RowPlace{place.path, row + 1} : place.rows->find(row);
  return {code, place.option,
          CellUnusable(place.option, in_file.path, in_file.row, place.column, shown_value(value),
                       std::move(why))};
}

}  // namespace twotower

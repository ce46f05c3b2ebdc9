#include "data/files/cell_place.h"

#include <fmt/format.h>

namespace twotower {

Error cell_error(ErrorCode code, const ColumnPlace& place, std::uint64_t row,
                 std::string_view value, std::string_view why) {
  constexpr std::size_t kShown = 80;
  const std::string_view shown = value.substr(0, kShown);
  return {code, place.option,
          fmt::format("{}: {}: row {}: column {} has `{}`{}: {}", place.option, place.path, row + 1,
                      place.column, shown, shown.size() < value.size() ? "..." : "", why)};
}

}  // namespace twotower

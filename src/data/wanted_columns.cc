#include "data/wanted_columns.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/files/cell_place.h"

namespace twotower {
namespace {

Result<std::uint64_t> make_nan_missing(RawColumn& column, const ColumnPlace& place) {
  auto* numbers = std::get_if<std::vector<double>>(&column.values);
  if (numbers == nullptr) return std::uint64_t{0};
  std::uint64_t num_nan = 0;
  for (std::size_t i = 0; i < numbers->size(); ++i) {
    double& value = (*numbers)[i];
    if (std::isfinite(value) || column.missing(i)) continue;
    if (std::isinf(value)) {
      return cell_error(ErrorCode::kDataNotFinite, place, i, text_of(column, i),
                        "numbers must be finite; mend the row or leave the cell empty");
    }
    column.is_missing.resize(numbers->size(), 0);
    column.is_missing[i] = 1;
    value = 0;
    ++num_nan;
  }
  return num_nan;
}

}  // namespace

void WantedColumns::add(const std::string& name, ColumnType narrowest) {
  if (name.empty()) return;
  const auto known = std::ranges::find(columns_, name, &WantedColumn::name);
  if (known == columns_.end()) {
    columns_.push_back({name, narrowest});
  } else {
    known->narrowest = std::max(known->narrowest, narrowest);
  }
}

Result<NamedColumns> take_columns(Table table, const std::vector<std::string>& names,
                                  std::string_view option, const RowPlaces& places) {
  NamedColumns taken;
  for (std::size_t c = 0; c < table.names.size(); ++c) {
    const std::string& name = table.names[c];
    if (std::ranges::find(names, name) == names.end()) continue;
    const ColumnPlace place{std::string(option), "", name, &places};
    TWOTOWER_ASSIGN(const std::uint64_t num_nan, make_nan_missing(table.columns[c], place));
    taken.num_nan += num_nan;
    taken.table.names.push_back(name);
    taken.table.columns.push_back(std::move(table.columns[c]));
  }
  return taken;
}

}  // namespace twotower

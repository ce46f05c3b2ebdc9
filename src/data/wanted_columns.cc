#include "data/wanted_columns.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/files/cell_place.h"

namespace twotower {
namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

enum class Infinite { kRefuse, kMissing };

Result<std::uint64_t> make_nan_missing(RawColumn& column, Infinite infinite,
                                       const ColumnPlace& place) {
  auto* numbers = std::get_if<Array<double>>(&column.values);
  if (numbers == nullptr) return std::uint64_t{0};
  std::uint64_t num_nan = 0;
  for (std::size_t i = 0; i < numbers->size(); ++i) {
    const double value = (*numbers)[i];
    if (std::isfinite(value) || column.missing(i)) continue;
    if (std::isinf(value) && infinite == Infinite::kRefuse) {
      return cell_error(ErrorCode::kDataNotFinite, place, i, text_of(column, i), NumberInfinite());
    }
    column.is_missing.resize(numbers->size(), 0);
    column.is_missing.edit()[i] = 1;
    numbers->edit()[i] = 0;
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

Result<NamedColumns> take_columns(Table table, const ColumnNames& names, std::string_view option,
                                  const RowPlaces& places) {
  NamedColumns taken;
  for (std::size_t c = 0; c < table.names.size(); ++c) {
    const std::string& name = table.names[c];
    if (!has(names.all, name)) continue;
    const ColumnPlace place{std::string(option), "", name, &places};
    const Infinite infinite =
        has(names.checked_only, name) ? Infinite::kMissing : Infinite::kRefuse;
    TWOTOWER_ASSIGN(const std::uint64_t num_nan,
                    make_nan_missing(table.columns[c], infinite, place));
    taken.num_nan += num_nan;
    taken.table.names.push_back(name);
    taken.table.columns.push_back(std::move(table.columns[c]));
  }
  return taken;
}

}  // namespace twotower

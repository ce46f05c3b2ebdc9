#include "data/cell_parts.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/blanks.h"

namespace twotower {
namespace {

constexpr std::size_t kCellsLookedAt = 10'000;
constexpr std::array<std::string_view, 7> kIdSeparators = {"|", ";", ",", "、", "，", "；", " "};
constexpr double kMostCells = 0.5;       // of the cells
constexpr double kNearlyAllCells = 0.9;  // of the cells, or of the parts
constexpr double kPartsAgain = 0.25;     // of the parts: some may be met once
constexpr double kMovingParts = 0.3;  // of the parts that come again: in titles next to none move

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    const std::string_view part = without_blanks(text.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

// The id of what was shown, without whether it was clicked: N27-1.
std::string_view without_label(std::string_view part) {
  const bool is_labelled = part.size() > 2 && (part.back() == '0' || part.back() == '1') &&
                           (part[part.size() - 2] == '-' || part[part.size() - 2] == ':');
  return is_labelled ? part.substr(0, part.size() - 2) : part;
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_json_text(std::string_view cell) {
  cell = without_blanks(cell);
  return (cell.starts_with('[') && cell.ends_with(']')) ||
         (cell.starts_with('{') && cell.ends_with('}'));
}

// Different values, from all over the column.
std::vector<std::string_view> distinct_cells(const RawColumn& column, const StringColumn& texts) {
  const std::size_t step = std::max<std::size_t>(1, column.num_rows() / kCellsLookedAt);
  absl::flat_hash_set<std::string_view> known;
  std::vector<std::string_view> cells;
  for (std::size_t row = 0; row < column.num_rows(); row += step) {
    if (!column.missing_row(row) && known.insert(texts[row]).second) cells.push_back(texts[row]);
  }
  return cells;
}

// Where a part stands in the cells that have it.
struct PartPlaces {
  std::size_t first = 0;
  std::size_t count = 0;
  bool is_moving = false;
};

bool hold_several(const std::vector<std::string_view>& cells, std::string_view separator) {
  absl::flat_hash_map<std::string_view, PartPlaces> places;
  std::size_t num_cut = 0, num_parts = 0, num_codes = 0;
  for (const std::string_view cell : cells) {
    const std::vector<std::string_view> parts = parts_of(cell, separator);
    num_cut += parts.size() > 1 ? 1 : 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      PartPlaces& place = places[without_label(parts[i])];
      if (place.count++ == 0) place.first = i;
      place.is_moving = place.is_moving || place.first != i;
      ++num_parts;
      num_codes += has_digit(parts[i]) ? 1 : 0;
    }
  }
  const auto is_share = [](std::size_t count, double share, std::size_t all) {
    return static_cast<double>(count) >= share * static_cast<double>(all);
  };
  if (cells.empty() || !is_share(num_cut, kMostCells, cells.size())) return false;
  if (separator == " " && !is_share(num_codes, kNearlyAllCells, num_parts)) return false;
  std::size_t again = 0, moving = 0;
  for (const auto& [part, place] : places) {
    again += place.count > 1 ? 1 : 0;
    moving += place.is_moving ? 1 : 0;
  }
  return is_share(again, kPartsAgain, places.size()) && again > 0 &&
         is_share(moving, kMovingParts, again);
}

}  // namespace

std::optional<CrowdedCells> find_crowded_cells(const RawColumn& column) {
  const auto* texts = std::get_if<StringColumn>(&column.values);
  if (texts == nullptr || !column.list_offsets.empty()) return std::nullopt;
  const std::vector<std::string_view> cells = distinct_cells(column, *texts);
  if (cells.empty()) return std::nullopt;
  const auto num_json = static_cast<std::size_t>(std::ranges::count_if(cells, is_json_text));
  if (static_cast<double>(num_json) >= kNearlyAllCells * static_cast<double>(cells.size())) {
    return CrowdedCells{CrowdedCells::Kind::kJson, "", std::string(cells[0])};
  }
  for (const std::string_view separator : kIdSeparators) {
    if (!hold_several(cells, separator)) continue;
    const auto example = std::ranges::find_if(
        cells, [&](std::string_view cell) { return parts_of(cell, separator).size() > 1; });
    return CrowdedCells{CrowdedCells::Kind::kIds, std::string(separator), std::string(*example)};
  }
  return std::nullopt;
}

}  // namespace twotower

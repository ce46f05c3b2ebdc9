#include "serve/item_labels.h"

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <string_view>
#include <variant>

namespace twotower {
namespace {

constexpr std::size_t kMostIds = 5;  // as many as an error names

// The label of an item as it lies in the catalog; empty: it has none.
std::string_view label_at(const Catalog& catalog, std::uint32_t slot) {
  const auto [rows, row] = catalog.place_of(slot);
  const RawColumn& column = rows->raw[catalog.shown().front()].column;
  const auto* texts = std::get_if<StringColumn>(&column.values);
  const bool has_label = texts != nullptr && column.list_offsets.empty() && !column.missing(row);
  return has_label ? (*texts)[row] : std::string_view();
}

}  // namespace

std::vector<LabelledItems> items_labelled(const Bundle& bundle,
                                          std::span<const std::string> labels) {
  std::vector<LabelledItems> found(labels.size());
  const Catalog& catalog = bundle.catalog;
  if (labels.empty() || catalog.shown().empty()) return found;
  absl::flat_hash_map<std::string_view, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < labels.size(); ++i) places[labels[i]].push_back(i);
  for (std::uint32_t slot = 0; slot < catalog.size(); ++slot) {
    const std::string_view label = label_at(catalog, slot);
    if (label.empty() || !bundle.index->has(slot)) continue;
    const auto asked = places.find(label);
    if (asked == places.end()) continue;
    for (const std::size_t place : asked->second) {
      ++found[place].count;
      if (found[place].ids.size() < kMostIds) found[place].ids.push_back(to_id(catalog.id(slot)));
    }
  }
  return found;
}

}  // namespace twotower

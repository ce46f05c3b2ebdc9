#include "serve/item_labels.h"

#include <absl/container/flat_hash_map.h>
#include <absl/strings/ascii.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string_view>
#include <variant>

#include "base/nearest_name.h"

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

std::vector<std::string> labels_of(const Bundle& bundle) {
  std::vector<std::string> labels;
  const Catalog& catalog = bundle.catalog;
  for (std::uint32_t slot = 0; slot < catalog.size(); ++slot) {
    if (bundle.index->has(slot)) labels.emplace_back(label_at(catalog, slot));
  }
  std::ranges::sort(labels);
  const auto repeated = std::ranges::unique(labels);
  labels.erase(repeated.begin(), repeated.end());
  std::erase(labels, "");
  return labels;
}

// Ids are words of ASCII; what labels are is seldom one.
bool looks_like_id(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
}

// Toy Story, of Toy Story (1995).
bool begins(std::string_view text, std::string_view label) {
  constexpr std::size_t kMinLength = 3;
  const auto is_of_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  if (text.size() < kMinLength || !label.starts_with(text)) return false;
  const bool ends_word = label.size() == text.size() || !is_of_word(label[text.size()]);
  return ends_word || !is_of_word(text.back());
}

}  // namespace

std::vector<std::string> near_labels(const Bundle& bundle, std::string_view text) {
  constexpr std::size_t kMost = 3;
  if (bundle.catalog.shown().empty()) return {};
  const std::vector<std::string> labels = labels_of(bundle);
  const std::string small = absl::AsciiStrToLower(std::string(text));
  std::vector<std::string> near;
  for (const std::string& label : labels) {
    if (near.size() < kMost && begins(small, absl::AsciiStrToLower(label))) near.push_back(label);
  }
  if (!near.empty() || looks_like_id(text)) return near;
  const std::string_view nearest = nearest_name(text, labels);
  if (!nearest.empty()) near.emplace_back(nearest);
  return near;
}

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

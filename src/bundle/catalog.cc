#include "bundle/catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "base/messages/bundle_errors.h"
#include "base/messages/error_messages.h"
#include "base/tensor_list.h"
#include "bundle/tensor_names.h"
#include "features/column_tensors.h"

namespace twotower {
namespace {

constexpr std::string_view kRaw = "raw/";

// The names of raw columns, from those of their tensors: "raw/NAME/PART".
std::vector<std::string> raw_names(const TensorFile& file) {
  std::vector<std::string> names;
  for (const TensorInfo& info : file.tensors()) {
    const std::size_t last = info.name.rfind('/');
    if (!info.name.starts_with(kRaw) || last < kRaw.size()) continue;
    std::string name = info.name.substr(kRaw.size(), last - kRaw.size());
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

Result<std::vector<ItemColumn>> read_raw(const TensorFile& file, std::size_t num_items) {
  std::vector<ItemColumn> raw;
  for (std::string& name : raw_names(file)) {
    const std::string tensors = std::string(kRaw) + name;
    TWOTOWER_ASSIGN(RawColumn column, read_raw_column(file, tensors, num_items));
    TWOTOWER_ASSIGN(std::optional<SortedValues> sorted, read_sorted_values(file, tensors, column));
    raw.push_back({std::move(name), std::move(column), std::move(sorted)});
  }
  return raw;
}

}  // namespace

const ItemColumn* ItemRows::find_raw(std::string_view name) const {
  const auto found = std::ranges::find(raw, name, &ItemColumn::name);
  return found == raw.end() ? nullptr : &*found;
}

Catalog::Catalog(ItemRows rows, std::vector<std::size_t> shown)
    : rows_(std::make_shared<const ItemRows>(std::move(rows))), shown_(std::move(shown)) {
  Changes none;
  none.num_slots = rows_->size();
  changes_ = std::make_shared<const Changes>(std::move(none));
}

Catalog Catalog::with(Changes changes) const {
  Catalog next = *this;
  next.changes_ = std::make_shared<const Changes>(std::move(changes));
  return next;
}

std::size_t Catalog::size() const {
  return changes_->num_slots;
}

std::pair<const ItemRows*, std::size_t> Catalog::place_of(std::uint32_t slot) const {
  if (changes_->slots.empty()) return {rows_.get(), slot};
  const auto changed = changes_->row_of.find(slot);
  if (changed == changes_->row_of.end()) return {rows_.get(), slot};
  return {&changes_->rows, changed->second};
}

std::optional<std::uint32_t> Catalog::find(const IdView& id) const {
  const auto row = changes_->rows.ids.size() == 0 ? std::nullopt : changes_->rows.ids.find(id);
  return row.has_value() ? changes_->slots[*row] : rows_->ids.find(id);
}

IdView Catalog::id(std::uint32_t slot) const {
  const auto [rows, row] = place_of(slot);
  return rows->ids.id(static_cast<std::uint32_t>(row));
}

std::uint32_t Catalog::count(std::uint32_t slot) const {
  const auto [rows, row] = place_of(slot);
  return rows->counts[row];
}

std::vector<EncodedColumn> Catalog::columns_of(std::uint32_t slot) const {
  const auto [rows, row] = place_of(slot);
  std::vector<EncodedColumn> columns;
  for (const EncodedColumn& column : rows->columns) columns.push_back(row_of(column, row));
  return columns;
}

std::uint32_t Catalog::table_row(std::size_t feature, std::uint32_t slot) const {
  const auto [rows, row] = place_of(slot);
  return std::get<RowColumn>(rows->columns[feature]).rows[row];
}

Value Catalog::shown_of(std::uint32_t slot) const {
  const auto [rows, row] = place_of(slot);
  Value::Map map;
  for (const std::size_t i : shown_) {
    map.push_back({rows->raw[i].name, value_of_row(rows->raw[i].column, row)});
  }
  return Value(std::move(map));
}

Value Catalog::raw_of(std::uint32_t slot) const {
  const auto [rows, row] = place_of(slot);
  Value::Map map;
  for (const ItemColumn& item : rows->raw) {
    map.push_back({item.name, value_of_row(item.column, row)});
  }
  return Value(std::move(map));
}

std::vector<ItemColumnView> views_of(const std::vector<ItemColumn>& columns) {
  std::vector<ItemColumnView> views;
  for (const ItemColumn& item : columns) views.push_back({item.name, item.column, item.sorted});
  return views;
}

Result<void> save_catalog(const CatalogView& catalog, const FeatureSet& features,
                          const std::string& path) {
  const RawColumn ids = catalog.ids.indexed_ids();
  TensorList list;
  add_tensors(list, "ids", ids);
  list.add("counts", {catalog.counts.size()}, catalog.counts);
  for (std::size_t i = 0; i < catalog.columns.size(); ++i) {
    add_tensors(list, encoded_name(features.features()[i].name), catalog.columns[i]);
  }
  for (const auto& [name, column, sorted] : catalog.raw) {
    const std::string tensors = fmt::format("{}{}", kRaw, name);
    add_tensors(list, tensors, column);
    if (sorted.has_value()) add_tensors(list, tensors, *sorted);
  }
  return list.write(path);
}

Result<Catalog> load_catalog(const TensorFile& file, const FeatureSet& features,
                             const std::vector<std::string>& shown) {
  ItemRows rows;
  TWOTOWER_ASSIGN(rows.ids, read_ids(file, "ids"));
  const std::size_t num_items = rows.size();
  TWOTOWER_ASSIGN(rows.counts, file.array<std::uint32_t>("counts", {num_items}));
  for (const FeatureSet::Feature& feature : features.features()) {
    TWOTOWER_ASSIGN(EncodedColumn column, read_encoded_column(file, encoded_name(feature.name),
                                                              feature.fitted->form(), num_items));
    rows.columns.push_back(std::move(column));
  }
  TWOTOWER_ASSIGN(rows.raw, read_raw(file, num_items));
  std::vector<std::size_t> places;
  for (const std::string& name : shown) {
    const auto column = std::ranges::find(rows.raw, name, &ItemColumn::name);
    if (column == rows.raw.end()) {
      return Error{ErrorCode::kBundleCorrupt, file.path(),
                   FileDamaged(file.path(), ShownColumnMissing(name))};
    }
    places.push_back(static_cast<std::size_t>(column - rows.raw.begin()));
  }
  return Catalog(std::move(rows), std::move(places));
}

}  // namespace twotower

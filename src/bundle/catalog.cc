#include "bundle/catalog.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/tensor_list.h"
#include "bundle/tensor_names.h"
#include "features/column_tensors.h"

namespace twotower {
namespace {

constexpr std::string_view kShown = "show/";

Value value_at(const RawColumn& column, std::size_t i) {
  if (column.missing(i)) return Value();
  if (const auto* texts = std::get_if<StringColumn>(&column.values)) {
    return Value(std::string((*texts)[i]));
  }
  if (const auto* integers = std::get_if<Array<std::int64_t>>(&column.values)) {
    return Value((*integers)[i]);
  }
  return Value(std::get<Array<double>>(column.values)[i]);
}

Value value_of_row(const RawColumn& column, std::size_t row) {
  if (column.list_offsets.empty()) return value_at(column, row);
  const auto [begin, end] = column.values_of(row);
  Value::List list;
  for (std::size_t i = begin; i < end; ++i) list.push_back(value_at(column, i));
  return Value(std::move(list));
}

// The names of shown columns, from those of their tensors: "show/NAME/PART".
std::vector<std::string> shown_names(const TensorFile& file) {
  std::vector<std::string> names;
  for (const TensorInfo& info : file.tensors()) {
    const std::size_t last = info.name.rfind('/');
    if (!info.name.starts_with(kShown) || last < kShown.size()) continue;
    std::string name = info.name.substr(kShown.size(), last - kShown.size());
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

Value Catalog::shown_of(std::uint32_t slot) const {
  Value::Map map;
  for (const ShownColumn& column : shown) {
    map.push_back({column.name, value_of_row(column.column, slot)});
  }
  return Value(std::move(map));
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
  for (const ShownColumn& shown : catalog.shown) {
    add_tensors(list, std::string(kShown) + shown.name, shown.column);
  }
  return list.write(path);
}

Result<Catalog> load_catalog(const TensorFile& file, const FeatureSet& features) {
  Catalog catalog;
  TWOTOWER_ASSIGN(catalog.ids, read_ids(file, "ids"));
  const std::size_t num_items = catalog.ids.size();
  TWOTOWER_ASSIGN(catalog.counts, file.array<std::uint32_t>("counts", {num_items}));
  for (const FeatureSet::Feature& feature : features.features()) {
    TWOTOWER_ASSIGN(EncodedColumn column, read_encoded_column(file, encoded_name(feature.name),
                                                              feature.fitted->form(), num_items));
    catalog.columns.push_back(std::move(column));
  }
  for (std::string& name : shown_names(file)) {
    TWOTOWER_ASSIGN(RawColumn column, read_raw_column(file, std::string(kShown) + name, num_items));
    catalog.shown.push_back({std::move(name), std::move(column)});
  }
  return catalog;
}

}  // namespace twotower

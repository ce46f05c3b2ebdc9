#include "run/add_items.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/count_value.h"
#include "base/messages/run_errors.h"
#include "base/options.h"
#include "bundle/bundle.h"
#include "bundle/with_items.h"
#include "bundle/write_bundle.h"
#include "config/config.h"
#include "data/entity_table.h"
#include "data/id_column.h"
#include "prepare/encoded_dataset.h"
#include "run/internal/config_for_table.h"
#include "run/open_bundle.h"
#include "serve/user_state.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

// All columns that the bundle has of items, those that the item tower reads first.
std::vector<std::string> columns_of_items(const Bundle& bundle, const Config& config) {
  std::vector<std::string> columns = columns_of(config.features).item;
  const auto add = [&](const std::string& name) {
    if (std::ranges::count(columns, name) == 0) columns.push_back(name);
  };
  for (const std::size_t i : bundle.catalog.shown()) add(bundle.catalog.rows().raw[i].name);
  for (const ItemColumn& raw : bundle.catalog.rows().raw) add(raw.name);
  return columns;
}

bool is_shown(const Catalog& catalog, const std::string& name) {
  return std::ranges::any_of(
      catalog.shown(), [&](std::size_t column) { return catalog.rows().raw[column].name == name; });
}

struct ItemsFile {
  EntityTable table;
  std::vector<std::string> lacking;  // columns of the bundle that it has not
};

Result<ItemsFile> read_items(const Bundle& bundle, const TableSource& source) {
  TWOTOWER_ASSIGN(const Config config,
                  config_for_table(bundle.manifest.config, Entity::kItem, source));
  const std::vector<std::string> columns = columns_of_items(bundle, config);
  const std::vector<std::string> read = columns_of(config.features).item;
  std::vector<std::string> others;
  std::ranges::copy_if(columns, std::back_inserter(others), [&](const std::string& name) {
    return std::ranges::count(read, name) == 0 && !is_shown(bundle.catalog, name);
  });
  TWOTOWER_ASSIGN(
      EntityTable table,
      read_entity_table(
          *config.data.items,
          {.entity = Entity::kItem,
           .id = config.data.items->id,
           .id_there = config.data.interactions.item.value_or("item_id"),
           .columns = {},
           .columns_if_there = columns,
           .checked_only = others,
           .id_type = bundle.catalog.rows().ids.type() == IdMap::Type::kInt64 ? IdType::kInt
                                                                              : IdType::kString}));
  ItemsFile items{std::move(table), {}};
  std::ranges::copy_if(columns, std::back_inserter(items.lacking), [&](const std::string& name) {
    return items.table.columns.find(name) == nullptr;
  });
  return items;
}

// Of a column that the file has not: what known items have, nothing of new ones. None where no
// known item is among these.
std::optional<RawColumn> kept_column(const Bundle& bundle, const RawColumn& ids,
                                     const std::string& name) {
  const std::vector<ItemColumn>& raw = bundle.catalog.rows().raw;
  const auto column = std::ranges::find(raw, name, &ItemColumn::name);
  if (column == raw.end()) return std::nullopt;
  std::vector<std::uint64_t> rows;
  bool has_known = false;
  for (std::size_t row = 0; row < ids.num_rows(); ++row) {
    const auto slot = find_item(bundle, Id(text_of(ids, row)));
    has_known = has_known || slot.has_value();
    rows.push_back(slot.value_or(column->column.num_rows()));
  }
  return has_known ? std::optional(take_or_missing(column->column, rows)) : std::nullopt;
}

std::string_view without_zeros(std::string_view id) {
  return id.substr(std::min(id.find_first_not_of('0'), id.size()));
}

// New ids that are known ones but for zeros before them, which spreadsheets and readers of numbers
// take away.
AddedItems::NearlyKnown nearly_known(const Bundle& old, const RawColumn& ids) {
  AddedItems::NearlyKnown nearly;
  std::map<std::string_view, std::string> fresh;  // without zeros -> as it is
  std::vector<std::string> texts;
  for (std::size_t row = 0; row < ids.num_rows(); ++row) texts.push_back(text_of(ids, row));
  for (const std::string& text : texts) {
    if (!find_item(old, Id(text)).has_value()) fresh.emplace(without_zeros(text), text);
  }
  for (std::uint32_t slot = 0; slot < old.catalog.size() && !fresh.empty(); ++slot) {
    const auto id = to_string(old.catalog.id(slot));
    const auto found = fresh.find(without_zeros(id));
    if (found == fresh.end() || found->second == id || !old.index->has(slot)) continue;
    if (nearly.count++ > 0) continue;
    nearly.id = found->second;
    nearly.known = id;
  }
  return nearly;
}

// The columns that the item tower reads, besides the item's own id.
std::vector<std::string> columns_read(const Bundle& bundle) {
  std::vector<std::string> columns;
  for (const FeatureSet::Feature& feature : bundle.features.item.features()) {
    if (!feature.column().empty()) columns.push_back(feature.column());
  }
  return columns;
}

// New items of which nothing is told that the model reads: to it they are all one unknown item.
std::size_t count_untold(const Bundle& old, const EntityTable& items) {
  const std::vector<std::string> columns = columns_read(old);
  std::size_t count = 0;
  for (std::size_t row = 0; row < items.ids.num_rows(); ++row) {
    const bool is_new = !find_item(old, Id(text_of(items.ids, row))).has_value();
    const bool is_told = std::ranges::any_of(columns, [&](const std::string& name) {
      const RawColumn* column = items.columns.find(name);
      return column != nullptr && !column->missing_row(row);
    });
    count += is_new && !is_told ? 1 : 0;
  }
  return count;
}

Result<void> check_free(const std::string& out) {
  std::error_code ignored;
  if (out.empty() || !fs::exists(out, ignored)) return {};
  return Error{ErrorCode::kRequestOutOfRange, "out", ItemsFolderTaken(out)};
}

// At `out`, or beside `from` where that is empty.
Result<std::string> write_items(const Bundle& bundle, const std::string& out,
                                const std::string& from) {
  if (out.empty()) return write_bundle_beside(from, contents_of(bundle));
  TWOTOWER_TRY(write_bundle(out, contents_of(bundle)));
  return out;
}

}  // namespace

Result<AddedItems> add_items(const std::string& bundle, const TableSource& source,
                             const std::string& out) {
  TWOTOWER_TRY(check_free(out));
  const std::string from = find_bundle(bundle);
  TWOTOWER_TRY(refuse_run_as_data(source.path));
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  const Bundle& old = *recommender.bundle();
  TWOTOWER_ASSIGN(ItemsFile read, read_items(old, source));
  const EntityTable& items = read.table;
  std::map<std::string, RawColumn> kept;
  for (const std::string& name : read.lacking) {
    if (auto column = kept_column(old, items.ids, name)) kept.emplace(name, std::move(*column));
  }
  TWOTOWER_ASSIGN(const ItemChange change,
                  with_items(old, [&](const std::string& name) -> const RawColumn* {
                    if (name.empty()) return &items.ids;
                    const auto known = kept.find(name);
                    return known == kept.end() ? items.columns.find(name) : &known->second;
                  }));
  const Bundle& next = change.bundle;
  TWOTOWER_ASSIGN(const std::string path, write_items(merged(next), out, from));
  TWOTOWER_ASSIGN(const Manifest manifest, read_manifest(path));
  const std::size_t num_new = next.index->num_present() - old.index->num_present();
  return AddedItems{.bundle = path,
                    .generation = manifest.generation,
                    .parent = old.manifest.generation,
                    .added = num_new,
                    .replaced = items.ids.num_rows() - num_new,
                    .items = next.index->num_present(),
                    .without_features = count_untold(old, items),
                    .columns = columns_read(next),
                    .lacking = std::move(read.lacking),
                    .nearly_known = nearly_known(old, items.ids),
                    .doubts = doubts_of(items.findings)};
}

Value to_value(const AddedItems& items) {
  return Value(Value::Map{{"bundle", Value(items.bundle)},
                          {"added", count_value(items.added)},
                          {"replaced", count_value(items.replaced)},
                          {"without_features", count_value(items.without_features)},
                          {"items", count_value(items.items)},
                          {"missing_columns", to_value(items.lacking)},
                          {"nearly_known", count_value(items.nearly_known.count)},
                          {"generation", Value(items.generation)},
                          {"parent", Value(items.parent)}});
}

}  // namespace twotower

#include "run/add_items.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/count_value.h"
#include "base/messages/run_errors.h"
#include "base/options.h"
#include "bundle/bundle.h"
#include "bundle/with_items.h"
#include "bundle/write_bundle.h"
#include "config/config.h"
#include "data/entity_table.h"
#include "prepare/encoded_dataset.h"
#include "run/open_bundle.h"
#include "serve/user_state.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

// How the file is read: as the items table of training if it has the same ending, else by what it
// holds.
ItemTableOptions table_options(const Config& config, const std::string& file) {
  ItemTableOptions options;
  const auto& trained = config.data.items;
  if (trained.has_value() && fs::path(trained->path).extension() == fs::path(file).extension()) {
    options = *trained;
  } else if (trained.has_value()) {
    options.id = trained->id;
  }
  options.path = file;
  return options;
}

Result<EntityTable> read_items(const Bundle& bundle, const std::string& file) {
  TWOTOWER_ASSIGN(const Config config,
                  read_options<Config>(bundle.manifest.config, Manifest::kFileName));
  const Catalog& catalog = bundle.catalog;
  std::vector<std::string> columns = columns_of(config.features).item, others;
  for (const std::size_t i : catalog.shown()) columns.push_back(catalog.rows().raw[i].name);
  for (const ItemColumn& raw : catalog.rows().raw) {
    if (std::ranges::count(columns, raw.name) == 0) others.push_back(raw.name);
  }
  return read_entity_table(
      table_options(config, file),
      {.entity = Entity::kItem,
       .id = config.data.items.has_value() ? config.data.items->id : std::nullopt,
       .id_there = config.data.interactions.item.value_or("item_id"),
       .columns = columns,
       .columns_if_there = others,
       .checked_only = others,
       .id_type =
           catalog.rows().ids.type() == IdMap::Type::kInt64 ? IdType::kInt : IdType::kString});
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

// At `out`, or beside `from` where that is empty.
Result<std::string> write_items(const Bundle& bundle, const std::string& out,
                                const std::string& from) {
  if (out.empty()) return write_bundle_beside(from, contents_of(bundle));
  TWOTOWER_TRY(write_bundle(out, contents_of(bundle)));
  return out;
}

}  // namespace

Result<AddedItems> add_items(const std::string& bundle, const std::string& file,
                             const std::string& out) {
  const std::string from = find_bundle(bundle);
  TWOTOWER_ASSIGN(const Bundle old, open_bundle(from));
  TWOTOWER_ASSIGN(const EntityTable items, read_items(old, file));
  TWOTOWER_ASSIGN(const ItemChange change, with_items(old, [&](const std::string& name) {
                    return name.empty() ? &items.ids : items.columns.find(name);
                  }));
  const Bundle& next = change.bundle;
  if (!out.empty() && fs::exists(out)) {
    return Error{ErrorCode::kRequestOutOfRange, "out", ItemsFolderTaken(out)};
  }
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
                    .columns = columns_read(next)};
}

Value to_value(const AddedItems& items) {
  return Value(Value::Map{{"bundle", Value(items.bundle)},
                          {"added", count_value(items.added)},
                          {"replaced", count_value(items.replaced)},
                          {"without_features", count_value(items.without_features)},
                          {"items", count_value(items.items)},
                          {"generation", Value(items.generation)},
                          {"parent", Value(items.parent)}});
}

}  // namespace twotower

#include "cli/items_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/count_value.h"
#include "base/json.h"
#include "base/options.h"
#include "bundle/bundle.h"
#include "bundle/with_items.h"
#include "bundle/write_bundle.h"
#include "cli/open_recommender.h"
#include "cli/say.h"
#include "data/entity_table.h"
#include "train/config.h"
#include "train/encoded_dataset.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWroteInEnglish =
    "wrote     {}: {} new items, {} replaced, {} in all\n"
    "          generation {}, from {}; nothing was trained\n";
constexpr std::string_view kWroteInChinese =
    "写入      {}：新增 {} 个物品，替换 {} 个，共 {} 个\n"
    "          版本 {}，来自 {}；没有重新训练\n";

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
  std::vector<std::string> columns = columns_of(config.features).item;
  for (const ShownColumn& shown : bundle.catalog.shown) columns.push_back(shown.name);
  return read_entity_table(
      table_options(config, file),
      {.entity = Entity::kItem,
       .id = config.data.items.has_value() ? config.data.items->id : std::nullopt,
       .id_there = config.data.interactions.item.value_or("item_id"),
       .columns = std::move(columns),
       .id_type =
           bundle.catalog.ids.type() == IdMap::Type::kInt64 ? IdType::kInt : IdType::kString});
}

// At `out`, or beside `from` where that is empty.
Result<std::string> write_items(const Bundle& bundle, const std::string& out,
                                const std::string& from) {
  if (out.empty()) return write_bundle_beside(from, contents_of(bundle));
  TWOTOWER_TRY(write_bundle(out, contents_of(bundle)));
  return out;
}

}  // namespace

Result<std::string> ItemsAddCommand::run() const {
  const std::string from = find_bundle(bundle);
  TWOTOWER_ASSIGN(const Bundle old, open_bundle(from));
  TWOTOWER_ASSIGN(const EntityTable items, read_items(old, file));
  TWOTOWER_ASSIGN(const Bundle next, with_items(old, [&](const std::string& name) {
                    return name.empty() ? &items.ids : items.columns.find(name);
                  }));
  if (!out.empty() && fs::exists(out)) {
    return Error{ErrorCode::kRequestOutOfRange, "out",
                 fmt::format("--out {} is there; name a folder that is not", out)};
  }
  TWOTOWER_ASSIGN(const std::string path, write_items(next, out, from));
  TWOTOWER_ASSIGN(const Manifest manifest, read_manifest(path));
  const std::size_t num_new = next.catalog.ids.size() - old.catalog.ids.size();
  const std::size_t num_replaced = items.ids.num_rows() - num_new;
  if (!as_json) {
    return say(language == Language::kChinese ? kWroteInChinese : kWroteInEnglish, path, num_new,
               num_replaced, next.catalog.ids.size(), manifest.generation, old.manifest.generation);
  }
  return to_json(Value(Value::Map{{"bundle", Value(path)},
                                  {"added", count_value(num_new)},
                                  {"replaced", count_value(num_replaced)},
                                  {"items", count_value(next.catalog.ids.size())},
                                  {"generation", Value(manifest.generation)},
                                  {"parent", Value(old.manifest.generation)}})) +
         "\n";
}

}  // namespace twotower

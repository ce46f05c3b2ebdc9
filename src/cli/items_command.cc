#include "cli/items_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
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
#include "config/config.h"
#include "data/entity_table.h"
#include "messages/say.h"
#include "prepare/encoded_dataset.h"
#include "serve/user_state.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWroteInEnglish =
    "wrote     {}: {} new items, {} replaced, {} in all\n"
    "          generation {}, from {}; nothing was trained\n";
constexpr std::string_view kWroteInChinese =
    "写入      {}：新增 {} 个物品，替换 {} 个，共 {} 个\n"
    "          版本 {}，来自 {}；没有重新训练\n";

constexpr std::string_view kUntoldInEnglish =
    "checked   ! {} of the new items have no value of {}: the model cannot tell them apart\n";
constexpr std::string_view kUntoldInChinese =
    "检查      ! {} 个新物品没有 {} 的任何值：模型无法区分它们\n";
constexpr std::string_view kIdsAloneInEnglish =
    "checked   ! {} new items: the model reads nothing of an item but its id, so it cannot tell "
    "them apart; train with features of items (--items FILE)\n";
constexpr std::string_view kIdsAloneInChinese =
    "检查      ! {} 个新物品：模型只读物品的 id，无法区分它们；请用物品特征训练（--items FILE）\n";

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

// The columns that the item tower reads, besides the item's own id.
std::vector<std::string> columns_read(const Bundle& bundle) {
  std::vector<std::string> columns;
  for (const FeatureSet::Feature& feature : bundle.features.item.features()) {
    if (!feature.column().empty()) columns.push_back(feature.column());
  }
  return columns;
}

// New items of which nothing is told that the model reads: to it they are all one unknown item.
std::size_t count_untold(const Bundle& next, std::size_t num_old, const EntityTable& items) {
  const std::vector<std::string> columns = columns_read(next);
  std::size_t count = 0;
  for (std::size_t row = 0; row < items.ids.num_rows(); ++row) {
    const auto slot = find_slot(next.catalog.ids, Id(text_of(items.ids, row)));
    const bool is_new = slot.has_value() && *slot >= num_old;
    const bool is_told = std::ranges::any_of(columns, [&](const std::string& name) {
      const RawColumn* column = items.columns.find(name);
      return column != nullptr && !column->missing_row(row);
    });
    count += is_new && !is_told ? 1 : 0;
  }
  return count;
}

std::string untold_text(const Bundle& bundle, std::size_t count, Language language) {
  if (count == 0) return "";
  const bool is_chinese = language == Language::kChinese;
  const std::vector<std::string> columns = columns_read(bundle);
  if (columns.empty()) return say(is_chinese ? kIdsAloneInChinese : kIdsAloneInEnglish, count);
  return say(is_chinese ? kUntoldInChinese : kUntoldInEnglish, count,
             fmt::format("{}", fmt::join(columns, ", ")));
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
  const std::size_t num_untold = count_untold(next, old.catalog.ids.size(), items);
  if (!as_json) {
    return say(language == Language::kChinese ? kWroteInChinese : kWroteInEnglish, path, num_new,
               num_replaced, next.catalog.ids.size(), manifest.generation,
               old.manifest.generation) +
           untold_text(next, num_untold, language);
  }
  return to_json(Value(Value::Map{{"bundle", Value(path)},
                                  {"added", count_value(num_new)},
                                  {"replaced", count_value(num_replaced)},
                                  {"without_features", count_value(num_untold)},
                                  {"items", count_value(next.catalog.ids.size())},
                                  {"generation", Value(manifest.generation)},
                                  {"parent", Value(old.manifest.generation)}})) +
         "\n";
}

}  // namespace twotower

#include "cli/items_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "base/json.h"
#include "messages/words.h"
#include "run/add_items.h"

namespace twotower {
namespace {

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

std::string untold_text(const AddedItems& items, Language language) {
  if (items.without_features == 0) return "";
  const bool is_chinese = language == Language::kChinese;
  if (items.columns.empty()) {
    return say(is_chinese ? kIdsAloneInChinese : kIdsAloneInEnglish, items.without_features);
  }
  return say(is_chinese ? kUntoldInChinese : kUntoldInEnglish, items.without_features,
             fmt::format("{}", fmt::join(items.columns, ", ")));
}

}  // namespace

Result<std::string> ItemsAddCommand::run() const {
  TWOTOWER_ASSIGN(const AddedItems items, add_items(bundle, file, out));
  if (as_json) return to_json(to_value(items)) + "\n";
  return say(language == Language::kChinese ? kWroteInChinese : kWroteInEnglish, items.bundle,
             items.added, items.replaced, items.items, items.generation, items.parent) +
         untold_text(items, language);
}

}  // namespace twotower

#include "cli/items_command.h"

#include "base/json.h"
#include "base/messages/command_words.h"
#include "base/messages/run_words.h"
#include "base/shell_word.h"
#include "cli/labelled_line.h"
#include "run/add_items.h"

namespace twotower {
namespace {

std::string untold_text(const AddedItems& items, Language language) {
  if (items.without_features == 0) return "";
  if (items.columns.empty()) return warned(ItemsByIdAlone(items.without_features), language);
  return warned(ItemsWithoutValues(items.without_features, items.columns), language);
}

// What of the table is to be looked at.
std::string warnings_text(const AddedItems& items, const std::string& file, Language language) {
  std::string text = untold_text(items, language);
  for (const Message& doubt : items.doubts) text += warned(doubt, language);
  if (!items.lacking.empty()) {
    text += warned(ItemsLackColumns(file, items.lacking, items.replaced), language);
  }
  if (const auto& nearly = items.nearly_known; nearly.count > 0) {
    text += warned(ItemsNearlyKnown(nearly.count, nearly.id, nearly.known), language);
  }
  return text;
}

}  // namespace

Result<std::string> ItemsAddCommand::run() const {
  TWOTOWER_ASSIGN(const AddedItems items, add_items(bundle, source, out));
  if (as_json) return to_json(to_value(items)) + "\n";
  return labelled(LabelWrote(), ItemsAdded(items.bundle, items.added, items.replaced, items.items),
                  language) +
         labelled({}, ItemsGeneration(items.generation, items.parent), language) +
         warnings_text(items, source.path, language) +
         labelled(LabelNext(), "twotower serve " + shell_word(items.bundle), language);
}

}  // namespace twotower

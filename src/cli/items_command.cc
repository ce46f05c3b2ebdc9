#include "cli/items_command.h"

#include "base/json.h"
#include "base/messages/command_words.h"
#include "cli/labelled_line.h"
#include "run/add_items.h"

namespace twotower {
namespace {

std::string untold_text(const AddedItems& items, Language language) {
  if (items.without_features == 0) return "";
  if (items.columns.empty()) return warned(ItemsByIdAlone(items.without_features), language);
  return warned(ItemsWithoutValues(items.without_features, items.columns), language);
}

}  // namespace

Result<std::string> ItemsAddCommand::run() const {
  TWOTOWER_ASSIGN(const AddedItems items, add_items(bundle, file, out));
  if (as_json) return to_json(to_value(items)) + "\n";
  return labelled(LabelWrote(), ItemsAdded(items.bundle, items.added, items.replaced, items.items),
                  language) +
         labelled({}, ItemsGeneration(items.generation, items.parent), language) +
         untold_text(items, language);
}

}  // namespace twotower

#include "cli/inspect_command.h"

#include <utility>

#include "base/json.h"
#include "cli/inspect_bundle.h"
#include "cli/inspect_table.h"
#include "cli/open_recommender.h"

namespace twotower {

Result<std::string> InspectCommand::run() const {
  if (has_bundle(path)) {
    const std::string folder = find_bundle(path);
    TWOTOWER_ASSIGN(const Bundle bundle, open_bundle(folder));
    return as_json ? to_json(bundle_value(bundle, folder)) + "\n"
                   : bundle_text(bundle, folder, language);
  }
  TWOTOWER_ASSIGN(const InspectedTable table, inspect_table(path));
  return as_json ? to_json(to_value(table)) + "\n" : to_text(table, language);
}

}  // namespace twotower

#include "cli/inspect_command.h"

#include "base/json.h"
#include "cli/inspect_wording.h"
#include "run/inspect.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

std::string printed(const auto& inspected, const InspectCommand& command) {
  return command.as_json ? to_json(to_value(inspected)) + "\n"
                         : to_text(inspected, command.language);
}

}  // namespace

Result<std::string> InspectCommand::run() const {
  if (has_bundle(path)) {
    TWOTOWER_ASSIGN(const InspectedBundle bundle, inspect_bundle(path));
    return printed(bundle, *this);
  }
  TWOTOWER_ASSIGN(const InspectedTable table, inspect_table(path, overrides));
  return printed(table, *this);
}

}  // namespace twotower

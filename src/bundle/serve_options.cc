#include "bundle/serve_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/messages/bundle_errors.h"
#include "features/item_fields.h"

namespace twotower {

Result<void> check_caps(const Caps& caps, const std::vector<std::string>& columns,
                        const ValuePlace& place) {
  for (const auto& [field, cap] : caps) {
    const auto find = [&](std::string_view name) {
      const auto found = std::ranges::find(columns, name);
      return found == columns.end() ? nullptr : &*found;
    };
    if (item_column(field, find) != nullptr) continue;
    return value_error(ErrorCode::kConfigUnknownName, Value(cap),
                       {fmt::format("{}.{}", place.path, field), place.source},
                       NoSuchItemColumn(suggestion(field, columns)));
  }
  return {};
}

}  // namespace twotower

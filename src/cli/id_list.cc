#include "cli/flag_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

#include "base/messages/cli_errors.h"
#include "base/shell_word.h"
#include "serve/user_state.h"

namespace twotower {
namespace {

// Between ids, by those who do not know that it is a comma.
constexpr std::string_view kOtherSeparators = ", \t\n;|[](){}\"'";

std::vector<std::string> parts_between(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

bool is_item(const Recommender& items, const std::string& id) {
  return items.has_item(Id(id));
}

// Whether `id`, which no item is called, is several ids.
bool has_items_inside(const Recommender& items, const std::string& id) {
  return std::ranges::any_of(parts_between(id, kOtherSeparators),
                             [&](const std::string& part) { return is_item(items, part); });
}

}  // namespace

Result<std::vector<Id>> read_id_list(std::string_view flag, std::string_view text,
                                     const Recommender& items) {
  std::vector<Id> ids;
  for (const std::string& part : parts_between(text, ",")) {
    std::string id(stripped(part, " \t\n"));
    if (id.empty()) continue;
    if (!is_item(items, id) && has_items_inside(items, id)) {
      const std::string right =
          fmt::format("{}", fmt::join(parts_between(text, kOtherSeparators), ","));
      return Error{ErrorCode::kRequestUnknownId, std::string(flag),
                   IdsNotApart(id, std::string(flag), shell_word(right))};
    }
    ids.emplace_back(std::move(id));
  }
  return ids;
}

}  // namespace twotower

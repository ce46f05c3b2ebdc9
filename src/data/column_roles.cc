#include "data/column_roles.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <vector>

namespace twotower {
namespace {

// Compared in lower case and without _ - and blanks.
constexpr std::string_view kUserNames[] = {"userid", "user", "uid", "customerid", "visitorid"};
constexpr std::string_view kItemNames[] = {"itemid",    "item", "iid",       "movieid",
                                           "productid", "sku",  "articleid", "asin"};
constexpr std::string_view kTimeNames[] = {"timestamp", "time", "ts", "datetime", "eventtime"};
constexpr std::string_view kTypeNames[] = {"event",        "eventtype", "type",      "behavior",
                                           "behaviortype", "action",    "actiontype"};
constexpr std::string_view kSessionNames[] = {"sessionid", "session", "sid"};

std::string normal_form(std::string_view name) {
  std::string normal;
  for (const char c : name) {
    if (c == '_' || c == '-' || c == ' ') continue;
    normal += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return normal;
}

struct Search {
  const std::optional<std::string>& given;
  std::span<const std::string_view> known_names;
  std::string option;  // that names the column
};

// Empty if none is given and no name is known.
Result<std::string> find_column(const Search& search, const std::string& path,
                                const std::vector<std::string>& names) {
  if (search.given) {
    if (std::ranges::find(names, *search.given) != names.end()) return *search.given;
    return missing_column(search.option, *search.given, path, names);
  }
  std::vector<std::string> found;
  for (const std::string& name : names) {
    if (std::ranges::find(search.known_names, normal_form(name)) != search.known_names.end()) {
      found.push_back(name);
    }
  }
  if (found.size() <= 1) return found.empty() ? std::string() : found[0];
  return Error{ErrorCode::kDataAmbiguousColumn, search.option,
               fmt::format("{0}: {1}: {2} could each be it; say which: --set {0}={3}",
                           search.option, path, fmt::join(found, " and "), found[0])};
}

Error no_column(const std::string& option, std::string_view what, const std::string& path,
                const std::vector<std::string>& names) {
  return {
      ErrorCode::kDataMissingColumn, option,
      fmt::format("{0}: {1}: which column is the {2}? Name it: --set {0}=COLUMN. There are: {3}",
                  option, path, what, fmt::join(names, ", "))};
}

}  // namespace

Result<InteractionColumns> find_roles(const InteractionOptions& options, const TableForm& form,
                                      GroupBy group) {
  const std::string option = "data.interactions";
  const auto find = [&](const std::optional<std::string>& given,
                        std::span<const std::string_view> known, std::string_view role) {
    return find_column({given, known, fmt::format("{}.{}", option, role)}, options.path,
                       form.names);
  };
  InteractionColumns columns;
  TWOTOWER_ASSIGN(columns.item, find(options.item, kItemNames, "item"));
  if (columns.item.empty()) {
    return no_column(option + ".item", "item", options.path, form.names);
  }
  TWOTOWER_ASSIGN(columns.user, find(options.user, kUserNames, "user"));
  TWOTOWER_ASSIGN(columns.time, find(options.time, kTimeNames, "time"));
  TWOTOWER_ASSIGN(columns.order, find(options.order, {}, "order"));
  if (options.type.has_value()) {
    TWOTOWER_ASSIGN(columns.type, find(options.type->column, kTypeNames, "type.column"));
    if (columns.type.empty()) {
      return no_column(option + ".type.column", "type", options.path, form.names);
    }
  }
  if (group == GroupBy::kUser && !columns.user.empty()) return columns;
  TWOTOWER_ASSIGN(columns.session, find(options.session, kSessionNames, "session"));
  if (!columns.session.empty()) return columns;
  if (group == GroupBy::kSession) {
    return no_column(option + ".session", "session", options.path, form.names);
  }
  return no_column(option + ".user", "user", options.path, form.names);
}

Result<std::string> find_id_column(Entity entity, const std::optional<std::string>& given,
                                   const std::string& id_there, const std::string& path,
                                   const TableForm& form) {
  const bool is_user = entity == Entity::kUser;
  const std::string option = is_user ? "data.users.id" : "data.items.id";
  const bool is_named_alike = std::ranges::find(form.names, id_there) != form.names.end();
  if (!given && is_named_alike) return id_there;
  std::vector<std::string_view> known = {"id"};
  const std::span<const std::string_view> names =
      is_user ? std::span<const std::string_view>(kUserNames) : kItemNames;
  known.insert(known.end(), names.begin(), names.end());
  TWOTOWER_ASSIGN(std::string column, find_column({given, known, option}, path, form.names));
  if (column.empty()) return no_column(option, is_user ? "user" : "item", path, form.names);
  return column;
}

}  // namespace twotower

#include "data/column_roles.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "base/messages/data_errors.h"
#include "base/shell_word.h"
#include "data/column_messages.h"

namespace twotower {
namespace {

struct Search {
  ColumnRole role;
  const std::optional<std::string>& given;
  std::string option;  // that names the column
};

// Empty if none is given and no name is known, or the one given is empty.
Result<std::string> find_column(const Search& search, const std::string& path,
                                const std::vector<std::string>& names) {
  if (search.given) {
    const bool is_known =
        search.given->empty() || std::ranges::find(names, *search.given) != names.end();
    if (is_known) return *search.given;
    return missing_column(search.option, *search.given, path, names);
  }
  const std::vector<std::string> found = columns_named(search.role, names);
  if (found.size() <= 1) return found.empty() ? std::string() : found[0];
  return ambiguous_column(search.role, search.option, path, found);
}

// A word of a shell; letters of other scripts need no quotes.
std::string word_of(std::string_view column) {
  std::string ascii(column);
  std::erase_if(ascii, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return ascii.empty() || shell_word(ascii) == ascii ? std::string(column) : shell_word(column);
}

std::string flag_of(ColumnRole role, const std::string& option, std::string_view column) {
  const std::string word = word_of(column);
  if (option.starts_with("--")) return fmt::format("{} {}", option, word);
  if (option == "data.users.id" || option == "data.items.id") {
    return fmt::format("--{}s-id {}", role_name(role), word);
  }
  const bool has_flag = option.starts_with("data.interactions.") && role != ColumnRole::kOrder;
  return has_flag ? fmt::format("--{} {}", role_name(role), word)
                  : "--set " + shell_word(fmt::format("{}={}", option, column));
}

}  // namespace

std::string option_of(ColumnRole role) {
  return fmt::format("data.interactions.{}{}", role_name(role),
                     role == ColumnRole::kType ? ".column" : "");
}

std::string role_flag(ColumnRole role, std::string_view column) {
  return flag_of(role, option_of(role), column);
}

std::vector<std::string> columns_named(ColumnRole role, const std::vector<std::string>& names,
                                       int max_rank) {
  std::vector<std::string> found;
  int best = max_rank;
  for (const std::string& name : names) {
    const std::optional<int> rank = name_rank(role, name);
    if (!rank || *rank > best) continue;
    if (*rank < best) found.clear();
    best = *rank;
    found.push_back(name);
  }
  return found;
}

Error no_column(ColumnRole role, const std::string& option, const std::string& path,
                const std::vector<std::string>& names) {
  return {
      ErrorCode::kDataMissingColumn, option,
      RoleColumnMissing(option, path, role_message(role), flag_of(role, option, "COLUMN"), names)};
}

Error ambiguous_column(ColumnRole role, const std::string& option, const std::string& path,
                       const std::vector<std::string>& candidates) {
  return {ErrorCode::kDataAmbiguousColumn, option,
          RoleColumnAmbiguous(option, path, role_message(role), candidates,
                              flag_of(role, option, candidates[0]))};
}

Result<InteractionColumns> find_roles(const InteractionOptions& options, const TableForm& form,
                                      GroupBy group) {
  const auto find = [&](ColumnRole role, const std::optional<std::string>& given) {
    return find_column({role, given, option_of(role)}, options.path, form.names);
  };
  const auto none = [&](ColumnRole role) {
    return no_column(role, option_of(role), options.path, form.names);
  };
  InteractionColumns columns;
  TWOTOWER_ASSIGN(columns.item, find(ColumnRole::kItem, options.item));
  if (columns.item.empty()) return none(ColumnRole::kItem);
  TWOTOWER_ASSIGN(columns.user, find(ColumnRole::kUser, options.user));
  TWOTOWER_ASSIGN(columns.time, find(ColumnRole::kTime, options.time));
  if (options.order.has_value()) {
    TWOTOWER_ASSIGN(columns.order, find(ColumnRole::kOrder, options.order));
  }
  if (options.type.has_value()) {
    TWOTOWER_ASSIGN(columns.type, find(ColumnRole::kType, options.type->column));
    const bool is_none = options.type->column == "";  // said, not only not found
    if (columns.type.empty() && !is_none) return none(ColumnRole::kType);
  }
  columns.request = options.request.value_or("");
  if (!columns.request.empty() && std::ranges::count(form.names, columns.request) == 0) {
    return missing_column("data.interactions.request", columns.request, options.path, form.names);
  }
  if (group == GroupBy::kUser && !columns.user.empty()) return columns;
  TWOTOWER_ASSIGN(columns.session, find(ColumnRole::kSession, options.session));
  const bool is_without_user = options.user && options.user->empty();  // said, not only not found
  if (!columns.session.empty() || (group == GroupBy::kUser && is_without_user)) return columns;
  return none(group == GroupBy::kSession ? ColumnRole::kSession : ColumnRole::kUser);
}

Result<std::string> find_id_column(Entity entity, const std::optional<std::string>& given,
                                   const std::string& id_there, const std::string& path,
                                   const TableForm& form, const std::string& flag) {
  const bool is_user = entity == Entity::kUser;
  const ColumnRole role = is_user ? ColumnRole::kUser : ColumnRole::kItem;
  const std::string key = is_user ? "data.users.id" : "data.items.id";
  const std::string& option = flag.empty() ? key : flag;
  const auto has = [&](std::string_view name) {
    return std::ranges::find(form.names, name) != form.names.end();
  };
  if (!given && has(id_there)) return id_there;
  const auto spelled = std::ranges::find_if(form.names, [&](const std::string& name) {
    return !id_there.empty() && is_same_name(name, id_there);
  });
  if (!given && spelled != form.names.end()) return *spelled;
  if (!given && columns_named(role, form.names).empty()) {
    for (const std::string_view name : {"id", "ID", "Id", "编号"}) {
      if (has(name)) return std::string(name);
    }
  }
  TWOTOWER_ASSIGN(std::string column, find_column({role, given, option}, path, form.names));
  if (column.empty()) return no_column(role, option, path, form.names);
  return column;
}

}  // namespace twotower

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/column_names.h"
#include "data/data_options.h"
#include "data/files/table_form.h"
#include "features/group_by.h"

namespace twotower {

// Which columns of the interactions mean what; empty: there is none.
struct InteractionColumns {
  std::string user;
  std::string item;
  std::string time;
  std::string order;
  std::string type;
  std::string session;  // only where sessions make the sequences
  std::string request;  // only where it is named

  const std::string& of(ColumnRole role) const {
    const std::string* columns[] = {&user, &item, &time, &order, &type, &session};
    return *columns[static_cast<std::size_t>(role)];
  }
  // Whether the column has a role.
  bool has(std::string_view name) const {
    return name == user || name == item || name == time || name == order || name == type ||
           name == session || name == request;
  }
  bool operator==(const InteractionColumns&) const = default;
};

// Roles as `options` give them, else by well-known names (user_id, UserID, uid; item_id, movieId,
// sku; timestamp, ts; session_id ...), never by content. `order` is never guessed, `type` only
// where options.type is given, `request` only where it is named; an option that is given and empty
// says that there is none. Sessions are looked for with GroupBy::kSession, and where there is no
// user. Fails with kDataMissingColumn where a named column is not there, or there is no item, or
// neither user nor session, and kDataAmbiguousColumn where two names fit; both say which option to
// set.
Result<InteractionColumns> find_roles(const InteractionOptions& options, const TableForm& form,
                                      GroupBy group);

// The key of a role: "data.interactions.user".
std::string option_of(ColumnRole role);

// The names that fit a role, of the best rank that there is, `max_rank` at most; see name_rank().
std::vector<std::string> columns_named(ColumnRole role, const std::vector<std::string>& names,
                                       int max_rank = kSureName);

// What names a column for a role: "--item sku", or "--set KEY=sku" for a key without a flag.
std::string role_flag(ColumnRole role, std::string_view column);

// kDataMissingColumn: no column has the role, and the flag that names one.
Error no_column(ColumnRole role, const std::string& option, const std::string& path,
                const std::vector<std::string>& names);

// kDataAmbiguousColumn: two or more candidates, and the flag that says which.
Error ambiguous_column(ColumnRole role, const std::string& option, const std::string& path,
                       const std::vector<std::string>& candidates);

enum class Entity { kUser, kItem };

// The id column of the users or items table: `given`, else the one named as in the interactions
// (`id_there`), in whatever spelling (see is_same_name()), else by well-known names, `id` among
// them. Errors as above; with a flag ("--id")
// they say that.
Result<std::string> find_id_column(Entity entity, const std::optional<std::string>& given,
                                   const std::string& id_there, const std::string& path,
                                   const TableForm& form, const std::string& flag = "");

}  // namespace twotower

#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "data/column_profile.h"
#include "data/column_roles.h"

namespace twotower {

// A table that was given where another belongs, told by the ids that it has: users as items, items
// as users, or a log of both. Nothing: it may be what it was given for. The error names the flag.
//   log    whose columns have the roles
//   table  given as the table of `entity`
std::optional<Error> wrong_table(Entity entity, const TableProfile& log,
                                 const InteractionColumns& roles, const TableProfile& table);

// A log that was given as the table of `entity`, and that table as the log, in which `why` says
// that a column is missing; `why` where it is not so. Told by the names of columns.
Error swapped_tables(Error why, Entity entity, const TableProfile& log, const TableProfile& table);

}  // namespace twotower

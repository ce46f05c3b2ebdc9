#pragma once

#include <string>
#include <vector>

#include "base/messages/message.h"
#include "base/result.h"
#include "data/column_profile.h"
#include "data/column_roles.h"
#include "data/data_options.h"
#include "features/group_by.h"

namespace twotower {

// Why a column has its role, for people to be told.
struct RoleFinding {
  ColumnRole role;
  Message message;  // "user_id, by its name"
};

struct SniffedRoles {
  InteractionColumns columns;
  std::vector<std::string> others;    // further times and sessions: no features
  std::vector<RoleFinding> findings;  // of what `options` left open
};

// The start of the tables that stand beside the log; null: there is none, or nobody looked.
struct LogTables {
  const TableProfile* users = nullptr;
  const TableProfile* items = nullptr;
};

// Roles as `options` give them, else by name, else by what the columns hold:
//   item, user  a column whose values are those of a column of the role's table; else named for a
//               person or a thing of some trade (student_no, 课程); else columns of integers or
//               texts that come again, if there is one alone, columns of a dozen values, of visits
//               (invoices) and properties of items apart. A user is not looked for by content where
//               there are sessions. A log of impressions may have neither: then each row is a
//               request of its own. Visits are sessions where nothing else is
//   time        the one that reads as times; of several, the one that varies within sequences
//   type        a column of few texts, known names of events among them; or whether what was shown
//               was clicked, else whether it was taken in another way, 0 or 1, by name
//   order       a column of integers or numbers, by name, or see column_that_orders()
// Two that fit alike are never chosen between. Fails with kDataAmbiguousColumn then, with
// kDataMissingColumn as find_roles() does, with kDataWrongFormat where cells hold several ids, and
// with kDataBadRow where many rows have no user, but a session.
Result<SniffedRoles> sniff_roles(const InteractionOptions& options, const TableProfile& profile,
                                 GroupBy group, const LogTables& tables = {});

}  // namespace twotower

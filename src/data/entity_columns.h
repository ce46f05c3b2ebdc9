#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/column_profile.h"
#include "data/column_roles.h"
#include "data/data_options.h"
#include "data/sniff_roles.h"
#include "features/group_by.h"

namespace twotower {

// Finds the columns of items, users and sessions, for sniff_roles(), and writes them into `roles`.
// All arguments must outlive it. Not thread-safe.
class EntityColumns {
 public:
  EntityColumns(const InteractionOptions& options, const TableProfile& profile,
                const LogTables& tables, SniffedRoles& roles)
      : options_(options), profile_(profile), tables_(tables), roles_(roles) {}

  // Each fails with kDataMissingColumn, kDataAmbiguousColumn, or kDataWrongFormat for cells that
  // hold several ids or JSON. Items come before users, both after sessions.
  Result<void> find_session();
  Result<void> find_item();
  Result<void> find_user(GroupBy group);

  // Leaves a session column that makes no sequences, and columns of what was taken at once
  // (invoices), to SniffedRoles::others. Fails with kDataBadRow where many rows have no user but
  // one of these.
  Result<void> set_sessions_aside(GroupBy group);

  // kDataMissingColumn for the role; says which columns hold several values a cell.
  Error missing(ColumnRole role) const;

 private:
  using Names = std::vector<std::string>;

  InteractionColumns& columns() const { return roles_.columns; }
  Result<void> find(ColumnRole role, std::string& column, bool by_content);
  Result<void> find_by_content(ColumnRole role, std::string& column);
  void found(ColumnRole role, std::string& column, const std::string& name, Message why);

  Names named(ColumnRole role) const;
  Names named_by_words(ColumnRole role) const;
  Names columns_of_table(ColumnRole role);
  Names id_candidates(ColumnRole role);
  Names title_candidates() const;
  Names with_titles(Names names, bool has_user) const;
  Names visits() const;
  const Names& likely_users();

  bool may_join(ColumnRole role, const ColumnProfile& column);
  Names without_visits(Names names);

  Error ambiguous(ColumnRole role, const Names& candidates);
  Result<void> check_cells(ColumnRole role, const std::string& column) const;

  const InteractionOptions& options_;
  const TableProfile& profile_;
  const LogTables& tables_;
  SniffedRoles& roles_;
  std::optional<Names> likely_users_;
};

}  // namespace twotower

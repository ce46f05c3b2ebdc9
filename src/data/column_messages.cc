#include "data/column_messages.h"

#include <cstddef>

#include "base/messages/data_errors.h"

namespace twotower {

Message role_message(ColumnRole role) {
  switch (role) {
    case ColumnRole::kUser: return RoleUser();
    case ColumnRole::kItem: return RoleItem();
    case ColumnRole::kTime: return RoleTime();
    case ColumnRole::kOrder: return RoleOrder();
    case ColumnRole::kType: return RoleType();
    case ColumnRole::kSession: return RoleSession();
  }
  return {};
}

Message values_message(const RawColumn& column) {
  if (column.values.index() == 0) return IntegerValues();
  return column.values.index() == 1 ? Message(NumberValues()) : Message(TextValues());
}

}  // namespace twotower

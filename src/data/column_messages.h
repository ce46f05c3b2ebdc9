#pragma once

#include "base/messages/message.h"
#include "data/column_names.h"
#include "features/raw_column.h"

namespace twotower {

// What sentences call a role: "user".
Message role_message(ColumnRole role);

// What a column holds, lists or not: "integers", "numbers" or "texts".
Message values_message(const RawColumn& column);

}  // namespace twotower

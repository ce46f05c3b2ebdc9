#pragma once

#include <optional>
#include <string>

#include "data/column_profile.h"

namespace twotower {

// The column of an items table that says what an item is called, by which people know it: nearly
// every item has another text there. By its name (title, name, 商品名), else the one column of
// short texts. Nothing where there is none, or several of equal rank.
std::optional<std::string> choose_label(const TableProfile& items);

}  // namespace twotower

#pragma once

#include <string>
#include <string_view>

namespace twotower {

// The name of a total that a leak follows: "time left of the item's day" is "物品当天的剩余时间".
// Names of columns in it, and words that are not known, stay as they are.
std::string total_in_chinese(std::string_view name);

}  // namespace twotower

#pragma once

#include <map>
#include <string>

#include "base/value.h"

namespace twotower {

// "a.b.c" -> its value as JSON, of everything in a tree of maps; a list is one value.
std::map<std::string, std::string> flattened(const Value& config);

}  // namespace twotower

#pragma once

#include <string>

#include "base/result.h"
#include "base/value.h"

namespace twotower {

// A flag whose value is JSON. Fails with kJsonSyntax; the message says the flag as it should be, of
// age=31 and {age: 31} with what they seem to mean: --features '{"age": 31}'.
Result<Value> parse_json_flag(const std::string& flag, const std::string& text);

}  // namespace twotower

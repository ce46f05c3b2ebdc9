#pragma once

#include <optional>
#include <string>

#include "base/value.h"

namespace twotower {

// The map that people seem to mean who think of a shell, YAML, Python or SQL; nothing where `text`
// is none:
//   {age: 31}  {'age': 31}  {age:31}  "age"=31  age=31 city=Bern  age:31,city:Bern   {"age": 31}
//   price<10   price >= 10  genres is Horror                       {"price": {"below": 10}}
std::optional<Value> guess_map(const std::string& text);

// JSON on one line, as people write it: {"age": 31, "city": "Bern"}.
std::string json_line(const Value& value);

}  // namespace twotower

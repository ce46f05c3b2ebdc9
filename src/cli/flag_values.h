#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "features/id_map.h"
#include "serve/recommender.h"

namespace twotower {

// "17,abc" -> 17 and abc; ids are texts until the bundle's id map reads them. Blanks around an id
// are none of it, and empty texts are none. Fails with kRequestUnknownId where the ids stand apart
// by something else ("1 2 3", "[1,2]"): what no item is called, but a part of it is. The message
// says `flag` as it should be.
Result<std::vector<Id>> read_id_list(std::string_view flag, std::string_view text,
                                     const Recommender& items);

// A flag whose value is JSON. Fails with kJsonSyntax; the message says the flag as it should be, of
// age=31 and {age: 31} with what they seem to mean: --features '{"age": 31}'.
Result<Value> parse_json_flag(const std::string& flag, const std::string& text);

// Without the characters of `of` at both ends.
inline std::string_view stripped(std::string_view text, std::string_view of) {
  const std::size_t begin = text.find_first_not_of(of);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(of) + 1 - begin);
}

}  // namespace twotower

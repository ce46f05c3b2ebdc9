#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "cli/flag_advice.h"
#include "features/id_map.h"
#include "serve/recommender.h"

namespace twotower {

// The ids of a flag; they are texts until the bundle's id map reads them, and a label that answers
// show of one item alone stands for its id. Forms:
//   17,abc         also with full-width commas; blanks and quotes around an id are none of it, and
//                  what stands between quotes, or is the id of an item, is not cut at its commas
//   ["a, b", 17]   JSON
//   @FILE          one a line
// Fails with kRequestUnknownId where ids stand apart by something else ("1 2 3"): what no item is
// called, but a part of it is; where a label is that of several items; and where what no item is
// called is a file. The message says `flag` as it should be. Fails with kJsonSyntax, and with
// kFileUnreadable.
Result<std::vector<Id>> read_id_list(std::string_view flag, std::string_view text,
                                     const Recommender& items);

// The id of one item, read as those of a list; what no item is called stays as it is. Fails
// with kRequestUnknownId for a label of several items.
Result<Id> read_item_id(std::string_view flag, std::string_view text, const Recommender& items);

// The id of a user: without blanks and quotes around it, unless a user is called so.
Id read_user_id(std::string_view text, const Recommender& users);

// What a flag should say, of what somebody seems to have meant by it, if that is anything.
using Repair = std::function<Advice(const std::optional<Value>& meant)>;

// A flag whose value is JSON, also with full-width punctuation. Fails with kJsonSyntax; the message
// says the flag as it should be, of age=31 and {age: 31} with what they seem to mean: --features
// '{"age": 31}'.
Result<Value> parse_json_flag(const std::string& flag, const std::string& given,
                              const Repair& repair);

// `text` with punctuation of ASCII in place of what Chinese keyboards and word processors write:
// ，、；：＝＜＞“”‘’｛｝［］ and the ideographic blank. What stands between quotes of ASCII stays.
std::string with_ascii_punctuation(std::string_view text);

// Without the characters of `of` at both ends.
inline std::string_view stripped(std::string_view text, std::string_view of) {
  const std::size_t begin = text.find_first_not_of(of);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(of) + 1 - begin);
}

}  // namespace twotower

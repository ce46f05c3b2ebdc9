#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "data/files/input_stream.h"

namespace twotower {

// Changes of a text on the way from the file to a reader that wants UTF-8 and one-byte separators.
struct TextChanges {
  bool from_latin1 = false;   // bytes above 127 become two
  std::string old_separator;  // empty: none is replaced
  char new_separator = ',';
};

// The text of `stream` after `changes`.
InputStream change_text(InputStream stream, const TextChanges& changes);

// A control character that does not occur in the file, to stand for a separator of several
// characters; reads all of it. Fails with kDataWrongFormat if they all occur.
Result<char> find_unused_byte(const std::string& path, std::string_view option);

}  // namespace twotower

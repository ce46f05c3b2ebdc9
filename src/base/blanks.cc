#include "base/blanks.h"

#include <array>
#include <cstddef>

namespace twotower {
namespace {

constexpr std::array<std::string_view, 6> kBlanks = {" ",  "\t",       "\r",
                                                     "\n", "\xC2\xA0", "\xE3\x80\x80"};

// Length of the blank that `text` begins or ends with, or 0.
std::size_t blank_before(std::string_view text) {
  for (const std::string_view blank : kBlanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}
std::size_t blank_behind(std::string_view text) {
  for (const std::string_view blank : kBlanks) {
    if (text.ends_with(blank)) return blank.size();
  }
  return 0;
}

bool may_be_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && may_be_blank(text.front())) {
    const std::size_t length = blank_before(text);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  while (!text.empty() && may_be_blank(text.back())) {
    const std::size_t length = blank_behind(text);
    if (length == 0) break;
    text.remove_suffix(length);
  }
  return text;
}

}  // namespace twotower

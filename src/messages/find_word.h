#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

namespace twotower {

// A row of a table of words: what scripts call it, and what people read.
using Word = std::pair<std::string_view, std::string_view>;

// Empty for a name that the table does not have.
template <std::size_t kSize>
std::string_view find_word(const Word (&words)[kSize], std::string_view name) {
  const Word* word = std::ranges::find(words, name, &Word::first);
  return word == std::end(words) ? std::string_view() : word->second;
}

}  // namespace twotower

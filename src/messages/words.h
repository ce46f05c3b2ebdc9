#pragma once

#include <fmt/format.h>
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
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

// A sentence of a table of words with its figures in place. The sentence must fit them: tables are
// constants of ours.
template <typename... Figures>
std::string say(std::string_view sentence, const Figures&... figures) {
  return fmt::format(fmt::runtime(sentence), figures...);
}

}  // namespace twotower

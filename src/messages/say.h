#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace twotower {

// A sentence of a table of words with its figures in place. The sentence must fit them: tables are
// constants of ours.
template <typename... Figures>
std::string say(std::string_view sentence, const Figures&... figures) {
  return fmt::format(fmt::runtime(sentence), figures...);
}

}  // namespace twotower

#include "features/truth.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/blanks.h"

namespace twotower {

std::optional<bool> truth_of(std::string_view word) {
  constexpr std::array<std::string_view, 10> kYes = {"true", "t",  "yes", "y",  "on",
                                                     "1",    "是", "对",  "真", "有"};
  constexpr std::array<std::string_view, 11> kNo = {"false", "f",    "no", "n",  "off", "0",
                                                    "否",    "不是", "错", "假", "无"};
  constexpr std::size_t kLongest = 6;  // bytes of these words
  word = without_blanks(word);
  if (word.empty() || word.size() > kLongest) return std::nullopt;
  std::string small(word);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (std::ranges::find(kYes, small) != kYes.end()) return true;
  return std::ranges::find(kNo, small) != kNo.end() ? std::optional(false) : std::nullopt;
}

}  // namespace twotower

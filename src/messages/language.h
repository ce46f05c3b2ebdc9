#pragma once

#include <optional>
#include <string>

namespace twotower {

enum class Language { kEnglish, kChinese };

// What a person reads; JSON, codes, keys and names of data are the same in both. Chinese if `flag`
// is "zh", English if it is another; without a flag as the environment has it (LC_ALL, then
// LC_MESSAGES, then LANG: the first that is set decides).
Language choose_language(const std::optional<std::string>& flag);

}  // namespace twotower

#pragma once

#include <string>
#include <string_view>

namespace twotower {

// `text` as one word of a POSIX shell, for commands that people copy: as it is where that is safe,
// else in single quotes.
std::string shell_word(std::string_view text);

}  // namespace twotower

#pragma once

#include <span>
#include <string_view>

#include "base/option_docs.h"
#include "messages/catalog.h"
#include "messages/language.h"

namespace twotower {

// The first entry whose path fits; none: nullptr.
const HelpText* find_help(std::span<const HelpText> entries, std::string_view path);

// The help of an option, a command or a flag, whose English stands beside its declaration. English
// for what a language lacks, which a test refuses.
std::string_view help_text(Language language, std::string_view path, std::string_view english);

OptionWords option_words(Language language);

}  // namespace twotower

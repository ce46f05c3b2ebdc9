#pragma once

#include <string>

#include "base/value.h"
#include "messages/language.h"

namespace twotower {

// The words of report.html in a language, by the names that its script and markup call them.
Value page_words(Language language);

// What it says where scripts may not run.
std::string page_without_script(Language language);

}  // namespace twotower

#pragma once

#include <string>

#include "base/result.h"
#include "messages/language.h"

namespace twotower {

// The first line is that of to_string() in every language, as scripts read it. In Chinese a second
// one says what the code means and how it is usually mended.
std::string error_text(const Error& error, Language language);

}  // namespace twotower

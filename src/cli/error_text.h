#pragma once

#include <string>

#include "base/result.h"
#include "messages/language.h"

namespace twotower {

// "error[config.unknown_key]: ...": the code, which scripts read, and what it is about in words.
std::string error_text(const Error& error, Language language);

}  // namespace twotower

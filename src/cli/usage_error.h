#pragma once

#include "base/result.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace twotower {

// What was wrong with a command line that `app` refused, with the nearest command or flag.
Error usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace twotower

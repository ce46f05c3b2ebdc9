#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace CLI {
class App;
class Option;
class ParseError;
}  // namespace CLI

namespace twotower {

// Has the parser refuse other values of a flag, so that usage_error() says which there are.
void allow_whole_numbers(CLI::Option& option, std::int64_t min, std::int64_t max);
void allow_numbers(CLI::Option& option, double min, double max);
void allow_names(CLI::Option& option, const std::vector<std::string>& names);

// Has the parser refuse a flag of `command` that comes with none of the others.
void need_one_of(CLI::App& command, const CLI::Option& option,
                 const std::vector<CLI::Option*>& others);

// Refuses values of flags that take none: --json=3.
void allow_no_values(CLI::App& app);

// What was wrong with a command line that `app` refused, with the nearest command or flag, or
// what says the same: --set train.epochs=5 for --epochs 5.
//   words  of the command line, in their order
Error usage_error(const CLI::App& app, const CLI::ParseError& error,
                  const std::vector<std::string>& words);

}  // namespace twotower

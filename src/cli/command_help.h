#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "messages/language.h"

namespace CLI {
class App;
}

namespace twotower {

// The language that a command line asks for, before it is parsed, as --help is answered while it
// is.
Language asked_language(std::span<const char* const> arguments);

// The help of a command, a flag or an argument, of which `path` is as in HelpText.
struct HelpPlace {
  std::string path;
  std::string english;
  std::function<void(const std::string& text)> say;
};

// All of them, below the program. They hold while it lives.
std::vector<HelpPlace> help_places(CLI::App& program);

// Has --help of the program and of its commands speak a language.
void explain(CLI::App& program, Language language);

}  // namespace twotower

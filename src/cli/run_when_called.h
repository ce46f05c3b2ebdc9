#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "messages/language.h"

namespace CLI {
class App;
}

namespace twotower {

// How a command is called: the language that the command line asks for, and what takes the outcome.
struct Caller {
  Language language = Language::kEnglish;
  std::function<void(const Result<std::string>&)> finish;
};

// What `parsed` does once the command line has been read and names it.
void set_callback(CLI::App& parsed, std::function<void()> callback);

// Has `parsed` run `command`, which must outlive it, in that language.
template <typename Command>
void run_when_called(CLI::App& parsed, Command& command, const Caller& caller) {
  set_callback(parsed, [&command, caller] {
    command.language = caller.language;
    caller.finish(command.run());
  });
}

}  // namespace twotower

#include "cli/run_when_called.h"

#include <CLI/CLI.hpp>
#include <utility>

namespace twotower {

void set_callback(CLI::App& parsed, std::function<void()> callback) {
  parsed.callback(std::move(callback));
}

}  // namespace twotower

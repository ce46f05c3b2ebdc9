#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "cli/run_when_called.h"
#include "messages/language.h"
#include "synth/world.h"
#include "synth/write_world.h"

namespace CLI {
class App;
}

namespace twotower {

// `twotower generate WORLD`: data with a known truth, in files.
struct GenerateCommand {
  std::string folder;
  WorldFormat format = WorldFormat::kCsv;
  Language language = Language::kEnglish;

  // Writes the world and says what it is and how to go on. Fails as write_world() does.
  Result<std::string> run(const World& world) const;
};

// Adds `generate` with a command for each world, whose flags are its options. `command` must
// outlive `app`.
void add_generate_command(CLI::App& app, GenerateCommand& command, const Caller& caller);

}  // namespace twotower

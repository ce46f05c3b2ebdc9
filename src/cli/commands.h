#pragma once

#include <string>

#include "cli/bundle_commands_cli.h"
#include "cli/compare_command.h"
#include "cli/config_commands.h"
#include "cli/demo_command.h"
#include "cli/evaluate_command.h"
#include "cli/generate_command.h"
#include "cli/run_when_called.h"
#include "cli/size_command.h"
#include "cli/train_command.h"

namespace CLI {
class App;
}

namespace twotower {

// What the flags of every command say.
struct Commands {
  ConfigCommand config;
  HelpCommand help;
  InitCommand init;
  CompareCommand compare;
  DemoCommand demo;
  TrainCommand train;
  SizeCommand size;
  EvaluateCommand evaluate;
  BundleCommands bundle;
  GenerateCommand generate;
  std::string language;  // checked here; asked_language() reads it
};

// Adds them to the command line. `commands` must outlive `program`.
void add_commands(CLI::App& program, Commands& commands, const Caller& caller);

}  // namespace twotower

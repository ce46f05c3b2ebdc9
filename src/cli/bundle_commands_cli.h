#pragma once

#include "cli/index_command.h"
#include "cli/inspect_command.h"
#include "cli/items_command.h"
#include "cli/recommend_command.h"
#include "cli/run_when_called.h"
#include "cli/serve_command.h"
#include "cli/state_commands.h"
#include "cli/why_command.h"

namespace CLI {
class App;
}

namespace twotower {

// The commands that begin with a bundle or a state folder, or make a bundle without training.
struct BundleCommands {
  RecommendCommand recommend;
  SimilarCommand similar;
  ScoreCommand score;
  WhyCommand why;
  ServeCommand serve;
  InspectCommand inspect;
  ItemsAddCommand items_add;
  ExportLogCommand export_log;
  BackupCommand backup;
  RestoreCommand restore;
  IndexBuildCommand index_build;
};

// Adds them to the command line. `commands` must outlive `app`.
void add_bundle_commands(CLI::App& app, BundleCommands& commands, const Caller& caller);

}  // namespace twotower

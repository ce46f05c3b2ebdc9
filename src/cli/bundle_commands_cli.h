#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "cli/inspect_command.h"
#include "cli/items_command.h"
#include "cli/recommend_command.h"
#include "cli/why_command.h"

namespace CLI {
class App;
}

namespace twotower {

// The commands that begin with a bundle.
struct BundleCommands {
  RecommendCommand recommend;
  SimilarCommand similar;
  ScoreCommand score;
  WhyCommand why;
  InspectCommand inspect;
  ItemsAddCommand items_add;
};

// Adds them to the command line; the one that is called hands what it prints to `finish`.
// `commands` must outlive `app`.
void add_bundle_commands(CLI::App& app, BundleCommands& commands,
                         const std::function<void(const Result<std::string>&)>& finish);

}  // namespace twotower

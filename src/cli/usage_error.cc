#include "cli/usage_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/nearest_name.h"

namespace twotower {
namespace {

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const std::string_view nearest = nearest_name(word, known);
  return nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest);
}

Error unknown_command(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return {ErrorCode::kUsageUnknownCommand, word,
          fmt::format("'{}' is no command{} (all: {})", word, did_you_mean(word, names),
                      fmt::join(names, ", "))};
}

// "--epoch" of "--epoch=3".
std::string flag_of(const std::string& argument) {
  return argument.substr(0, argument.find('='));
}

// Those of its groups, which are commands without a name, too.
void add_flags(const CLI::App& command, std::vector<std::string>& names) {
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  for (const CLI::App* group : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (group->get_name().empty()) add_flags(*group, names);
  }
}

// "twotower generate shop"; "twotower" of the program itself.
std::string call_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : call_of(*parent) + " " + command.get_name();
}

Error unknown_flag(const CLI::App& command, const std::string& flag) {
  std::vector<std::string> names;
  add_flags(command, names);
  return {ErrorCode::kUsageUnknownFlag, flag,
          fmt::format("{} has no flag {}{} (all: {} --help)", command.get_name(), flag,
                      did_you_mean(flag, names), call_of(command))};
}

// The command that was called, within others.
const CLI::App* deepest_of(const CLI::App* app) {
  const std::vector<CLI::App*> called = app->get_subcommands();
  return called.empty() ? app : deepest_of(called.front());
}

}  // namespace

Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<CLI::App*> called = app.get_subcommands();
  const std::vector<std::string> extras = app.remaining(true);
  if (called.empty() && !extras.empty() && extras.front()[0] != '-') {
    return unknown_command(app, extras.front());
  }
  const CLI::App& command = *deepest_of(&app);
  const auto flag = std::ranges::find_if(
      extras, [](const std::string& word) { return word.size() > 1 && word[0] == '-'; });
  if (flag != extras.end()) return unknown_flag(command, flag_of(*flag));
  return {ErrorCode::kUsageWrong, command.get_name(),
          fmt::format("{}: {}; what it takes: {} --help", command.get_name(), error.what(),
                      call_of(command))};
}

}  // namespace twotower

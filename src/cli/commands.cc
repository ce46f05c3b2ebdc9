#include "cli/commands.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "cli/usage_error.h"

namespace twotower {
namespace {

// --lang before a command and after it.
void add_language(CLI::App& app, std::string& language) {
  allow_names(*app.add_option("--lang", language,
                              "Language, en or zh. Default: as LC_ALL, LC_MESSAGES or LANG says"),
              {"en", "zh"});
  for (CLI::App* command : app.get_subcommands({})) {
    if (!command->get_name().empty()) add_language(*command, language);  // else a group of options
  }
}

// Takes the name of a column, which may be said to be none.
auto into(std::optional<std::string>& column) {
  return [&column](const std::string& name) { column = name; };
}

// Where the config comes from.
void add_source(CLI::App& command, ConfigSource& source, const std::string& what) {
  command.add_option("FILE", source.path, what);
  command.add_option("--users", source.users, "Table of users");
  command.add_option("--items", source.items, "Table of items");
  command.add_option("--users-id", source.users_id, "Id column of the table of users");
  command.add_option("--items-id", source.items_id, "Id column of the table of items");
  command.add_option_function<std::string>("--user", into(source.user), "User column; '': none");
  command.add_option("--item", source.item, "Item column");
  command.add_option_function<std::string>("--time", into(source.time), "Time column; '': none");
  command.add_option("--type", source.type, "Event type column");
  command.add_option_function<std::string>(
      "--session", into(source.session),
      "Session column; the interactions of a session are a sequence. '': none");
  command.add_flag("--keep-heavy", source.keeps_heavy,
                   "Keeps users with far more events than all others (bots)");
  command.add_option("--set", source.overrides,
                     "Sets keys of the config: KEY=VALUE, e.g. train.optimizer.learning_rate=0.01");
}

CLI::App& add_compare_command(CLI::App& app, CompareCommand& command) {
  CLI::App& compare = *app.add_subcommand("compare", "Compares two or more runs, user by user");
  compare.add_option("RUN", command.runs, "Folders of runs, e.g. runs/movies/001")
      ->required()
      ->expected(2, 100);
  CLI::Option& on = *compare.add_option(
      "--on", command.later_log,
      "Compares bundles on the rows of this log that are later than their trainings");
  compare.add_option("--users", command.source.users, "With --on: table of users, e.g. today's")
      ->needs(&on);
  compare.add_option("--items", command.source.items, "With --on: table of items, e.g. today's")
      ->needs(&on);
  compare
      .add_option("--set", command.source.overrides,
                  "With --on: sets keys of both configs: KEY=VALUE, e.g. data.repeat=allow")
      ->needs(&on);
  compare.add_flag("--json", command.as_json, "Prints one JSON document");
  return compare;
}

CLI::App& add_evaluate_command(CLI::App& app, EvaluateCommand& command) {
  CLI::App& evaluate =
      *app.add_subcommand("evaluate", "Ranks all items for the test users and reports the metrics");
  add_source(evaluate, command.source, "A bundle, interactions, or a config (*.yaml)");
  evaluate.add_option("--on", command.later_log,
                      "For a bundle: tests it on the rows of this log that are later than its "
                      "training");
  evaluate.add_flag("--baselines", command.with_refit,
                    "Also tests the baselines fitted on training and validation rows together");
  evaluate.add_flag("--without-history", command.without_history,
                    "For a bundle: tests it as if every user were new");
  evaluate.add_flag("--json", command.as_json, "Prints one JSON document");
  allow_whole_numbers(*evaluate.add_option("--threads", command.num_threads,
                                           "Number of threads. Default: all cores"),
                      0, 1024);
  return evaluate;
}

CLI::App& add_demo_command(CLI::App& app, DemoCommand& command) {
  CLI::App& demo = *app.add_subcommand(
      "demo",
      "The story of a pizza shop: generates its data, trains two towers, explains the result");
  allow_names(
      *demo.add_option("CHAPTER", command.chapter,
                       "why: two towers or one; sparse: niche tastes. Default: the whole story"),
      {"why", "sparse"});
  demo.add_option("--runs", command.runs_folder, "Folder of the runs");
  allow_whole_numbers(
      *demo.add_option("--seed", command.seed, "Seed of the data and of the initial weights")
           ->capture_default_str(),
      std::int64_t{0}, std::numeric_limits<std::int64_t>::max());
  allow_whole_numbers(
      *demo.add_option("--threads", command.num_threads, "Number of threads. Default: all cores"),
      0, 1024);
  return demo;
}

CLI::App& add_train_command(CLI::App& app, TrainCommand& command) {
  CLI::App& train =
      *app.add_subcommand("train", "Trains and tests a model, and saves it as a bundle");
  add_source(train, command.source, "Interactions, or a config (*.yaml)");
  train.add_option("--runs", command.runs_folder, "Folder of the runs");
  allow_names(*train.add_option("--fit", command.source.fit,
                                "Weights in the bundle. tested: those that were tested; all: after "
                                "the test, fitted on every row"),
              {"tested", "all"});
  train.add_flag("--resume", command.resumes, "Continues the newest run of that name");
  allow_numbers(
      *train.add_option(
          "--minutes", command.minutes,
          "Trains for as many epochs as fit into this time, reading and testing included"),
      0.0001, 1e5);
  train.add_flag("--json", command.as_json, "Prints one JSON document");
  allow_whole_numbers(
      *train.add_option("--threads", command.num_threads, "Number of threads. Default: all cores"),
      0, 1024);
  return train;
}

CLI::App& add_size_command(CLI::App& app, SizeCommand& command) {
  CLI::App& size = *app.add_subcommand(
      "size", "Memory, disk, time and machines that a model takes, before it is trained");
  add_source(size, command.source,
             "Interactions, or a config (*.yaml); without one, --users and --items are numbers");
  size.add_option("--dim", command.dim, "Width of the vectors, where there is no FILE");
  size.add_option("--qps", command.qps, "Requests a second, for the machines");
  size.add_flag("--json", command.as_json, "Prints one JSON document");
  allow_whole_numbers(
      *size.add_option("--threads", command.num_threads, "Number of threads. Default: all cores"),
      0, 1024);
  return size;
}

CLI::App& add_config_command(CLI::App& app, ConfigCommand& command) {
  CLI::App& config =
      *app.add_subcommand("config", "Checks a config and prints it with every default");
  add_source(config, command.source, "Config (YAML); without one: the defaults");
  config.add_flag_callback(
      "--schema", [&command] { command.form = ConfigCommand::Form::kSchema; },
      "Prints the JSON Schema instead, for editors");
  return config;
}

CLI::App& add_init_command(CLI::App& app, InitCommand& command) {
  CLI::App& init = *app.add_subcommand("init", "Prints the config that train would use");
  add_source(init, command.source, "Interactions, or a config (*.yaml)");
  return init;
}

CLI::App& add_help_command(CLI::App& app, HelpCommand& command) {
  CLI::App& help = *app.add_subcommand("help", "Explains the keys of a config");
  help.add_option("KEY", command.key,
                  "Key, e.g. train.batch_size, or a group of keys, e.g. train. Default: all keys");
  return help;
}

}  // namespace

void add_commands(CLI::App& program, Commands& commands, const Caller& caller) {
  program.require_subcommand(1);
  run_when_called(add_compare_command(program, commands.compare), commands.compare, caller);
  run_when_called(add_demo_command(program, commands.demo), commands.demo, caller);
  run_when_called(add_train_command(program, commands.train), commands.train, caller);
  run_when_called(add_size_command(program, commands.size), commands.size, caller);
  run_when_called(add_evaluate_command(program, commands.evaluate), commands.evaluate, caller);
  add_config_command(program, commands.config).callback([&commands, caller] {
    caller.finish(commands.config.run());
  });
  run_when_called(add_init_command(program, commands.init), commands.init, caller);
  run_when_called(add_help_command(program, commands.help), commands.help, caller);
  add_generate_command(program, commands.generate, caller);
  add_bundle_commands(program, commands.bundle, caller);
  add_language(program, commands.language);
  allow_no_values(program);
}

}  // namespace twotower

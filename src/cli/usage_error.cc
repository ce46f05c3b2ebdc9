#include "cli/usage_error.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>

#include "base/messages/cli_errors.h"
#include "base/nearest_name.h"
#include "base/shell_word.h"
#include "config/meant_key.h"

namespace twotower {
namespace {

// What a check of ours says of a value, thrown through the parser: CLI11 has errors of texts alone.
class RefusedValue : public CLI::ParseError {
 public:
  RefusedValue(std::string flag, Message problem)
      : ParseError("RefusedValue", CLI::ExitCodes::ValidationError),
        flag_(std::move(flag)),
        problem_(std::move(problem)) {}

  const std::string& flag() const { return flag_; }
  const Message& problem() const { return problem_; }

 private:
  std::string flag_;
  Message problem_;
};

// What a value is that may not be.
using ProblemOf = std::function<Message(const std::string& flag, const std::string& value)>;

void allow(CLI::Option& option, const CLI::Validator& check, const ProblemOf& problem_of) {
  const std::string flag = option.get_name();
  const auto say_problem = [check, problem_of, flag](const std::string& value) -> std::string {
    if (!check(value).empty()) throw RefusedValue(flag, problem_of(flag, value));
    return "";
  };
  option.check(CLI::Validator(say_problem, check.get_description()));
}

template <typename T>
void allow_between(CLI::Option& option, T min, T max) {
  allow(option, CLI::Range(min, max),
        [min, max](const std::string& flag, const std::string& value) {
          return FlagOutOfRange(flag, value, fmt::format("{}", min), fmt::format("{}", max));
        });
}

// "twotower generate shop"; "twotower" of the program itself.
std::string call_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : call_of(*parent) + " " + command.get_name();
}

// Groups of options are commands without a name.
std::vector<const CLI::App*> children_of(const CLI::App& command, bool are_groups) {
  return command.get_subcommands(
      [&](const CLI::App* child) { return child->get_name().empty() == are_groups; });
}

std::vector<std::string> command_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* child : children_of(command, false)) names.push_back(child->get_name());
  return names;
}

void add_options(const CLI::App& command, std::vector<const CLI::Option*>& options) {
  for (const CLI::Option* option : command.get_options()) options.push_back(option);
  for (const CLI::App* group : children_of(command, true)) add_options(*group, options);
}

// Those of its groups, too.
std::vector<const CLI::Option*> options_of(const CLI::App& command) {
  std::vector<const CLI::Option*> options;
  add_options(command, options);
  return options;
}

Message with_nearest(Message problem, std::string_view word,
                     const std::vector<std::string>& known) {
  const std::string_view nearest = nearest_name(word, known);
  return nearest.empty() ? problem : UsageNear(std::move(problem), std::string(nearest));
}

Error unknown_command(const CLI::App& command, const std::string& word) {
  const std::vector<std::string> names = command_names(command);
  return {ErrorCode::kUsageUnknownCommand, word,
          with_nearest(UnknownCommand(word, call_of(command), names), word, names)};
}

// "--epoch" of "--epoch=3".
std::string flag_of(const std::string& argument) {
  return argument.substr(0, argument.find('='));
}

// Flags of other programs, without hyphens and in small letters, and what says the same here.
struct OtherFlag {
  std::string_view name, flag;
};
constexpr std::array<OtherFlag, 27> kOtherFlags = {{{"topk", "-k"},
                                                    {"k", "-k"},
                                                    {"n", "-k"},
                                                    {"top", "-k"},
                                                    {"topn", "-k"},
                                                    {"num", "-k"},
                                                    {"limit", "-k"},
                                                    {"o", "--out"},
                                                    {"output", "--out"},
                                                    {"outfile", "--out"},
                                                    {"o", "--runs"},
                                                    {"output", "--runs"},
                                                    {"out", "--runs"},
                                                    {"outputdir", "--runs"},
                                                    {"outdir", "--runs"},
                                                    {"savedir", "--runs"},
                                                    {"workers", "--threads"},
                                                    {"numworkers", "--threads"},
                                                    {"j", "--threads"},
                                                    {"jobs", "--threads"},
                                                    {"njobs", "--threads"},
                                                    {"cpus", "--threads"},
                                                    {"userid", "--user"},
                                                    {"uid", "--user"},
                                                    {"itemid", "--item"},
                                                    {"iid", "--item"},
                                                    {"filter", "--where"}}};
constexpr std::array<std::string_view, 7> kDevices = {"gpu",     "gpus", "device",    "cuda",
                                                      "devices", "ngpu", "cudadevice"};

bool has_flag(const CLI::App& command, std::string_view name) {
  return std::ranges::any_of(options_of(command), [&](const CLI::Option* option) {
    return option->check_name(std::string(name));
  });
}

bool is_number(const std::string& word) {
  double number = 0.0;
  return CLI::detail::lexical_cast(word, number);
}

// What was given with a flag: behind it or its "=". Empty: nothing.
std::string value_of(const std::string& flag, const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].starts_with(flag + "=")) return words[i].substr(flag.size() + 1);
    if (words[i] != flag || i + 1 == words.size()) continue;
    const std::string& next = words[i + 1];
    return next.starts_with('-') && !is_number(next) ? "" : next;
  }
  return "";
}

// What says the same here as a flag that other programs have, with the value that was given;
// empty: nothing.
std::string said_otherwise(const CLI::App& command, const std::string& flag,
                           const std::string& given) {
  const auto value_or = [&](const char* other) {
    return given.empty() ? other : shell_word(given);
  };
  if (has_flag(command, "--listen")) {
    if (flag == "--port" || flag == "-p") return "--listen 127.0.0.1:" + value_or("8080");
    if (flag == "--host" || flag == "--bind" || flag == "--address") {
      return fmt::format("--listen {}:8080", value_or("127.0.0.1"));
    }
  }
  const std::string letters = folded_name(flag);
  for (const OtherFlag& other : kOtherFlags) {
    if (other.name != letters || !has_flag(command, other.flag)) continue;
    return fmt::format("{} {}", other.flag, value_or("VALUE"));
  }
  const std::string key = has_flag(command, "--set") ? meant_key(flag) : "";
  return key.empty() ? "" : set_flag(key, given.empty() ? "VALUE" : given);
}

Error unknown_flag(const CLI::App& command, const std::string& flag,
                   const std::vector<std::string>& words) {
  std::vector<std::string> names;
  for (const CLI::Option* option : options_of(command)) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::string otherwise = said_otherwise(command, flag, value_of(flag, words));
  Message problem = UnknownFlag(flag, call_of(command));
  if (std::ranges::count(kDevices, folded_name(flag)) > 0) {
    problem = NoDevice(std::move(problem), flag);
  } else if (!otherwise.empty()) {
    problem = UsageNear(std::move(problem), otherwise);
  } else {
    problem = with_nearest(std::move(problem), flag, names);
  }
  return {ErrorCode::kUsageUnknownFlag, flag, std::move(problem)};
}

// The command that was called, within others.
const CLI::App* deepest_of(const CLI::App* app) {
  const std::vector<CLI::App*> called = app->get_subcommands();
  return called.empty() ? app : deepest_of(called.front());
}

// Whether it is the other one. The parts of an error of CLI11 stand in its text alone, so what it
// is about is found by what would be said of each option.
bool is_error(const CLI::ParseError& error, const CLI::ParseError& other) {
  return std::string_view(error.what()) == other.what();
}

// No key: they are not what is wrong.
Message problem_with_others(const CLI::Option& option, const CLI::ParseError& error) {
  const std::string flag = option.get_name();
  for (const CLI::Option* other : option.get_needs()) {
    const std::string name = other->get_name();
    if (is_error(error, CLI::RequiresError(flag, name))) return FlagNeedsOther(flag, name);
  }
  for (const CLI::Option* other : option.get_excludes()) {
    const std::string name = other->get_name();
    if (is_error(error, CLI::ExcludesError(flag, name))) return FlagExcludesOther(flag, name);
  }
  return {};
}

// No key: it is not what is wrong.
Message problem_with_number_of_values(const CLI::Option& option, const CLI::ParseError& error) {
  const std::string flag = option.get_name();
  const int none = std::min(option.get_type_size_min(), option.get_items_expected_min());
  if (is_error(error, CLI::ArgumentMismatch::TypedAtLeast(flag, none, option.get_type_name()))) {
    return FlagWithoutValue(flag);
  }
  const std::size_t given = option.results().size();
  const int min = std::max(option.get_items_expected_min(), 1);
  const int max = std::max(option.get_items_expected_max(), 1);
  if (is_error(error, CLI::ArgumentMismatch::AtLeast(flag, min, given))) {
    return FlagHasTooFewValues(flag, given, min);
  }
  if (is_error(error, CLI::ArgumentMismatch::AtMost(flag, max, given))) {
    return FlagHasTooManyValues(flag, given, max);
  }
  return {};
}

// No key: it is not what is wrong.
Message problem_with_value(const CLI::Option& option, const CLI::ParseError& error) {
  const std::string flag = option.get_name();
  if (!is_error(error, CLI::ConversionError(flag, option.results()))) return {};
  const std::string value = option.results().empty() ? "" : option.results().back();
  const std::string type = option.get_type_name();
  if (option.get_items_expected_max() == 0) return FlagTakesNoValue(flag, value);
  if (type.starts_with("INT") || type.starts_with("UINT")) return FlagNotWhole(flag, value);
  if (type.starts_with("FLOAT")) return FlagNotNumber(flag, value);
  return {};
}

// No key: it is not what is wrong.
Message problem_with(const CLI::Option& option, const CLI::ParseError& error) {
  const std::string flag = option.get_name();
  if (is_error(error, CLI::RequiredError(flag))) return FlagRequired(flag);
  for (const auto problem_of :
       {problem_with_others, problem_with_number_of_values, problem_with_value}) {
    Message problem = problem_of(option, error);
    if (!problem.key().empty()) return problem;
  }
  return {};
}

// A command or one of a group of flags. No key: none of them is missing.
Message problem_with_what_is_missing(const CLI::App& command, const CLI::ParseError& error) {
  if (is_error(error, CLI::RequiredError::Subcommand(1))) {
    return CommandRequired(command_names(command));
  }
  if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::RequiredError)) return {};
  for (const CLI::App* group : children_of(command, true)) {
    if (group->get_require_option_min() == 0 || group->count_all() > 0) continue;
    std::vector<std::string> flags;
    for (const CLI::Option* option : group->get_options()) {
      if (option != group->get_help_ptr()) flags.push_back(option->get_name());
    }
    return OneFlagRequired(std::move(flags));
  }
  return {};
}

struct FlagProblem {
  std::string flag;
  Message problem;
};

// Of the command that was called and of those that it is within.
FlagProblem problem_of(const CLI::App& command, const CLI::ParseError& error,
                       const std::vector<std::string>& extras) {
  if (const auto* refused = dynamic_cast<const RefusedValue*>(&error)) {
    return {refused->flag(), refused->problem()};
  }
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : options_of(*app)) {
      Message problem = problem_with(*option, error);
      if (!problem.key().empty()) return {option->get_name(), std::move(problem)};
    }
  }
  Message missing = problem_with_what_is_missing(command, error);
  if (!missing.key().empty()) return {command.get_name(), std::move(missing)};
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    return {command.get_name(), UnexpectedArguments(extras)};
  }
  return {command.get_name(), OtherWrongUsage(error.what())};
}

}  // namespace

void allow_whole_numbers(CLI::Option& option, std::int64_t min, std::int64_t max) {
  allow_between(option, min, max);
}

void allow_numbers(CLI::Option& option, double min, double max) {
  allow_between(option, min, max);
}

void need_one_of(CLI::App& command, const CLI::Option& option,
                 const std::vector<CLI::Option*>& others) {
  command.parse_complete_callback([&option, others] {
    const auto is_given = [](const CLI::Option* other) { return other->count() > 0; };
    if (option.count() == 0 || std::ranges::any_of(others, is_given)) return;
    std::vector<std::string> names;
    for (const CLI::Option* other : others) names.push_back(other->get_name());
    throw RefusedValue(option.get_name(), FlagNeedsOneOf(option.get_name(), std::move(names)));
  });
}

void allow_names(CLI::Option& option, const std::vector<std::string>& names) {
  allow(option, CLI::IsMember(names), [names](const std::string& flag, const std::string& value) {
    return FlagValueUnknown(flag, value, names);
  });
}

void allow_no_values(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    const bool takes_values = option->get_items_expected_max() > 0;
    if (takes_values || option == app.get_help_ptr() || option == app.get_version_ptr()) continue;
    allow(*option, CLI::IsMember({"true", "false"}),
          [](const std::string& flag, const std::string& value) {
            return FlagTakesNoValue(flag, value);
          });
  }
  for (CLI::App* command : app.get_subcommands({})) allow_no_values(*command);
}

Error usage_error(const CLI::App& app, const CLI::ParseError& error,
                  const std::vector<std::string>& line) {
  const CLI::App& command = *deepest_of(&app);
  const std::vector<std::string> words = command.remaining();
  if (!words.empty() && words.front()[0] != '-' && !command_names(command).empty()) {
    return unknown_command(command, words.front());
  }
  const std::vector<std::string> extras = app.remaining(true);
  const auto flag = std::ranges::find_if(
      extras, [](const std::string& word) { return word.size() > 1 && word[0] == '-'; });
  if (flag != extras.end()) return unknown_flag(command, flag_of(*flag), line);
  FlagProblem found = problem_of(command, error, extras);
  return {ErrorCode::kUsageWrong, std::move(found.flag),
          WrongUsage(call_of(command), std::move(found.problem))};
}

}  // namespace twotower

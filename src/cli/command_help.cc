#include "cli/command_help.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "base/messages/base_errors.h"
#include "base/messages/help_messages.h"
#include "messages/help.h"
#include "messages/said.h"

namespace twotower {
namespace {

// Groups of options are commands without a name.
bool is_group(const CLI::App& command) {
  return command.get_name().empty();
}

// `call` as in "twotower items add", whose flags are those of "items add".
void add_help_places(CLI::App& command, const std::string& call, std::vector<HelpPlace>& places) {
  if (command.get_parent() != nullptr && !is_group(command)) {
    places.push_back({call, command.get_description(),
                      [&command](const std::string& text) { command.description(text); }});
  }
  const std::size_t blank = call.find(' ');
  const std::string owner = blank == std::string::npos ? call : call.substr(blank + 1);
  for (CLI::Option* option : command.get_options()) {
    if (is_group(command) && option == command.get_help_ptr()) continue;  // its command has it, too
    places.push_back({owner + " " + option->get_name(), option->get_description(),
                      [option](const std::string& text) { option->description(text); }});
  }
  for (CLI::App* child : command.get_subcommands({})) {
    add_help_places(*child, is_group(*child) ? call : call + " " + child->get_name(), places);
  }
}

// "TEXT" and "{en,zh}" of "TEXT:{en,zh}".
struct ValueType {
  std::string_view name, allowed;
};
ValueType type_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {text, {}};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

Message value_name(std::string_view type) {
  if (type == "FLOAT") return HelpValueNumber();
  if (type == "INT" || type == "UINT") return HelpValueInteger();
  return HelpValueText();
}

// Of "INT in [0 - 1024]" or "{en,zh}"; of nothing where every value of the type is allowed.
Message allowed_values(std::string_view text) {
  const std::size_t begin = text.find(" in ["), middle = text.find(" - ");
  if (begin != std::string_view::npos && middle != std::string_view::npos) {
    const std::size_t min = begin + 5, max = middle + 3;
    return RangeBetween(std::string(text.substr(min, middle - min)),
                        std::string(text.substr(max, text.find(']') - max)));
  }
  if (!text.starts_with('{') || !text.ends_with('}')) return {};
  return AllowedOneOf(CLI::detail::split(std::string(text.substr(1, text.size() - 2)), ','));
}

std::vector<std::string> names_of(const std::set<CLI::Option*>& options) {
  std::vector<std::string> names;
  for (const CLI::Option* option : options) names.push_back(option->get_name());
  return names;
}

bool takes_value(const CLI::Option& option) {
  return option.get_items_expected_max() != 0;
}

// What stands in brackets behind the help of an option.
std::vector<Message> notes_on(const CLI::Option& option) {
  std::vector<Message> notes;
  if (takes_value(option)) {
    const std::string type = option.get_type_name();
    Message allowed = allowed_values(type_of(type).allowed);
    if (!allowed.key().empty()) notes.push_back(std::move(allowed));
    if (option.get_expected_max() > 1) notes.push_back(HelpValueSeveral(option.get_expected_min()));
    const std::string value = option.get_default_str();
    if (!value.empty()) notes.push_back(HelpValueDefault(value));
    if (option.get_required()) notes.push_back(HelpRequired());
  }
  if (!option.get_needs().empty()) notes.push_back(HelpNeeds(names_of(option.get_needs())));
  if (!option.get_excludes().empty()) {
    notes.push_back(HelpExcludes(names_of(option.get_excludes())));
  }
  return notes;
}

// fmt pads by the columns that a terminal needs.
std::string help_row(std::string_view name, std::string_view text) {
  std::string row = fmt::format("  {:<27} ", name);
  const bool is_long = row.size() == name.size() + 3;  // nothing was padded
  if (is_long) row = fmt::format("  {}\n{:30}", name, "");
  return row.append(text) + "\n";
}

// Writes the help of a command in the words of a language.
class HelpFormatter final : public CLI::FormatterBase {
 public:
  explicit HelpFormatter(Language language) : language_(language) {}

  std::string make_help(const CLI::App* command, std::string call,
                        CLI::AppFormatMode /*mode*/) const override {
    std::string text = command->get_description() + "\n" + usage(*command, call) + "\n";
    text += section(HelpArguments(), rows(*command, true));
    text += section(HelpOptions(), rows(*command, false));
    std::string commands;
    for (const CLI::App* child : command->get_subcommands({})) {
      if (!is_group(*child)) {
        commands += help_row(child->get_name(), child->get_description());
        continue;
      }
      const bool is_needed = child->get_require_option_min() > 0;
      text +=
          section(is_needed ? Message(HelpOptionsOneNeeded()) : HelpOptions(), rows(*child, false));
    }
    return text + section(HelpCommands(), commands);
  }

 private:
  std::string say(const Message& message) const { return said(message, language_); }

  std::string usage(const CLI::App& command, std::string call) const {
    bool has_commands = false;
    for (const CLI::App* child : command.get_subcommands({})) has_commands |= !is_group(*child);
    call += " " + say(HelpAnyOptions());
    for (const CLI::Option* option : command.get_options()) {
      if (!option->get_positional()) continue;
      const std::string name = option->get_name() + (option->get_expected_max() > 1 ? "..." : "");
      call += option->get_required() ? " " + name : " [" + name + "]";
    }
    return say(HelpUsage(has_commands ? call + " " + say(HelpAnyCommand()) : call));
  }

  std::string section(const Message& title, const std::string& rows) const {
    return rows.empty() ? "" : "\n" + say(title) + "\n" + rows;
  }

  std::string rows(const CLI::App& command, bool are_positional) const {
    std::string text;
    for (const CLI::Option* option : command.get_options()) {
      if (is_group(command) && option == command.get_help_ptr()) continue;
      if (option->get_positional() == are_positional) text += row(*option);
    }
    return text;
  }

  std::string row(const CLI::Option& option) const {
    std::string name = option.get_name(option.get_positional(), !option.get_positional());
    if (takes_value(option)) name += " " + say(value_name(type_of(option.get_type_name()).name));
    std::string text = option.get_description();
    for (const Message& note : notes_on(option)) text += " [" + say(note) + "]";
    return help_row(name, text);
  }

  Language language_;
};

void set_formatter(CLI::App& command, const std::shared_ptr<CLI::FormatterBase>& formatter) {
  command.formatter(formatter);
  for (CLI::App* child : command.get_subcommands({})) set_formatter(*child, formatter);
}

}  // namespace

Language asked_language(std::span<const char* const> arguments) {
  constexpr std::string_view kFlag = "--lang", kFlagWithValue = "--lang=";
  std::optional<std::string> name;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == kFlag && i + 1 < arguments.size()) name = arguments[i + 1];
    if (argument.starts_with(kFlagWithValue)) name = argument.substr(kFlagWithValue.size());
  }
  return choose_language(name);
}

std::vector<HelpPlace> help_places(CLI::App& program) {
  std::vector<HelpPlace> places;
  add_help_places(program, program.get_name(), places);
  return places;
}

void explain(CLI::App& program, Language language) {
  for (const HelpPlace& place : help_places(program)) {
    place.say(std::string(help_text(language, place.path, place.english)));
  }
  set_formatter(program, std::make_shared<HelpFormatter>(language));
}

}  // namespace twotower

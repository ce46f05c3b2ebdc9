#pragma once

#include <fmt/core.h>

// One line a message on stderr, with time and level: "09:18:46 warning k is 20, ...". Messages are
// for people: results go to stdout, and errors that end a command are printed by the command.
// Everything here is thread-safe.
namespace twotower {

enum class LogLevel { kDebug, kInfo, kWarning, kError, kSilent };

// Messages below `level` are dropped, without being formatted. kInfo at first.
void set_log_level(LogLevel level);
LogLevel log_level();

// What the functions below do, for all types of arguments: only log.cc sees the log library, which
// takes seconds to compile.
void log_message(LogLevel level, fmt::string_view format, fmt::format_args arguments);

template <typename... Arguments>
void log_debug(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  log_message(LogLevel::kDebug, format, fmt::make_format_args(arguments...));
}
template <typename... Arguments>
void log_info(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  log_message(LogLevel::kInfo, format, fmt::make_format_args(arguments...));
}
template <typename... Arguments>
void log_warning(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  log_message(LogLevel::kWarning, format, fmt::make_format_args(arguments...));
}
template <typename... Arguments>
void log_error(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  log_message(LogLevel::kError, format, fmt::make_format_args(arguments...));
}

}  // namespace twotower

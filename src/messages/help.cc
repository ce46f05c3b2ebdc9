#include "messages/help.h"

#include <algorithm>
#include <cstddef>

#include "messages/said.h"

namespace twotower {
namespace {

bool fits(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return path.empty();
  if (pattern[0] != '*') {
    return !path.empty() && pattern[0] == path[0] && fits(pattern.substr(1), path.substr(1));
  }
  const std::size_t end = std::min(path.find('.'), path.size());
  for (std::size_t size = 0; size <= end; ++size) {
    if (fits(pattern.substr(1), path.substr(size))) return true;
  }
  return false;
}

}  // namespace

const HelpText* find_help(std::span<const HelpText> entries, std::string_view path) {
  const auto entry =
      std::ranges::find_if(entries, [&](const HelpText& one) { return fits(one.path, path); });
  return entry == entries.end() ? nullptr : &*entry;
}

std::string_view help_text(Language language, std::string_view path, std::string_view english) {
  const HelpText* entry = find_help(text_in(language).help, path);
  return entry == nullptr ? english : entry->text;
}

OptionWords option_words(Language language) {
  return {
      .say = [language](const Message& message) { return said(message, language); },
      .help = [language](std::string_view path,
                         std::string_view english) { return help_text(language, path, english); }};
}

}  // namespace twotower

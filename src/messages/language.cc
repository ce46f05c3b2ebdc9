#include "messages/language.h"

#include <cstdlib>

namespace twotower {

Language choose_language(const std::optional<std::string>& flag) {
  std::string name = flag.value_or("");
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (!name.empty()) break;
    const char* value = std::getenv(variable);
    if (value != nullptr) name = value;
  }
  return name.starts_with("zh") ? Language::kChinese : Language::kEnglish;
}

}  // namespace twotower

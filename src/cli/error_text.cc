#include "cli/error_text.h"

#include "cli/in_chinese.h"

namespace twotower {

std::string error_text(const Error& error, Language language) {
  std::string text = to_string(error);
  if (language == Language::kChinese) {
    text += "\n说明：" + std::string(error_in_chinese(error.code));
  }
  return text;
}

}  // namespace twotower

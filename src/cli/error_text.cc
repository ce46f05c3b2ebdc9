#include "cli/error_text.h"

#include <fmt/format.h>

#include "cli/in_chinese.h"
#include "messages/said.h"

namespace twotower {

std::string error_text(const Error& error, Language language) {
  std::string text = fmt::format("error[{}]: {}", forms_of(error.code).name,
                                 said(error.message, Language::kEnglish));
  if (language == Language::kChinese) {
    text += "\n说明：" + std::string(error_in_chinese(error.code));
  }
  return text;
}

}  // namespace twotower

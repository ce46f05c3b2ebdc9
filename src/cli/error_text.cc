#include "cli/error_text.h"

#include <fmt/format.h>

#include "messages/said.h"

namespace twotower {

std::string error_text(const Error& error, Language language) {
  return fmt::format("error[{}]: {}", forms_of(error.code).name, said(error.message, language));
}

}  // namespace twotower

#include "cli/labelled_line.h"

#include <fmt/format.h>

#include "base/messages/run_words.h"
#include "messages/said.h"

namespace twotower {

std::string labelled(const Message& label, const std::string& text, Language language) {
  return fmt::format("{:<10}{}\n", said(label, language), text);
}

std::string labelled(const Message& label, const Message& text, Language language) {
  return labelled(label, said(text, language), language);
}

std::string warned(const Message& text, Language language) {
  return labelled(LabelChecked(), "! " + said(text, language), language);
}

}  // namespace twotower

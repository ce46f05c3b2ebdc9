#pragma once

#include <string>

#include "base/messages/message.h"
#include "messages/language.h"

namespace twotower {

// A line of what a command says: "wrote     lists.csv: ...". Message(): no label, so it goes on
// with the line above.
std::string labelled(const Message& label, const std::string& text, Language language);
std::string labelled(const Message& label, const Message& text, Language language);
// The same, of what is to be looked at: "checked   ! ...".
std::string warned(const Message& text, Language language);

}  // namespace twotower

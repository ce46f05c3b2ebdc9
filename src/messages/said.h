#pragma once

#include <string>
#include <string_view>

#include "base/messages/finding.h"
#include "base/messages/message.h"
#include "base/value.h"
#include "messages/catalog.h"
#include "messages/language.h"

namespace twotower {

LanguageText text_in(Language language);

// What a message says, and what it is about, in a language. Empty for Message().
std::string said(const Message& message, Language language);
// In English: for programs, files and logs.
std::string english(const Message& message);
// The same in the words of this text; a message that it lacks is said by its key.
std::string said_in(const LanguageText& text, const Message& message);

// A word of data that we made (see DataWord), or `word` where the language has no other for it.
std::string word_in(Language language, std::string_view word);

// Adds {text, message, arguments}: what people read in English, and what programs read.
void add_message(const Message& message, std::string text, Value::Map& map);

// What a check of the data says, with what became of the column.
std::string said(const Finding& finding, Language language);

}  // namespace twotower

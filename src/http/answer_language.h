#pragma once

#include "http/http_message.h"
#include "messages/language.h"

namespace twotower {

// In which language an answer has its words: the one of English and Chinese ("zh" with whatever
// behind it) that Accept-Language gives the higher weight, the first of equals (RFC 9110, section
// 12.5.4). A weight of 0 refuses a language, and "*" stands for what is not named. English where
// nothing decides. Thread-safe.
Language language_of(const HttpRequest& request);

// Says so in the fields of an answer that has words in it, and that others may get other ones.
void name_language(Language language, HttpAnswer& answer);

}  // namespace twotower

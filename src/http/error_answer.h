#pragma once

#include "base/result.h"
#include "base/value.h"
#include "http/http_message.h"
#include "messages/language.h"

namespace twotower {

// {error: {code, message, key, arguments, field?}}: see refusal_value().
Value error_value(const Error& error, Language language);

// The same as an answer, with the status of the code and the fields that go with it and with the
// language.
HttpAnswer answer_of(const Error& error, Language language);

}  // namespace twotower

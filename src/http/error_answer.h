#pragma once

#include "base/result.h"
#include "base/value.h"
#include "http/http_message.h"

namespace twotower {

// {error: {code, message, field?}}.
Value error_value(const Error& error);

// The same as an answer, with the status of the code and the fields that go with it.
HttpAnswer answer_of(const Error& error);

}  // namespace twotower

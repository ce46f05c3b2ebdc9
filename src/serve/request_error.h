#pragma once

#include <string>

#include "base/result.h"
#include "base/value.h"
#include "messages/language.h"

namespace twotower {

// A value of a request that is not allowed: "k is 0; ask for at least one item".
Error out_of_range(const std::string& field, Message message);

// {code, message, key, arguments, field?} of a refusal: the message in the language, and its key
// and arguments, which are the same in every one.
Value refusal_value(const Error& error, Language language);

// The same error of one of a list: "[3].item_id".
Error at_place(Error error, std::size_t place);

}  // namespace twotower

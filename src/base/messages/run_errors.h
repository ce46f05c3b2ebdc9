#pragma once

#include "base/messages/message.h"

// Errors of what commands and programs ask for: see Error.
namespace twotower {

using RunErrors = MessageList<>;

}  // namespace twotower

#pragma once

#include "base/messages/message.h"

// Errors of tables and what is read of them: see Error.
namespace twotower {

using DataErrors = MessageList<>;

}  // namespace twotower

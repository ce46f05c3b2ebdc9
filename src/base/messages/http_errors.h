#pragma once

#include "base/messages/message.h"

// Errors of HTTP: see Error.
namespace twotower {

using HttpErrors = MessageList<>;

}  // namespace twotower

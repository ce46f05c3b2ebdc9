#pragma once

#include "base/messages/message.h"

// Errors of the state folder: see Error.
namespace twotower {

using StoreErrors = MessageList<>;

}  // namespace twotower

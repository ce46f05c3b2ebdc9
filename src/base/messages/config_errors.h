#pragma once

#include "base/messages/message.h"

// Errors of configs and what prepares data: see Error.
namespace twotower {

using ConfigErrors = MessageList<>;

}  // namespace twotower

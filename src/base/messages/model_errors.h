#pragma once

#include "base/messages/message.h"

// Errors of weights, indexes and their files: see Error.
namespace twotower {

using ModelErrors = MessageList<>;

}  // namespace twotower

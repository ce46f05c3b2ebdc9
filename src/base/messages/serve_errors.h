#pragma once

#include "base/messages/message.h"

// Errors of requests and generations: see Error.
namespace twotower {

using ServeErrors = MessageList<>;

}  // namespace twotower

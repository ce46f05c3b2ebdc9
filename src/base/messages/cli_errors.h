#pragma once

#include "base/messages/message.h"

// Errors of the command line: see Error.
namespace twotower {

using CliErrors = MessageList<>;

}  // namespace twotower

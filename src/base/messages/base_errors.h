#pragma once

#include "base/messages/message.h"

// Errors of files, options, JSON and tensors: see Error.
namespace twotower {

using BaseErrors = MessageList<>;

}  // namespace twotower

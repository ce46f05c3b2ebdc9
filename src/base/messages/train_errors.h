#pragma once

#include "base/messages/message.h"

// Errors of training and tests: see Error.
namespace twotower {

using TrainErrors = MessageList<>;

}  // namespace twotower

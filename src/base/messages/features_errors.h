#pragma once

#include "base/messages/message.h"

// Errors of columns, conditions and features: see Error.
namespace twotower {

using FeaturesErrors = MessageList<>;

}  // namespace twotower

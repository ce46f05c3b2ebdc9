#pragma once

#include "base/messages/message.h"

// Errors of bundles: see Error.
namespace twotower {

using BundleErrors = MessageList<>;

}  // namespace twotower

#pragma once

#include <string>

#include "base/result.h"

namespace twotower {

// All bytes of a file, read, not mapped: somebody may cut it meanwhile. Fails with kFileUnreadable.
Result<std::string> read_file(const std::string& path);

// The Error of `path` not being readable for a reason.
Error unreadable(const std::string& path, Message reason);

}  // namespace twotower

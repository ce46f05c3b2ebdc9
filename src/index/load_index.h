#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "index/index.h"

namespace twotower {

// The index that save() of any kind wrote, ready to be searched. Runs on the calling thread. Fails
// with kFileUnreadable or kBundleCorrupt.
Result<std::unique_ptr<Index>> load_index(const std::string& path);

}  // namespace twotower

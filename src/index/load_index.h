#pragma once

#include <memory>

#include "base/result.h"
#include "base/tensor_file.h"
#include "index/index.h"

namespace twotower {

// The index that save() of any kind wrote, ready to be searched. Runs on the calling thread. Fails
// with kBundleCorrupt.
Result<std::unique_ptr<Index>> load_index(const TensorFile& file);

}  // namespace twotower

#pragma once

#include <memory>

#include "base/result.h"
#include "base/tensor_file.h"
#include "index/index.h"

namespace twotower {

// What an index is loaded for. Many searches are worth codes that make each of them cheaper: dim +
// 8 bytes a vector, and .1 s of a million of 64 elements. The answers are the same to the bit.
enum class LoadFor { kFewSearches, kManySearches };

// The index that save() of any kind wrote, ready to be searched. Runs on the calling thread. Fails
// with kBundleCorrupt.
Result<std::unique_ptr<Index>> load_index(const TensorFile& file, LoadFor use);

}  // namespace twotower

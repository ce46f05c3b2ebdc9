#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/tensor_info.h"

namespace twotower {

// Where a tensor lies in its file.
struct PlacedTensor {
  TensorInfo info;
  std::size_t begin = 0;  // byte of the file
  std::size_t end = 0;
};

// The header of a tensor file.
struct TensorHeader {
  std::vector<PlacedTensor> tensors;  // ascending, one begins where the one before ends
  TensorMetadata metadata;
};

// The header of a file of which `file` are all bytes. If it succeeds, every tensor lies inside the
// file, has the bytes that its dtype and shape say and is aligned for its dtype if `file` is; names
// differ. Takes memory in proportion to the header, at most kMaxTensorHeaderBytes. Fails with
// kBundleCorrupt; `path` is for the message. Thread-safe.
Result<TensorHeader> read_tensor_header(std::span<const std::byte> file, const std::string& path);

}  // namespace twotower

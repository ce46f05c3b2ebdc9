#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/output_file.h"
#include "base/result.h"
#include "base/tensor_info.h"

namespace twotower {

// Writes a tensor file (see TensorFile), whose tensors may be larger than memory: their forms are
// declared first, the elements follow in parts, tensor after tensor or in turns. The bytes in the
// file go from the widest dtype to the narrowest, within one in the order declared; so each tensor
// is aligned for its type, and the first one to 64 bytes. Nothing is buffered: give large parts.
// The file stands at its path from the start; write it within an AtomicDirectory. Failures are
// kFileUnwritable with path and reason. Not thread-safe; movable.
class TensorFileWriter {
 public:
  // The names must differ. Fails also if names and metadata fill more than kMaxTensorHeaderBytes.
  static Result<TensorFileWriter> create(const std::string& path, std::vector<TensorInfo> tensors,
                                         const TensorMetadata& metadata = {});

  // The next elements of a declared tensor of this type, at most as many as it has left.
  template <TensorElement T>
  Result<void> append(std::string_view name, std::span<const T> elements) {
    return append_bytes(name, dtype_of<T>(), std::as_bytes(elements));
  }

  // Once, when every tensor has all its elements; returns when the disk has the file.
  Result<void> finish();

 private:
  struct Part {
    TensorInfo info;
    std::uint64_t next;  // place in the file of its next byte
    std::uint64_t end;
  };

  TensorFileWriter(OutputFile file, std::vector<Part> parts);
  Result<void> append_bytes(std::string_view name, Dtype dtype, std::span<const std::byte> bytes);

  OutputFile file_;
  std::vector<Part> parts_;
};

}  // namespace twotower

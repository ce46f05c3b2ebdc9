#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/array.h"
#include "base/mapped_file.h"
#include "base/result.h"
#include "base/tensor_info.h"

namespace twotower {

// Named tensors in a file, in the layout of safetensors: the length of the header (8 bytes,
// little-endian), the header (JSON), the bytes of all tensors without a gap. Python's `safetensors`
// reads what TensorFileWriter writes, and this reads what Python writes. Mapped into memory, not
// copied. The header is checked completely when the file is opened; the elements may have any bits.
// Thread-safe. Spans stay where they are when the object is moved, and go with it and its arrays.
class TensorFile {
 public:
  static constexpr std::size_t kAnySize = static_cast<std::size_t>(-1);

  // Takes memory in proportion to the header, whose length is checked against the file's first.
  // Fails with kFileUnreadable, or with kBundleCorrupt naming the file and what is wrong with it.
  static Result<TensorFile> open(const std::string& path);

  // The elements of a tensor, the last dimension fastest, aligned for T; those of the first tensor
  // in a file of TensorFileWriter to 64 bytes. kAnySize in `shape` takes any size in its place.
  // Fails with kBundleCorrupt if there is no tensor of that name, type and shape.
  template <TensorElement T>
  Result<std::span<const T>> tensor(std::string_view name, const TensorShape& shape) const {
    TWOTOWER_ASSIGN(const std::span<const std::byte> bytes, bytes_as(name, dtype_of<T>(), shape));
    return std::span(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T));
  }

  // The same, as what keeps the file mapped. Fails as tensor() does.
  template <TensorElement T>
  Result<Array<T>> array(std::string_view name, const TensorShape& shape) const {
    TWOTOWER_ASSIGN(const std::span<const T> elements, tensor<T>(name, shape));
    return Array<T>(elements, file_);
  }

  // Null if there is none.
  const TensorInfo* find(std::string_view name) const;
  std::vector<TensorInfo> tensors() const;  // in the order of their bytes
  const TensorMetadata& metadata() const { return metadata_; }

  std::span<const std::byte> bytes() const { return file_->bytes(); }  // of the whole file
  const std::string& path() const { return file_->path(); }

 private:
  struct Part {
    TensorInfo info;
    std::span<const std::byte> bytes;
  };

  TensorFile(MappedFile file, std::vector<Part> parts, TensorMetadata metadata);
  const Part* part_named(std::string_view name) const;
  Result<std::span<const std::byte>> bytes_as(std::string_view name, Dtype dtype,
                                              const TensorShape& shape) const;

  std::shared_ptr<const MappedFile> file_;
  std::vector<Part> parts_;
  TensorMetadata metadata_;
};

}  // namespace twotower

#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/array.h"
#include "base/result.h"
#include "base/tensor_file_writer.h"

namespace twotower {

// Tensors that are in memory, to be written as one file; what is larger than memory goes through
// TensorFileWriter. Elements are not copied: they must live and stay until write(). Not
// thread-safe.
class TensorList {
 public:
  // Names must differ; the product of `shape` is elements.size().
  template <TensorElement T>
  void add(std::string name, TensorShape shape, std::span<const T> elements) {
    appenders_.push_back(
        [name, elements](TensorFileWriter& writer) { return writer.append(name, elements); });
    infos_.push_back(tensor_info<T>(std::move(name), std::move(shape)));
  }
  template <TensorElement T>
  void add(std::string name, const std::vector<T>& elements) {
    add(std::move(name), {elements.size()}, std::span<const T>(elements));
  }
  template <TensorElement T>
  void add(std::string name, const Array<T>& elements) {
    add(std::move(name), {elements.size()}, elements.view());
  }

  // A place within an AtomicDirectory. Fails with kFileUnwritable.
  Result<void> write(const std::string& path, const TensorMetadata& metadata = {}) const;

 private:
  std::vector<TensorInfo> infos_;
  std::vector<std::function<Result<void>(TensorFileWriter&)>> appenders_;
};

}  // namespace twotower

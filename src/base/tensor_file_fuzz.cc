#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "base/tensor_header.h"

// Any bytes as a tensor file: refused, or a header that keeps every promise of
// read_tensor_header(). The name is libFuzzer's. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace twotower;  // NOLINT(google-build-using-namespace)
  const auto header = read_tensor_header(std::as_bytes(std::span(data, size)), "fuzz");
  if (!header.ok()) {
    if (header.error().code != ErrorCode::kBundleCorrupt) std::abort();
    return 0;
  }
  std::size_t end = header.value().tensors.empty() ? size : header.value().tensors[0].begin;
  for (const PlacedTensor& tensor : header.value().tensors) {
    if (tensor.begin != end || bytes_of(tensor.info) != tensor.end - tensor.begin) std::abort();
    if (tensor.begin % bytes_of(tensor.info.dtype) != 0) std::abort();
    end = tensor.end;
  }
  if (end != size) std::abort();
  return 0;
}

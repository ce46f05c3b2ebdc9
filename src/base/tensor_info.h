#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twotower {

// Types of elements that a tensor file may hold, those of safetensors.
enum class Dtype { kBool, kU8, kI8, kU16, kI16, kF16, kBF16, kU32, kI32, kF32, kU64, kI64, kF64 };

std::string_view name_of(Dtype dtype);  // "F32"
std::optional<Dtype> dtype_named(std::string_view name);
std::size_t bytes_of(Dtype dtype);  // of one element

// C++ types that can be written and read; the other dtypes are only recognised.
template <typename T>
concept TensorElement =
    std::same_as<T, std::uint8_t> || std::same_as<T, std::int8_t> ||
    std::same_as<T, std::uint16_t> || std::same_as<T, std::int16_t> ||
    std::same_as<T, std::uint32_t> || std::same_as<T, std::int32_t> || std::same_as<T, float> ||
    std::same_as<T, std::uint64_t> || std::same_as<T, std::int64_t> || std::same_as<T, double>;

template <TensorElement T>
constexpr Dtype dtype_of() {
  if constexpr (std::same_as<T, std::uint8_t>) return Dtype::kU8;
  if constexpr (std::same_as<T, std::int8_t>) return Dtype::kI8;
  if constexpr (std::same_as<T, std::uint16_t>) return Dtype::kU16;
  if constexpr (std::same_as<T, std::int16_t>) return Dtype::kI16;
  if constexpr (std::same_as<T, std::uint32_t>) return Dtype::kU32;
  if constexpr (std::same_as<T, std::int32_t>) return Dtype::kI32;
  if constexpr (std::same_as<T, float>) return Dtype::kF32;
  if constexpr (std::same_as<T, std::uint64_t>) return Dtype::kU64;
  if constexpr (std::same_as<T, std::int64_t>) return Dtype::kI64;
  if constexpr (std::same_as<T, double>) return Dtype::kF64;
}

using TensorShape = std::vector<std::size_t>;               // empty: one element
using TensorMetadata = std::map<std::string, std::string>;  // free text about the whole file

// What the header of a tensor file says of one tensor.
struct TensorInfo {
  std::string name;
  Dtype dtype = Dtype::kF32;
  TensorShape shape;

  bool operator==(const TensorInfo&) const = default;
};

template <TensorElement T>
TensorInfo tensor_info(std::string name, TensorShape shape) {
  return {std::move(name), dtype_of<T>(), std::move(shape)};
}

// Of all elements; nothing if that is more than memory can address.
std::optional<std::size_t> bytes_of(const TensorInfo& tensor);

// Longer headers are refused by writer and reader: this is some 40,000 tensors.
inline constexpr std::size_t kMaxTensorHeaderBytes = std::size_t{4} << 20;

// The key of the header under which the metadata stands; no tensor may have it as its name.
inline constexpr std::string_view kTensorMetadataKey = "__metadata__";

}  // namespace twotower

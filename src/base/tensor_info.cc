#include "base/tensor_info.h"

#include <algorithm>
#include <array>
#include <bit>

namespace twotower {
namespace {

static_assert(std::endian::native == std::endian::little, "tensor files are little-endian");

struct DtypeForms {
  Dtype dtype;
  std::string_view name;
  std::size_t bytes;
};

constexpr std::array kDtypes = {
    DtypeForms{Dtype::kBool, "BOOL", 1}, DtypeForms{Dtype::kU8, "U8", 1},
    DtypeForms{Dtype::kI8, "I8", 1},     DtypeForms{Dtype::kU16, "U16", 2},
    DtypeForms{Dtype::kI16, "I16", 2},   DtypeForms{Dtype::kF16, "F16", 2},
    DtypeForms{Dtype::kBF16, "BF16", 2}, DtypeForms{Dtype::kU32, "U32", 4},
    DtypeForms{Dtype::kI32, "I32", 4},   DtypeForms{Dtype::kF32, "F32", 4},
    DtypeForms{Dtype::kU64, "U64", 8},   DtypeForms{Dtype::kI64, "I64", 8},
    DtypeForms{Dtype::kF64, "F64", 8},
};

constexpr bool dtypes_are_in_order() {
  for (std::size_t i = 0; i < kDtypes.size(); ++i) {
    if (kDtypes[i].dtype != static_cast<Dtype>(i)) return false;
  }
  return kDtypes.back().dtype == Dtype::kF64;
}
static_assert(dtypes_are_in_order(), "one row a dtype, in the order of the enum");

}  // namespace

std::string_view name_of(Dtype dtype) {
  return kDtypes[static_cast<std::size_t>(dtype)].name;
}

std::optional<Dtype> dtype_named(std::string_view name) {
  const auto* forms = std::ranges::find(kDtypes, name, &DtypeForms::name);
  return forms == kDtypes.end() ? std::nullopt : std::optional(forms->dtype);
}

std::size_t bytes_of(Dtype dtype) {
  return kDtypes[static_cast<std::size_t>(dtype)].bytes;
}

std::optional<std::size_t> bytes_of(const TensorInfo& tensor) {
  std::size_t bytes = bytes_of(tensor.dtype);
  for (const std::size_t size : tensor.shape) {
    if (__builtin_mul_overflow(bytes, size, &bytes)) return std::nullopt;
  }
  return bytes;
}

}  // namespace twotower

#include "base/tensor_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/messages/base_errors.h"
#include "base/messages/error_messages.h"
#include "base/tensor_header.h"

namespace twotower {
namespace {

bool is_of_shape(const TensorShape& actual, const TensorShape& expected) {
  return std::ranges::equal(actual, expected, [](std::size_t size, std::size_t wanted) {
    return wanted == TensorFile::kAnySize || size == wanted;
  });
}

// "F32 [*, 16]".
std::string form_text(Dtype dtype, const TensorShape& shape) {
  std::vector<std::string> sizes;
  for (const std::size_t size : shape) {
    sizes.push_back(size == TensorFile::kAnySize ? "*" : fmt::format("{}", size));
  }
  return fmt::format("{} [{}]", name_of(dtype), fmt::join(sizes, ", "));
}

}  // namespace

TensorFile::TensorFile(MappedFile file, std::vector<Part> parts, TensorMetadata metadata)
    : file_(std::make_shared<const MappedFile>(std::move(file))),
      parts_(std::move(parts)),
      metadata_(std::move(metadata)) {}

Result<TensorFile> TensorFile::open(const std::string& path) {
  TWOTOWER_ASSIGN(MappedFile file, MappedFile::open(path));
  TWOTOWER_ASSIGN(TensorHeader header, read_tensor_header(file.bytes(), path));
  std::vector<Part> parts;
  parts.reserve(header.tensors.size());
  for (PlacedTensor& tensor : header.tensors) {
    const auto bytes = file.bytes().subspan(tensor.begin, tensor.end - tensor.begin);
    parts.push_back({std::move(tensor.info), bytes});
  }
  return TensorFile(std::move(file), std::move(parts), std::move(header.metadata));
}

const TensorInfo* TensorFile::find(std::string_view name) const {
  const Part* part = part_named(name);
  return part == nullptr ? nullptr : &part->info;
}

std::vector<TensorInfo> TensorFile::tensors() const {
  std::vector<TensorInfo> tensors;
  tensors.reserve(parts_.size());
  for (const Part& part : parts_) tensors.push_back(part.info);
  return tensors;
}

const TensorFile::Part* TensorFile::part_named(std::string_view name) const {
  const auto part =
      std::ranges::find_if(parts_, [&](const Part& p) { return p.info.name == name; });
  return part == parts_.end() ? nullptr : &*part;
}

Result<std::span<const std::byte>> TensorFile::bytes_as(std::string_view name, Dtype dtype,
                                                        const TensorShape& shape) const {
  const Part* part = part_named(name);
  if (part != nullptr && part->info.dtype == dtype && is_of_shape(part->info.shape, shape)) {
    return part->bytes;
  }
  const auto damaged = [&](Message problem) {
    return Error{ErrorCode::kBundleCorrupt, path(), FileDamaged(path(), std::move(problem))};
  };
  const std::string expected = form_text(dtype, shape);
  if (part == nullptr) return damaged(TensorMissing(std::string(name), expected));
  return damaged(TensorOfOtherForm(std::string(name), expected,
                                   form_text(part->info.dtype, part->info.shape)));
}

}  // namespace twotower

#include "base/tensor_file_writer.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "base/check.h"
#include "base/json.h"
#include "base/messages/base_errors.h"

namespace twotower {
namespace {

constexpr std::uint64_t kDataAlignment = 64;

Value integer(std::uint64_t number) {
  return Value(static_cast<std::int64_t>(number));
}

Value metadata_value(const TensorMetadata& metadata) {
  Value::Map map;
  for (const auto& [key, text] : metadata) map.push_back({key, Value(text)});
  return Value(std::move(map));
}

// `begin` and `end` count from the first byte behind the header.
Value tensor_value(const TensorInfo& tensor, std::uint64_t begin, std::uint64_t end) {
  Value::List shape;
  for (const std::size_t size : tensor.shape) shape.push_back(integer(size));
  Value::Map map;
  map.push_back({"dtype", Value(std::string(name_of(tensor.dtype)))});
  map.push_back({"shape", Value(std::move(shape))});
  map.push_back({"data_offsets", Value(Value::List{integer(begin), integer(end)})});
  return Value(std::move(map));
}

void check_names(const std::vector<TensorInfo>& tensors) {
  std::set<std::string_view> names = {kTensorMetadataKey};
  for (const TensorInfo& tensor : tensors) TWOTOWER_CHECK(names.insert(tensor.name).second);
}

// Length and text, filled with spaces so that the data behind are aligned.
std::string with_length(std::string header) {
  const std::uint64_t bytes = sizeof(std::uint64_t) + header.size();
  header.append((kDataAlignment - bytes % kDataAlignment) % kDataAlignment, ' ');
  const std::uint64_t length = header.size();
  return std::string(reinterpret_cast<const char*>(&length), sizeof(length)) + header;
}

}  // namespace

TensorFileWriter::TensorFileWriter(OutputFile file, std::vector<Part> parts)
    : file_(std::move(file)), parts_(std::move(parts)) {}

Result<TensorFileWriter> TensorFileWriter::create(const std::string& path,
                                                  std::vector<TensorInfo> tensors,
                                                  const TensorMetadata& metadata) {
  check_names(tensors);
  std::ranges::stable_sort(tensors, std::ranges::greater(),
                           [](const TensorInfo& tensor) { return bytes_of(tensor.dtype); });
  Value::Map header;
  if (!metadata.empty()) {
    header.push_back({std::string(kTensorMetadataKey), metadata_value(metadata)});
  }
  std::vector<Part> parts;
  std::uint64_t end = 0;
  for (TensorInfo& tensor : tensors) {
    const auto bytes = bytes_of(tensor);
    TWOTOWER_CHECK(bytes.has_value());
    const std::uint64_t begin = std::exchange(end, end + *bytes);
    header.push_back({tensor.name, tensor_value(tensor, begin, end)});
    parts.push_back({std::move(tensor), begin, end});
  }
  const std::string text = with_length(to_json(Value(std::move(header))));
  if (text.size() > kMaxTensorHeaderBytes) {
    return Error{ErrorCode::kFileUnwritable, path,
                 TensorHeaderUnwritable(path, text.size(), kMaxTensorHeaderBytes)};
  }
  for (Part& part : parts) {
    part.next += text.size();
    part.end += text.size();
  }
  TWOTOWER_ASSIGN(OutputFile file, OutputFile::create(path));
  TWOTOWER_TRY(file.append(std::as_bytes(std::span(text))));
  return TensorFileWriter(std::move(file), std::move(parts));
}

Result<void> TensorFileWriter::append_bytes(std::string_view name, Dtype dtype,
                                            std::span<const std::byte> bytes) {
  const auto part =
      std::ranges::find(parts_, name, [](const Part& p) { return std::string_view(p.info.name); });
  TWOTOWER_CHECK(part != parts_.end() && part->info.dtype == dtype);
  TWOTOWER_CHECK(bytes.size() <= part->end - part->next);
  TWOTOWER_TRY(file_.write_at(part->next, bytes));
  part->next += bytes.size();
  return {};
}

Result<void> TensorFileWriter::finish() {
  for (const Part& part : parts_) TWOTOWER_CHECK(part.next == part.end);
  return file_.sync();
}

}  // namespace twotower

#include "base/tensor_header.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/messages/base_errors.h"
#include "base/messages/error_messages.h"

namespace twotower {
namespace {

constexpr std::size_t kLengthBytes = sizeof(std::uint64_t);

// An integer of the header: sizes and offsets are never below 0.
std::optional<std::size_t> size_of(const Value& value) {
  const auto* integer = value.as<std::int64_t>();
  if (integer == nullptr || *integer < 0) return std::nullopt;
  return static_cast<std::size_t>(*integer);
}

std::optional<std::vector<std::size_t>> sizes_of(const Value* value) {
  const auto* list = value == nullptr ? nullptr : value->as<Value::List>();
  if (list == nullptr) return std::nullopt;
  std::vector<std::size_t> sizes;
  for (const Value& element : *list) {
    const auto size = size_of(element);
    if (!size) return std::nullopt;
    sizes.push_back(*size);
  }
  return sizes;
}

class HeaderReader {
 public:
  HeaderReader(std::span<const std::byte> file, const std::string& path)
      : file_(file), path_(path) {}

  Result<TensorHeader> read() {
    TWOTOWER_ASSIGN(const std::string_view text, header_text());
    auto root = parse_json(text, path_);
    if (!root.ok()) return corrupt(HeaderUnreadable(root.error().message));
    const auto* entries = root.value().as<Value::Map>();
    if (entries == nullptr) return corrupt(TensorHeaderNotAMap());
    TensorHeader header;
    std::set<std::string_view> names;
    for (const auto& [name, value] : *entries) {
      if (!names.insert(name).second) return corrupt(TensorNameDuplicate(name));
      if (name == kTensorMetadataKey) {
        TWOTOWER_ASSIGN(header.metadata, metadata_of(value));
      } else {
        TWOTOWER_ASSIGN(PlacedTensor tensor, tensor_of(name, value));
        header.tensors.push_back(std::move(tensor));
      }
    }
    TWOTOWER_TRY(check_places(header.tensors));
    return header;
  }

 private:
  Error corrupt(Message reason) const {
    return {ErrorCode::kBundleCorrupt, path_, FileDamaged(path_, std::move(reason))};
  }

  // The text of the header; knows from here on where the data begin.
  Result<std::string_view> header_text() {
    if (file_.size() < kLengthBytes) return corrupt(TensorFileTooShort());
    std::uint64_t length = 0;
    std::memcpy(&length, file_.data(), kLengthBytes);
    const std::size_t max_length = std::min(file_.size() - kLengthBytes, kMaxTensorHeaderBytes);
    if (length > max_length) {
      return corrupt(TensorHeaderTooLong(length, max_length));
    }
    data_begin_ = kLengthBytes + static_cast<std::size_t>(length);
    const auto text = file_.subspan(kLengthBytes, static_cast<std::size_t>(length));
    return std::string_view(reinterpret_cast<const char*>(text.data()), text.size());
  }

  Result<TensorMetadata> metadata_of(const Value& value) const {
    const auto* map = value.as<Value::Map>();
    if (map == nullptr) return corrupt(TensorMetadataNotAMap());
    TensorMetadata metadata;
    for (const auto& [key, text] : *map) {
      const auto* string = text.as<std::string>();
      if (string == nullptr || !metadata.emplace(key, *string).second) {
        return corrupt(TensorMetadataWrong(key));
      }
    }
    return metadata;
  }

  Result<PlacedTensor> tensor_of(const std::string& name, const Value& value) const {
    const auto* map = value.as<Value::Map>();
    const Value* dtype_value = value.find("dtype");
    const auto* dtype_name = dtype_value == nullptr ? nullptr : dtype_value->as<std::string>();
    const auto dtype = dtype_named(dtype_name == nullptr ? "" : *dtype_name);
    auto shape = sizes_of(value.find("shape"));
    const auto offsets = sizes_of(value.find("data_offsets"));
    if (map == nullptr || map->size() != 3 || !dtype || !shape || !offsets ||
        offsets->size() != 2) {
      return corrupt(TensorKeysWrong(name));
    }
    return placed({name, *dtype, *std::move(shape)}, (*offsets)[0], (*offsets)[1]);
  }

  // Offsets count from the first byte behind the header.
  Result<PlacedTensor> placed(TensorInfo info, std::size_t begin, std::size_t end) const {
    const std::size_t data_bytes = file_.size() - data_begin_;
    if (begin > end || end > data_bytes || bytes_of(info) != end - begin) {
      return corrupt(TensorBytesWrong(info.name, begin, end, data_bytes));
    }
    if ((data_begin_ + begin) % bytes_of(info.dtype) != 0) {
      return corrupt(TensorNotAligned(info.name));
    }
    return PlacedTensor{std::move(info), data_begin_ + begin, data_begin_ + end};
  }

  // Sorts, and holds that the tensors fill the file without gap or overlap.
  Result<void> check_places(std::vector<PlacedTensor>& tensors) const {
    std::ranges::stable_sort(tensors, {}, [](const PlacedTensor& tensor) {
      return std::pair(tensor.begin, tensor.end);
    });
    std::size_t end = data_begin_;
    for (const PlacedTensor& tensor : tensors) {
      if (tensor.begin != end) {
        return corrupt(TensorOverlaps(tensor.info.name));
      }
      end = tensor.end;
    }
    if (end != file_.size()) return corrupt(TensorTrailingBytes());
    return {};
  }

  std::span<const std::byte> file_;
  const std::string& path_;
  std::size_t data_begin_ = 0;
};

}  // namespace

Result<TensorHeader> read_tensor_header(std::span<const std::byte> file, const std::string& path) {
  return HeaderReader(file, path).read();
}

}  // namespace twotower

#include "data/files/input_stream.h"

#include <arrow/buffer.h>
#include <arrow/io/compressed.h>
#include <arrow/io/file.h>
#include <arrow/util/compression.h>
#include <fmt/format.h>

#include "base/messages/data_errors.h"
#include "data/files/table_keys.h"

namespace twotower {
namespace {

arrow::Compression::type compression_of(std::string_view start) {
  if (start.starts_with("\x1f\x8b")) return arrow::Compression::GZIP;
  if (start.starts_with("\x28\xb5\x2f\xfd")) return arrow::Compression::ZSTD;
  return arrow::Compression::UNCOMPRESSED;
}

arrow::Result<InputStream> open_unpacked(const std::string& path) {
  ARROW_ASSIGN_OR_RAISE(auto file, arrow::io::ReadableFile::Open(path));
  ARROW_ASSIGN_OR_RAISE(const auto start, file->Read(4));
  ARROW_RETURN_NOT_OK(file->Seek(0));
  const auto compression = compression_of(std::string_view(*start));
  if (compression == arrow::Compression::UNCOMPRESSED) return file;
  ARROW_ASSIGN_OR_RAISE(auto codec, arrow::util::Codec::Create(compression));
  // The stream keeps what it needs of the codec.
  return arrow::io::CompressedInputStream::Make(codec.get(), file);
}

arrow::Result<std::string> read_up_to(arrow::io::InputStream& stream, std::size_t max_bytes) {
  std::string bytes;
  while (bytes.size() < max_bytes) {
    ARROW_ASSIGN_OR_RAISE(const auto buffer,
                          stream.Read(static_cast<std::int64_t>(max_bytes - bytes.size())));
    if (buffer->size() == 0) break;
    bytes += std::string_view(*buffer);
  }
  return bytes;
}

}  // namespace

Error reading_error(const arrow::Status& status, const std::string& path, std::string_view option) {
  const auto code = status.IsIOError() ? ErrorCode::kFileUnreadable : ErrorCode::kDataWrongFormat;
  return {code, path_key(option),
          TableUnreadable(path_key(option), path, status.message(), settings_key(option))};
}

Result<InputStream> open_input(const std::string& path, std::string_view option) {
  if (path.empty()) {
    return Error{ErrorCode::kFileUnreadable, path_key(option), TablePathMissing(path_key(option))};
  }
  auto stream = open_unpacked(path);
  if (!stream.ok()) return reading_error(stream.status(), path, option);
  return std::move(stream).ValueUnsafe();
}

Result<std::string> read_start(const std::string& path, std::size_t max_bytes,
                               std::string_view option) {
  TWOTOWER_ASSIGN(const InputStream stream, open_input(path, option));
  auto bytes = read_up_to(*stream, max_bytes);
  if (!bytes.ok()) return reading_error(bytes.status(), path, option);
  std::string start = std::move(bytes).ValueUnsafe();
  const std::size_t last_line_end = start.rfind('\n');
  if (start.size() == max_bytes && last_line_end != std::string::npos) {
    start.resize(last_line_end + 1);
  }
  return start;
}

}  // namespace twotower

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace arrow {
class Status;
namespace io {
class InputStream;
}
}  // namespace arrow

namespace twotower {

using InputStream = std::shared_ptr<arrow::io::InputStream>;

// The bytes of a file; unpacked if its first bytes say gzip or zstd. Fails with kFileUnreadable.
// `option` is the key of the path, for messages: "data.items".
Result<InputStream> open_input(const std::string& path, std::string_view option);

// What is at the start of a file, unpacked: whole lines if the file is longer than `max_bytes` and
// has a line end there. Fails as open_input() does, and as reading_error() says.
Result<std::string> read_start(const std::string& path, std::size_t max_bytes,
                               std::string_view option);

// `status`, which is not ok, as it came from reading the file at `path`: kFileUnreadable for what
// the disk or the packer says, kDataWrongFormat for what the bytes are not.
Error reading_error(const arrow::Status& status, const std::string& path, std::string_view option);

}  // namespace twotower

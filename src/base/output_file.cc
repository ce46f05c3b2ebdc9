#include "base/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/messages/base_errors.h"

namespace twotower {

Error unwritable(const std::string& path, int error_number) {
  return {ErrorCode::kFileUnwritable, path, FileUnwritable(path, errno_message(error_number))};
}

OutputFile::OutputFile(std::string path, FileDescriptor file)
    : path_(std::move(path)), file_(std::move(file)) {}

Result<OutputFile> OutputFile::create(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file.is_open()) return unwritable(path, errno);
  return OutputFile(path, std::move(file));
}

Result<void> OutputFile::write_at(std::uint64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return unwritable(path_, errno);
    offset += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> OutputFile::append(std::span<const std::byte> bytes) {
  TWOTOWER_TRY(write_at(end_, bytes));
  end_ += bytes.size();
  return {};
}

Result<void> OutputFile::sync() {
  if (::fsync(file_.get()) != 0) return unwritable(path_, errno);
  return {};
}

}  // namespace twotower

#include "base/input_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "base/file_descriptor.h"
#include "base/messages/base_errors.h"

namespace twotower {

Error unreadable(const std::string& path, Message reason) {
  return {ErrorCode::kFileUnreadable, path, FileUnreadable(path, std::move(reason))};
}

Result<std::string> read_file(const std::string& path) {
  constexpr std::size_t kBlockBytes = 65536;
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return unreadable(path, errno_message(errno));
  std::string bytes;
  std::array<char, kBlockBytes> block;
  for (;;) {
    const ssize_t num_read = ::read(file.get(), block.data(), block.size());
    if (num_read < 0 && errno == EINTR) continue;
    if (num_read < 0) return unreadable(path, errno_message(errno));
    if (num_read == 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(num_read));
  }
}

}  // namespace twotower

#include "base/file_descriptor.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/messages/base_errors.h"

namespace twotower {

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (is_open()) ::close(descriptor_);
}

Message errno_message(int error_number) {
  switch (error_number) {
    case EACCES: return PermissionDenied();
    case EDQUOT: return DiskQuotaExceeded();
    case EEXIST: return FileExists();
    case EIO: return InputOutputError();
    case EISDIR: return IsADirectory();
    case EMFILE: return TooManyOpenFiles();
    case ENAMETOOLONG: return FileNameTooLong();
    case ENOENT: return NoSuchFile();
    case ENOSPC: return NoSpaceLeft();
    case ENOTDIR: return NotADirectory();
    case ENOTEMPTY: return DirectoryNotEmpty();
    case EPERM: return OperationNotPermitted();
    case EROFS: return ReadOnlyFileSystem();
    default: return ForeignReason(std::generic_category().message(error_number));
  }
}

}  // namespace twotower

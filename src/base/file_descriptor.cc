#include "base/file_descriptor.h"

#include <unistd.h>

#include <system_error>
#include <utility>

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

std::string errno_text(int error_number) {
  return std::generic_category().message(error_number);
}

}  // namespace twotower

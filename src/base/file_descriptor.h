#pragma once

#include "base/messages/message.h"

namespace twotower {

// An open file of the system, closed with the object. Movable. Not thread-safe.
class FileDescriptor {
 public:
  // `descriptor` as open() of the system returns it; below 0 there is none.
  explicit FileDescriptor(int descriptor = -1) : descriptor_(descriptor) {}
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  bool is_open() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// "No space left on device". Thread-safe.
Message errno_message(int error_number);

}  // namespace twotower

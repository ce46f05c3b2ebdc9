#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/file_descriptor.h"
#include "base/result.h"

namespace twotower {

// A new file to write bytes to, unbuffered: give it large parts. It stays as far as it was written
// if the object ends early; AtomicFile and AtomicDirectory are for what others read. Every failure
// is kFileUnwritable with path and reason. Not thread-safe; movable.
class OutputFile {
 public:
  // Replaces what was there. The folder must exist.
  static Result<OutputFile> create(const std::string& path);

  // At byte `offset` of the file; what lies before and was never written is zero.
  Result<void> write_at(std::uint64_t offset, std::span<const std::byte> bytes);
  // Behind the last append().
  Result<void> append(std::span<const std::byte> bytes);
  // Returns once the disk has everything.
  Result<void> sync();

  const std::string& path() const { return path_; }
  const FileDescriptor& descriptor() const { return file_; }

 private:
  OutputFile(std::string path, FileDescriptor file);

  std::string path_;
  FileDescriptor file_;
  std::uint64_t end_ = 0;  // of what was appended
};

// The Error of `path` not being writable for the reason `error_number` (errno).
Error unwritable(const std::string& path, int error_number);

}  // namespace twotower

#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/result.h"

namespace twotower {

// A whole file as read-only memory, read from disk as it is touched. The memory stays where it is
// when the object is moved, and goes with the object. Whoever shortens the file meanwhile ends the
// process: ours are replaced, never changed. Thread-safe.
class MappedFile {
 public:
  // Fails with kFileUnreadable, also for what is not a regular file.
  static Result<MappedFile> open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return bytes_; }
  const std::string& path() const { return path_; }

 private:
  MappedFile(std::string path, std::span<const std::byte> bytes);

  std::string path_;
  std::span<const std::byte> bytes_;  // page-aligned; an empty file has none
};

}  // namespace twotower

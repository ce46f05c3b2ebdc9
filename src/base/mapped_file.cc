#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "base/file_descriptor.h"
#include "base/input_file.h"
#include "base/messages/base_errors.h"

namespace twotower {

MappedFile::MappedFile(std::string path, std::span<const std::byte> bytes)
    : path_(std::move(path)), bytes_(bytes) {}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : path_(std::move(other.path_)), bytes_(std::exchange(other.bytes_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

// O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
Result<MappedFile> MappedFile::open(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return unreadable(path, errno_message(errno));
  struct stat info{};
  if (::fstat(file.get(), &info) != 0) return unreadable(path, errno_message(errno));
  if (!S_ISREG(info.st_mode)) return unreadable(path, NotARegularFile());
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size == 0) return MappedFile(path, {});
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (memory == MAP_FAILED) return unreadable(path, errno_message(errno));
  return MappedFile(path, {static_cast<const std::byte*>(memory), size});
}

}  // namespace twotower

#include "base/partial_path.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>

#include "base/file_descriptor.h"
#include "base/output_file.h"

namespace twotower {

// Process, clock and count: differs between processes, machines that share a disk, and calls.
std::string partial_path_of(const std::string& path) {
  static std::atomic<unsigned> num_calls = 0;
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  const std::string name =
      fmt::format(".{}.{:x}-{:x}-{:x}.partial", std::filesystem::path(path).filename().string(),
                  ::getpid(), now, num_calls++);
  return (std::filesystem::path(folder_of(path)) / name).string();
}

Result<void> sync_folder(const std::string& path) {
  const FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || ::fsync(folder.get()) != 0) return unwritable(path, errno);
  return {};
}

std::string folder_of(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

}  // namespace twotower

#include "base/partial_path.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/messages/base_errors.h"
#include "base/output_file.h"
#include "base/shell_word.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".partial";

std::string start_of_partials(const std::string& path) {
  return fmt::format(".{}.", fs::path(path).filename().string());
}

// Whether partial_path_of() gives such names where names start with `start`.
bool is_partial_name(std::string_view name, std::string_view start) {
  if (!name.starts_with(start) || !name.ends_with(kEnding)) return false;
  if (name.size() < start.size() + kEnding.size()) return false;
  name.remove_prefix(start.size());
  name.remove_suffix(kEnding.size());
  return name.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

// A folder can be opened for reading only, a file on NFS be locked only if it is open for writing.
void remove_if_abandoned(const fs::directory_entry& entry) {
  std::error_code error;
  const bool is_folder = fs::is_directory(entry.symlink_status(error));
  const int how = is_folder ? O_RDONLY | O_DIRECTORY : O_WRONLY;
  const std::string path = entry.path().string();
  const FileDescriptor partial(::open(path.c_str(), how | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!partial.is_open() || ::flock(partial.get(), LOCK_EX | LOCK_NB) != 0) return;
  fs::remove_all(path, error);
}

}  // namespace

// Process, clock and count: differs between processes, machines that share a disk, and calls.
std::string partial_path_of(const std::string& path) {
  static std::atomic<unsigned> num_calls = 0;
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  const std::string name = fmt::format("{}{:x}-{:x}-{:x}{}", start_of_partials(path), ::getpid(),
                                       now, num_calls++, kEnding);
  return (fs::path(folder_of(path)) / name).string();
}

// The lock goes with the process, so neither a process number that is used again nor one of another
// container misleads. A remover may hold it first: then it is waited for, and the path has gone.
bool mark_as_written(const FileDescriptor& partial, const std::string& partial_path) {
  while (::flock(partial.get(), LOCK_EX) != 0 && errno == EINTR) {
  }
  struct stat marked{}, there{};
  return ::fstat(partial.get(), &marked) == 0 && ::stat(partial_path.c_str(), &there) == 0 &&
         marked.st_ino == there.st_ino && marked.st_dev == there.st_dev;
}

void remove_abandoned(const std::string& path) {
  const std::string start = start_of_partials(path);
  std::error_code error;
  for (fs::directory_iterator entry(folder_of(path), error), end; !error && entry != end;
       entry.increment(error)) {
    if (is_partial_name(entry->path().filename().string(), start)) remove_if_abandoned(*entry);
  }
}

Result<void> sync_folder(const std::string& path) {
  const FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || ::fsync(folder.get()) != 0) return unwritable(path, errno);
  return {};
}

Result<void> check_folder_of(const std::string& path) {
  const std::string folder = folder_of(path);
  std::error_code ignored;
  if (fs::is_directory(folder, ignored)) return {};
  if (fs::exists(folder, ignored)) return unwritable(path, ENOTDIR);
  return Error{ErrorCode::kFileUnwritable, path, FolderMissing(path, folder, shell_word(folder))};
}

std::string folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

}  // namespace twotower

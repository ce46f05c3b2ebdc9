#include "base/atomic_directory.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "base/file_descriptor.h"
#include "base/output_file.h"
#include "base/partial_path.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

Result<void> sync_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open() || ::fsync(file.get()) != 0) return unwritable(path, errno);
  return {};
}

// Everything below `folder`, then its own list of names.
Result<void> sync_tree(const std::string& folder) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string path = entry.path().string();
    TWOTOWER_TRY(entry.is_directory() ? sync_tree(path) : sync_file(path));
  }
  if (error) return unwritable(folder, error.value());
  return sync_folder(folder);
}

// After a swap the old folder has the name `partial`.
Result<void> move_into_place(const std::string& partial, const std::string& path) {
  if (std::rename(partial.c_str(), path.c_str()) == 0) return {};
  const bool is_taken = errno == ENOTEMPTY || errno == EEXIST;
  if (is_taken &&
      ::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE) == 0) {
    return {};
  }
  return unwritable(path, errno);
}

}  // namespace

AtomicDirectory::AtomicDirectory(std::string path, std::string partial)
    : path_(std::move(path)), partial_(std::move(partial)) {}

AtomicDirectory::AtomicDirectory(AtomicDirectory&& other) noexcept
    : path_(std::exchange(other.path_, {})), partial_(std::move(other.partial_)) {}

AtomicDirectory::~AtomicDirectory() {
  if (path_.empty()) return;
  std::error_code ignored;  // nobody is left to hear it
  fs::remove_all(partial_, ignored);
}

// A name that ends in a slash would have no last part.
Result<AtomicDirectory> AtomicDirectory::create(const std::string& path) {
  const fs::path clean = (fs::path(path) / "").parent_path();
  const std::string partial = partial_path_of(clean.string());
  std::error_code error;
  fs::create_directories(folder_of(clean.string()), error);
  if (!error) fs::create_directory(partial, error);
  if (error) return unwritable(path, error.value());
  return AtomicDirectory(clean.string(), partial);
}

std::string AtomicDirectory::path_of(const std::string& name) const {
  return (fs::path(partial_) / name).string();
}

Result<void> AtomicDirectory::commit() {
  TWOTOWER_CHECK(!path_.empty());
  TWOTOWER_TRY(sync_tree(partial_));
  TWOTOWER_TRY(move_into_place(partial_, path_));
  const std::string path = std::exchange(path_, {});
  TWOTOWER_TRY(sync_folder(folder_of(path)));
  std::error_code error;
  fs::remove_all(partial_, error);  // what was replaced, if anything
  if (error) return unwritable(partial_, error.value());
  return {};
}

}  // namespace twotower

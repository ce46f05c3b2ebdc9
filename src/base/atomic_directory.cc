#include "base/atomic_directory.h"

#include <fcntl.h>
#include <sys/stat.h>
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
#include "base/replace_all.h"

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

// File systems that cannot refuse to replace (NFS) get an empty folder first, which nobody else can
// make, and which the move replaces.
Result<bool> move_to_free(const std::string& partial, const std::string& path) {
  int failed = ::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE);
  if (failed != 0 && errno == EINVAL) {
    failed = ::mkdir(path.c_str(), 0777);
    if (failed == 0) failed = std::rename(partial.c_str(), path.c_str());
  }
  if (failed == 0) return true;
  if (errno == EEXIST) return false;
  return unwritable(path, errno);
}

FileDescriptor open_folder(const std::string& path) {
  return FileDescriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

// The old folder, if there is one. Another writer of that name may take it for abandoned: marked,
// so that there is one remover at a time.
Result<void> remove_replaced(const std::string& partial) {
  const FileDescriptor mark = open_folder(partial);
  if (!mark.is_open() || !mark_as_written(mark, partial)) return {};
  std::error_code error;
  fs::remove_all(partial, error);
  if (error) return unwritable(partial, error.value());
  return {};
}

}  // namespace

AtomicDirectory::AtomicDirectory(std::string path, std::string partial, FileDescriptor mark)
    : path_(std::move(path)), partial_(std::move(partial)), mark_(std::move(mark)) {}

AtomicDirectory::AtomicDirectory(AtomicDirectory&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      partial_(std::move(other.partial_)),
      mark_(std::move(other.mark_)) {}

AtomicDirectory::~AtomicDirectory() {
  if (path_.empty()) return;
  std::error_code ignored;  // nobody is left to hear it
  fs::remove_all(partial_, ignored);
}

// A name that ends in a slash would have no last part.
Result<AtomicDirectory> AtomicDirectory::create(const std::string& path) {
  const fs::path clean = (fs::path(path) / "").parent_path();
  std::error_code error;
  fs::create_directories(folder_of(clean.string()), error);
  remove_abandoned(clean.string());
  for (;;) {
    const std::string partial = partial_path_of(clean.string());
    if (!error) fs::create_directory(partial, error);
    if (error) return unwritable(path, error.value());
    FileDescriptor mark = open_folder(partial);
    if (!mark.is_open() && errno != ENOENT) return unwritable(path, errno);
    if (mark.is_open() && mark_as_written(mark, partial)) {
      return AtomicDirectory(clean.string(), partial, std::move(mark));
    }
  }
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
  mark_ = FileDescriptor();
  return remove_replaced(partial_);
}

Result<bool> AtomicDirectory::commit_to_free(const std::string& path) {
  TWOTOWER_CHECK(!path_.empty());
  TWOTOWER_TRY(sync_tree(partial_));
  TWOTOWER_ASSIGN(const bool is_moved, move_to_free(partial_, path));
  if (!is_moved) return false;
  path_.clear();
  TWOTOWER_TRY(sync_folder(folder_of(path)));
  return true;
}

Error about_original(Error error, const std::string& copy, const std::string& original) {
  replace_all(error.field, copy, original);
  error.message.replace(copy, original);
  return error;
}

}  // namespace twotower

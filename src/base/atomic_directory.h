#pragma once

#include <string>

#include "base/file_descriptor.h"
#include "base/result.h"

namespace twotower {

// A folder that appears, or replaces the one of that name, as a whole: its files are written beside
// its place and commit() moves them there. Until then, and after a kill at any moment, readers see
// what was there before, complete. Without commit() what was written is removed; by a kill it is
// left beside (.NAME.*.partial), for the next one of that name to remove. Every failure is
// kFileUnwritable with path and reason. Not thread-safe.
class AtomicDirectory {
 public:
  // Makes the folders above, too.
  static Result<AtomicDirectory> create(const std::string& path);

  AtomicDirectory(AtomicDirectory&& other) noexcept;
  ~AtomicDirectory();

  // Where to write `name` until commit().
  std::string path_of(const std::string& name) const;

  // Once, when all files are closed; returns when the disk has every file and name. Replacing needs
  // a file system that can swap two names (those of local disks can), and the old files are removed
  // afterwards; readers that have them open keep them.
  Result<void> commit();

  // The same, but to `path` in the folder of the path given to create(), and only where nothing is
  // there: false if something is, so that another place can be tried.
  Result<bool> commit_to_free(const std::string& path);

 private:
  AtomicDirectory(std::string path, std::string partial, FileDescriptor mark);

  std::string path_;  // empty: moved from, or committed
  std::string partial_;
  FileDescriptor mark_;  // while it is open, nobody takes the partial folder for abandoned
};

// An error of what lies in a copy as one of what lies in the original, which people know.
Error about_original(Error error, const std::string& copy, const std::string& original);

}  // namespace twotower

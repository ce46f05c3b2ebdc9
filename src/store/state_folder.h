#pragma once

#include <string>

#include "base/file_descriptor.h"
#include "base/result.h"
#include "store/backend.h"

namespace twotower {

// The folder in which a server keeps what happens. A file `format` says which program can read it,
// `lock` whose it is, `acknowledged` what clients were told to be kept. Not thread-safe.
class StateFolder {
 public:
  // Makes the folder, open to nobody else, if there is none, and holds it until the object is gone.
  // Fails with kStoreLocked where another process holds it, with kStoreNewer where a later program
  // made it, with kStoreCorrupt and kFileUnwritable.
  static Result<StateFolder> open(const std::string& path);

  std::string path_of(const std::string& name) const;

  // Returns once the disk has the names of what lies in it. Fails with kFileUnwritable.
  Result<void> sync() const;

  // The position that was written last, 0 before the first. Fails with kStoreCorrupt.
  Result<LogPosition> acknowledged() const;
  // Durable once it returns. Fails with kFileUnwritable.
  Result<void> write_acknowledged(LogPosition position) const;

 private:
  StateFolder(std::string path, FileDescriptor lock);
  Result<void> check_format() const;

  std::string path_;
  FileDescriptor lock_;
};

}  // namespace twotower

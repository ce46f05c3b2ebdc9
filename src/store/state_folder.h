#pragma once

#include <cstdint>
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
  // made it, with kStoreCorrupt, also where it has other files and no `format`, and
  // kFileUnwritable.
  static Result<StateFolder> open(const std::string& path);

  // The same beside the server that it belongs to, to read alone. Fails with kStoreNewer,
  // kStoreCorrupt, and with kFileUnreadable where there is none.
  static Result<StateFolder> open_to_read(const std::string& path);

  // Keeps a server from starting on what is to be copied, as long as the object is there. Fails
  // with kStoreLocked where one runs.
  static Result<FileDescriptor> keep_unused(const std::string& path);

  std::string path_of(const std::string& name) const;

  // Whether a program before wrote it, in a format that this one can bring to its own.
  bool is_older() const { return format_ < kFormat; }
  // Where what was there before is kept: "before-format-3".
  std::string path_of_older() const;
  // Copies what lies in it but the lock and folders. Fails with kFileUnwritable.
  Result<void> copy_files_to(const std::string& folder) const;
  // Says that it has the format of this program. Durable once it returns. Fails with
  // kFileUnwritable.
  Result<void> write_format();

  // Returns once the disk has the names of what lies in it. Fails with kFileUnwritable.
  Result<void> sync() const;

  // The position that was written last, 0 before the first. Fails with kStoreCorrupt.
  Result<LogPosition> acknowledged() const;
  // Durable once it returns. Fails with kFileUnwritable.
  Result<void> write_acknowledged(LogPosition position) const;

 private:
  StateFolder(std::string path, FileDescriptor lock);
  Result<void> read_format();

  static constexpr std::int64_t kFormat = 3;
  static constexpr std::int64_t kOldestFormat = 2;  // 1 was in no release

  std::string path_;
  FileDescriptor lock_;            // none to read
  std::int64_t format_ = kFormat;  // that it has
};

}  // namespace twotower

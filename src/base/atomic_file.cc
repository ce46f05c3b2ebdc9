#include "base/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <span>
#include <utility>

#include "base/check.h"
#include "base/partial_path.h"

namespace twotower {

AtomicFile::AtomicFile(std::string path, OutputFile output)
    : path_(std::move(path)), output_(std::move(output)) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), output_(std::move(other.output_)) {}

AtomicFile::~AtomicFile() {
  if (!path_.empty()) std::remove(output_.path().c_str());
}

Result<AtomicFile> AtomicFile::create(const std::string& path) {
  remove_abandoned(path);
  for (;;) {
    TWOTOWER_ASSIGN(OutputFile output, OutputFile::create(partial_path_of(path)));
    if (mark_as_written(output.descriptor(), output.path())) {
      return AtomicFile(path, std::move(output));
    }
  }
}

Result<void> AtomicFile::commit() {
  TWOTOWER_CHECK(!path_.empty());
  TWOTOWER_TRY(output_.sync());
  if (std::rename(output_.path().c_str(), path_.c_str()) != 0) return unwritable(path_, errno);
  return sync_folder(folder_of(std::exchange(path_, {})));
}

Result<void> write_file(const std::string& path, std::string_view text) {
  TWOTOWER_ASSIGN(AtomicFile file, AtomicFile::create(path));
  TWOTOWER_TRY(file.output().append(std::as_bytes(std::span(text))));
  return file.commit();
}

}  // namespace twotower

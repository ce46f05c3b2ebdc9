#include "base/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <span>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "base/partial_path.h"

namespace twotower {

namespace {

// Nobody named the partial file.
Error of_path(Error error, const std::string& path) {
  error.message.replace(error.field, path);
  error.field = path;
  return error;
}

}  // namespace

AtomicFile::AtomicFile(std::string path, OutputFile output)
    : path_(std::move(path)), output_(std::move(output)) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), output_(std::move(other.output_)) {}

AtomicFile::~AtomicFile() {
  if (!path_.empty()) std::remove(output_.path().c_str());
}

Result<AtomicFile> AtomicFile::create(const std::string& path) {
  TWOTOWER_TRY(check_folder_of(path));
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return unwritable(path, EISDIR);
  remove_abandoned(path);
  for (;;) {
    auto created = OutputFile::create(partial_path_of(path));
    if (!created.ok()) return of_path(created.error(), path);
    OutputFile output = std::move(created).value();
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

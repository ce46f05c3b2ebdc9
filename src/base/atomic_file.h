#pragma once

#include <string>
#include <string_view>

#include "base/output_file.h"
#include "base/result.h"

namespace twotower {

// A file that appears, or replaces the one of that name, as a whole: it is written beside its place
// and moved there by commit(). Until then, and after a kill at any moment, readers see what was
// there before. Without commit() what was written is removed; by a kill it is left beside
// (.NAME.*.partial), for the next one of that name to remove. Every failure is kFileUnwritable with
// path and reason. Not thread-safe.
class AtomicFile {
 public:
  static Result<AtomicFile> create(const std::string& path);

  AtomicFile(AtomicFile&& other) noexcept;
  ~AtomicFile();

  OutputFile& output() { return output_; }
  // Once, after the last byte; returns when the disk has file and name.
  Result<void> commit();

 private:
  AtomicFile(std::string path, OutputFile output);

  std::string path_;  // empty: moved from, or committed
  OutputFile output_;
};

// The whole of it at once. Fails as AtomicFile does.
Result<void> write_file(const std::string& path, std::string_view text);

}  // namespace twotower

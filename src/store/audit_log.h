#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "store/backend.h"

namespace twotower {

// A file of what was changed, a JSON document a line: {time, position, change, id?, into?,
// version?, request_id?}, ids as digests. It follows the backend, which has the changes first: what
// a crash left out is added at the next start, as far as the backend keeps it. The file may be
// moved away at any time; another one begins. Not thread-safe.
class AuditLog {
 public:
  // Cuts a last line that was not finished. Fails with kFileUnreadable and kFileUnwritable.
  static Result<AuditLog> open(const std::string& path);

  // Adds the changes that are not in it. Where its last line names a position that is not there,
  // which only damage does, all that are kept are added anew, and the log says so. Fails with
  // kFileUnwritable, and as Backend::changes_above() does; the next one adds them then.
  Result<void> follow(const Backend& backend);

 private:
  AuditLog(std::string path, LogPosition last) : path_(std::move(path)), last_(last) {}

  std::string path_;
  LogPosition last_;  // that is in it
};

}  // namespace twotower

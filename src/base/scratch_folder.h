#pragma once

#include <string>

#include "base/result.h"

namespace twotower {

// A folder of its own among the system's temporary files, gone with everything in it. Not
// thread-safe.
class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  // Its path. Fails with kFileUnwritable.
  Result<std::string> make();

 private:
  std::string path_;
  bool is_made_ = false;
};

}  // namespace twotower

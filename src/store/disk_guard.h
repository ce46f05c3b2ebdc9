#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "base/result.h"

namespace twotower {

struct DiskOptions {
  std::string folder;      // on the disk; empty: nobody looks
  double max_share = 1.0;  // of it that may be used
};

// How much of a disk is used: by all that lies on it, 0 to 1.
struct DiskUse {
  double share = 0.0;
  bool is_full = false;  // nothing more is taken
};

// Says when nothing more may be written: from the moment when more than a share of the disk is used
// until 5 points less are, so that writes do not come and go by the second. Looks at the disk once
// a second at most. Thread-safe.
class DiskGuard {
 public:
  explicit DiskGuard(DiskOptions options) : options_(std::move(options)) {}

  // Fails with kStoreFull.
  Result<void> check();
  DiskUse use();

 private:
  void look();  // with the lock

  DiskOptions options_;
  std::mutex mutex_;  // of what follows
  DiskUse use_;
  std::chrono::steady_clock::time_point next_look_;
};

}  // namespace twotower

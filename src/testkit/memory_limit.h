#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <stdexcept>

namespace twotower::testkit {

// While it lives, the process gets at most `bytes` of address space more than it has: an allocation
// beyond throws std::bad_alloc. Mapped files count. For the main thread of a test that starts no
// other. Sanitizers keep address space of their own, as much as they like: there it limits nothing.
class MemoryLimit {
 public:
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)  // g++
  static constexpr bool kLimits = false;
#elif defined(__has_feature)
  static constexpr bool kLimits =
      !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer);
#else
  static constexpr bool kLimits = true;
#endif

  explicit MemoryLimit(std::size_t bytes) {
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const std::size_t now = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    if (now == 0 || ::getrlimit(RLIMIT_AS, &before_) != 0) throw std::runtime_error("no limits");
    rlimit limit = before_;
    if (kLimits) limit.rlim_cur = now + bytes;
    if (::setrlimit(RLIMIT_AS, &limit) != 0) throw std::runtime_error("no limit was set");
  }
  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;
  ~MemoryLimit() { ::setrlimit(RLIMIT_AS, &before_); }

 private:
  rlimit before_{};
};

}  // namespace twotower::testkit

#include "base/process_memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <string_view>

namespace twotower {
namespace {

// Not getrusage: its figure survives exec() and may be that of the shell.
std::size_t bytes_of(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string key; status >> key;) {
    std::size_t kibibytes = 0;
    if (key == name && status >> kibibytes) return kibibytes * 1024;
  }
  return 0;
}

}  // namespace

std::size_t peak_memory_bytes() {
  return bytes_of("VmHWM:");
}

std::size_t resident_memory_bytes() {
  return bytes_of("VmRSS:");
}

std::size_t machine_memory_bytes() {
  const long pages = ::sysconf(_SC_PHYS_PAGES), page_bytes = ::sysconf(_SC_PAGE_SIZE);
  if (pages <= 0 || page_bytes <= 0) return 0;
  return static_cast<std::size_t>(pages) * static_cast<std::size_t>(page_bytes);
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace twotower

#include "base/peak_memory.h"

#include <fstream>
#include <string>

namespace twotower {

// Not getrusage: its figure survives exec() and may be that of the shell.
std::size_t peak_memory_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string key; status >> key;) {
    std::size_t kibibytes = 0;
    if (key == "VmHWM:" && status >> kibibytes) return kibibytes * 1024;
  }
  return 0;
}

}  // namespace twotower

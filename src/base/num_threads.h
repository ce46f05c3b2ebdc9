#pragma once

#include <cstddef>
#include <thread>

namespace twotower {

// What --threads says; 0 and no flag: as many as the machine has.
inline std::size_t threads_or_all(std::size_t num_threads) {
  const std::size_t all = std::thread::hardware_concurrency();
  return num_threads > 0 ? num_threads : (all > 0 ? all : 1);
}

}  // namespace twotower

#pragma once

#include <cstddef>

namespace twotower {

// The most physical memory that the process has had at once since it started (VmHWM), mapped files
// included. 0 where the system does not tell. Thread-safe.
std::size_t peak_memory_bytes();

// The same as it is now (VmRSS).
std::size_t resident_memory_bytes();

// The physical memory of the machine. 0 where the system does not tell. Thread-safe.
std::size_t machine_memory_bytes();

// Seconds of processors that the process has taken, its own and the system's for it. Thread-safe.
double cpu_seconds();

}  // namespace twotower

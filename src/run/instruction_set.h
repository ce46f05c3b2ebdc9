#pragma once

#include <string>

#include "base/result.h"

namespace twotower {

// Has all kernels and products of this process use one instruction set ("avx2", see --help); the
// empty name: the best that the machine has. Call it before anything is computed. Fails with
// kMachineNoIsa.
Result<void> force_instruction_set(const std::string& name);

// What kernels, and products of matrices, run on.
std::string kernel_instruction_set();
std::string product_instruction_set();

}  // namespace twotower

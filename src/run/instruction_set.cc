#include "run/instruction_set.h"

#include "kernels/gemm.h"
#include "kernels/isa.h"

namespace twotower {

Result<void> force_instruction_set(const std::string& name) {
  return force_isa(name);
}

std::string kernel_instruction_set() {
  return active_isa();
}

std::string product_instruction_set() {
  return active_gemm_isa();
}

}  // namespace twotower

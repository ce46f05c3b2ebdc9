#pragma once

#include <string>

namespace twotower {

// The tensors of a feature's encoded column, in catalog.safetensors as in users.safetensors.
inline std::string encoded_name(const std::string& feature) {
  return "encoded/" + feature;
}

}  // namespace twotower

#pragma once

#include <string>
#include <string_view>

namespace twotower {

// The tensors of a feature's encoded column, in catalog.safetensors as in users.safetensors.
inline std::string encoded_name(const std::string& feature) {
  return "encoded/" + feature;
}

// Known types of events, in features.safetensors.
inline constexpr std::string_view kEventTypes = "event_types";

}  // namespace twotower

#pragma once

#include <string>

#include "base/result.h"

namespace twotower {

// A value of a request that is not allowed: "k is 0; ask for at least one item".
inline Error out_of_range(const std::string& field, const std::string& problem) {
  return {ErrorCode::kRequestOutOfRange, field, field + " " + problem};
}

}  // namespace twotower

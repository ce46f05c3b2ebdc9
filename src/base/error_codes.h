#pragma once

#include <span>

#include "base/result.h"

namespace twotower {

// Every code with its forms, in the order of the enum: for what must say something of each.
std::span<const ErrorCodeForms> all_error_codes();

}  // namespace twotower

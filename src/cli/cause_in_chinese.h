#pragma once

#include <string>

#include "run/likely_causes.h"

namespace twotower {

// What `cause.text` says, in Chinese, with the figures that it was found in.
std::string cause_in_chinese(const Cause& cause, const CauseFacts& facts);

}  // namespace twotower

#pragma once

#include <string>

#include "run/test_result.h"

namespace twotower {

// What `verdict.text` says, in Chinese.
std::string verdict_in_chinese(const TestVerdict& verdict);

}  // namespace twotower

#pragma once

#include <string>

#include "eval/verdict.h"

namespace twotower {

// What `verdict.text` says, in Chinese.
std::string verdict_in_chinese(const Verdict& verdict);

}  // namespace twotower

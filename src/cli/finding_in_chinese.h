#pragma once

#include <string>

#include "checks/finding.h"

namespace twotower {

// What `finding.text` says, in Chinese, with its figures.
std::string finding_in_chinese(const Finding& finding);

}  // namespace twotower

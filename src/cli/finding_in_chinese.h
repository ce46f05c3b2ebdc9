#pragma once

#include <string>

#include "base/messages/finding.h"

namespace twotower {

// What `finding.text` says, in Chinese, with its figures.
std::string finding_in_chinese(const Finding& finding);

}  // namespace twotower

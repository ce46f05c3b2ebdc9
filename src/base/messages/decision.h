#pragma once

#include <string>

#include "base/messages/message.h"

namespace twotower {

// One thing that was chosen because the config did not say it.
struct Decision {
  std::string key;   // "features.user"
  Message message;   // what was chosen, and why
  std::string flag;  // that changes it: "--user COLUMN"; empty: --set with the key
};

}  // namespace twotower

#pragma once

#include <string>
#include <vector>

#include "prepare/left_out.h"

namespace twotower {

// One thing that was chosen because the config did not say it.
struct Decision {
  std::string key;      // "features.user"
  std::string text;     // what was chosen, and why
  std::string flag;     // that changes it: "--user COLUMN"; empty: --set with the key
  double figure = 0.0;  // that decided: rows of the median history, minutes given; 0: none did
  std::vector<LeftOutColumn> left_out;  // of the key "features"
};

}  // namespace twotower

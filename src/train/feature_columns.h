#pragma once

#include <string>
#include <vector>

namespace twotower {

// Columns of the tables that features read, for read_dataset().
struct FeatureColumns {
  std::vector<std::string> user;
  std::vector<std::string> item;
  std::vector<std::string> context;
};

}  // namespace twotower

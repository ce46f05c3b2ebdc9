#pragma once

#include <string>
#include <vector>

namespace twotower {

// The column that a feature reads: of its own name where its options name none.
std::string column_of(const std::string& feature, const auto& options) {
  return options.column.empty() ? feature : options.column;
}

// Columns of the tables that features read, for read_dataset().
struct FeatureColumns {
  std::vector<std::string> user;
  std::vector<std::string> item;
  std::vector<std::string> context;
};

}  // namespace twotower

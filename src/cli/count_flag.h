#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace twotower {

// A number as people write it on a command line: 1000000, 1,000,000, 1_000_000, 1e6, 1M, 100万,
// 0.5亿. k is a thousand, m or M a million, g, G, b or B a thousand millions. Separators stand
// between groups of three digits.
struct NumberFlag {
  std::string_view flag;     // "--users"
  std::string_view example;  // of a value that may be written
  double min = 1.0;
  double max = 1e10;
};

// Fails with kUsageWrong for what is none of these, or not between min and max; the message says
// what to write.
Result<double> read_number(const NumberFlag& flag, const std::string& text);

// Fails as read_number() does, and for a number that is not whole.
Result<std::int64_t> read_count(const NumberFlag& flag, const std::string& text);

}  // namespace twotower

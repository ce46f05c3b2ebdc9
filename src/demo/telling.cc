#include "demo/telling.h"

#include <fmt/format.h>

namespace twotower {

std::string grouped(std::int64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t place = text.size(); place > 3; place -= 3) text.insert(place - 3, ",");
  return text;
}

// fmt pads by the columns that a terminal needs.
std::string told_line(std::string_view step, std::string_view label, std::string_view text) {
  return fmt::format("{:<2}{:<14}{}\n", step, label, text);
}

}  // namespace twotower

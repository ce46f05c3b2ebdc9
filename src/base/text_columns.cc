#include "base/text_columns.h"

#include <algorithm>

namespace twotower {
namespace {

// Of the character that begins with this byte; 0: it goes on with the one before.
std::size_t columns_of(char byte) {
  const auto bits = static_cast<unsigned char>(byte);
  if (bits >= 0xE0) return 2;
  return bits < 0x80 || bits >= 0xC0 ? 1 : 0;
}

}  // namespace

std::size_t text_columns(std::string_view text) {
  std::size_t columns = 0;
  for (const char byte : text) columns += columns_of(byte);
  return columns;
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t taken = text_columns(text);
  return std::string(text).append(columns - std::min(taken, columns), ' ');
}

std::string cut_to(std::string_view text, std::size_t columns) {
  constexpr std::string_view kCut = "...";
  if (text_columns(text) <= columns) return std::string(text);
  std::size_t taken = kCut.size(), end = 0;
  while (taken + columns_of(text[end]) <= columns) taken += columns_of(text[end++]);
  return std::string(text.substr(0, end)).append(kCut);
}

}  // namespace twotower

#include "demo/telling.h"

#include <algorithm>
#include <cstddef>

#include "messages/said.h"

namespace twotower {
namespace {

constexpr std::size_t kStepColumns = 2, kLeastLabelColumns = 14, kGap = 2;

// Of a terminal, of UTF-8: characters of three bytes and more are wide.
std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const char byte : text) {
    const auto bits = static_cast<unsigned char>(byte);
    if (bits >= 0xE0) {
      columns += 2;
    } else if (bits < 0x80 || bits >= 0xC0) {
      ++columns;
    }
  }
  return columns;
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t taken = columns_of(text);
  return std::string(text).append(columns - std::min(taken, columns), ' ');
}

}  // namespace

void ToldLines::add(std::string_view step, const Message& label, const Message& text) {
  add(step, label, said(text, language_));
}

void ToldLines::add(std::string_view step, const Message& label, std::string text) {
  lines_.push_back({std::string(step), said(label, language_), std::move(text)});
}

std::string ToldLines::text() const {
  std::size_t label_columns = kLeastLabelColumns;
  for (const Line& line : lines_) {
    label_columns = std::max(label_columns, columns_of(line.label) + kGap);
  }
  std::string text;
  for (const Line& line : lines_) {
    text += padded(line.step, kStepColumns) + padded(line.label, label_columns) + line.text + "\n";
  }
  return text;
}

}  // namespace twotower

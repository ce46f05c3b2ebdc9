#include "demo/telling.h"

#include <algorithm>
#include <cstddef>

#include "base/text_columns.h"
#include "messages/said.h"

namespace twotower {
namespace {

constexpr std::size_t kStepColumns = 2, kLeastLabelColumns = 14, kGap = 2;

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
    label_columns = std::max(label_columns, text_columns(line.label) + kGap);
  }
  std::string text;
  for (const Line& line : lines_) {
    text += padded(line.step, kStepColumns) + padded(line.label, label_columns) + line.text + "\n";
  }
  return text;
}

}  // namespace twotower

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages/message.h"
#include "messages/language.h"

namespace twotower {

// Lines of the demo: the step in two columns, labels in as many as the widest needs, the texts. A
// Chinese character is two columns wide. Not thread-safe.
class ToldLines {
 public:
  explicit ToldLines(Language language) : language_(language) {}

  void add(std::string_view step, const Message& label, const Message& text);
  void add(std::string_view step, const Message& label, std::string text);
  // Below the line before.
  void add(const Message& text) { add("", {}, text); }

  std::string text() const;

 private:
  struct Line {
    std::string step, label, text;
  };
  Language language_;
  std::vector<Line> lines_;
};

}  // namespace twotower

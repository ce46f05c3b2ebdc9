#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/messages/message.h"
#include "messages/language.h"
#include "run/data_summary.h"

namespace twotower {

// What was read, checked or decided, a line a matter.
struct SummaryLine {
  std::string label;  // "read", "checked"
  std::string text;
  std::string aside;               // behind the text: seconds, the flag that decides otherwise
  bool is_warning = false;         // to be looked at
  std::vector<std::string> notes;  // below the line
};

SummaryLine summary_line(const Message& label, const Message& text, Language language);

// All of it; and what checks found and what was decided alone.
std::vector<SummaryLine> data_lines(const DataSummary& data, Language language);
std::vector<SummaryLine> finding_lines(const DataSummary& data, Language language);
std::vector<SummaryLine> decision_lines(std::span<const Decision> decisions, Language language);

// As a terminal shows them.
std::string to_text(std::span<const SummaryLine> lines);

}  // namespace twotower

#pragma once

#include <string>
#include <vector>

namespace twotower {

// What was read, checked or decided, a line a matter.
struct ReportCheck {
  std::string label;  // "read", "checked"
  std::string text;
  std::string aside;               // behind the text: seconds, the flag that decides otherwise
  bool is_warning = false;         // to be looked at
  std::vector<std::string> notes;  // below the line
};

}  // namespace twotower

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twotower {

// A line of the summary of the data, in its parts.
struct ReportCheck {
  std::string label;  // "read", "checked"
  std::string text;
  std::string aside;               // behind the text: seconds, the flag that decides otherwise
  bool is_warning = false;         // the text was marked by "!"
  std::vector<std::string> notes;  // lines without a label that came after it
};

// `summary` as the terminal shows it: lines "label  text   aside", a warning's text behind "! ",
// notes indented. Columns are parted by two spaces or more, an aside by three or more.
std::vector<ReportCheck> checks_of(std::string_view summary);

}  // namespace twotower

#include "report/checks.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace twotower {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// What is before and behind the gap at `at`; all and nothing without one.
std::pair<std::string_view, std::string_view> parted(std::string_view text, std::size_t at) {
  if (at == std::string_view::npos) return {text, {}};
  return {trimmed(text.substr(0, at)), trimmed(text.substr(at))};
}

ReportCheck check_of(std::string_view line) {
  auto [label, rest] = parted(line, line.find("  "));
  const bool is_warning = rest.starts_with("! ");
  if (is_warning) rest = trimmed(rest.substr(2));
  const auto [text, aside] = parted(rest, rest.rfind("   "));
  return {std::string(label), std::string(text), std::string(aside), is_warning, {}};
}

}  // namespace

std::vector<ReportCheck> checks_of(std::string_view summary) {
  std::vector<ReportCheck> checks;
  while (!summary.empty()) {
    const std::size_t end = std::min(summary.find('\n'), summary.size());
    const std::string_view line = summary.substr(0, end);
    summary.remove_prefix(std::min(end + 1, summary.size()));
    if (trimmed(line).empty()) continue;
    if (line.starts_with(' ') && !checks.empty()) {
      checks.back().notes.emplace_back(trimmed(line));
    } else {
      checks.push_back(check_of(line));
    }
  }
  return checks;
}

}  // namespace twotower

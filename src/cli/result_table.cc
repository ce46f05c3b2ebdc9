#include "cli/result_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/shell_word.h"
#include "cli/run_wording.h"
#include "messages/said.h"
#include "messages/words.h"

namespace twotower {
namespace {

// "0.0841", without the zero before the point as tables of the field have it.
std::string short_number(double value) {
  std::string text = fmt::format("{:.4f}", value);
  return text.starts_with("0.") ? text.substr(1) : text;
}

std::string header(std::string_view title, const TestResult& report, const RunWording& words) {
  std::string text = say(words.users, title, report.users);
  if (const std::int64_t known = report.known_targets; known > 0) {
    text += say(words.known_targets, known, known + report.targets);
  }
  text += fmt::format("  {:<24}", "");
  for (const std::string& metric : report.metrics) text += fmt::format("{:>13}", metric);
  return text + fmt::format("{:>13}{:>13}\n", words.items_shown, words.lists_alike);
}

std::string line_text(const TestLine& line, Language language) {
  std::string text = fmt::format("  {:<24}", result_name(language, line.name));
  for (const Figure& figure : line.figures) {
    text += fmt::format("{:>13}", short_number(figure.value));
  }
  return text +
         fmt::format("{:>11.0f} %{:>13}\n", 100.0 * line.coverage, short_number(line.lists_alike));
}

std::string slice_text(const TestSlice& slice, Language language) {
  std::string text = fmt::format("  .. {:<21}", result_name(language, slice.name));
  for (const Figure& figure : slice.figures) {
    text += fmt::format("{:>13}", short_number(figure.value));
  }
  return text + fmt::format("{:>17}\n", say(run_wording(language).targets, slice.targets));
}

std::string interval_text(const TestLine& line) {
  std::string text = fmt::format("  {:<24}", "   +-");
  for (const Figure& figure : line.figures) {
    text += fmt::format(
        "{:>13}", figure.low.has_value() ? short_number((*figure.high - *figure.low) / 2.0) : "-");
  }
  return text + "\n";
}

// A cause is said once. What is wrong with a split stands where the split is told.
std::string verdict_text(const TestResult& report, Language language) {
  const RunWording& words = run_wording(language);
  std::string text;
  if (report.verdict.has_value()) {
    text = std::string(words.verdict) + said(report.verdict->message, language);
  }
  if (!report.causes.empty()) text += words.causes;
  if (!text.empty()) text += "\n";
  const auto add = [&](std::string_view head, const Cause& cause) {
    text +=
        fmt::format("{:<10}{}{}{}\n", head, cause.code, words.colon, said(cause.message, language));
    text += fmt::format("{:<10}{}{}\n", "", words.to_try, cause.command);
  };
  for (const Cause& cause : report.causes) add("", cause);
  for (const Cause& cause : report.warnings) {
    const bool is_said = std::ranges::count(report.causes, cause.code, &Cause::code) > 0;
    if (!is_said && cause.code.starts_with("model.")) add(words.checked, cause);
  }
  return text;
}

std::string table_text(std::string_view title, const TestResult& report, Language language) {
  const RunWording& words = run_wording(language);
  std::string text = header(title, report, words);
  for (const TestLine& line : report.lines) {
    text += line_text(line, language);
    if (line.name == "two_towers") text += interval_text(line);
    if (&line == &report.lines.back()) continue;  // its slices follow, each with its name
    for (const TestSlice& slice : line.slices) {
      if (slice.name == "warm_items") text += slice_text(slice, language);
    }
  }
  if (!report.lines.empty()) {
    for (const TestSlice& slice : report.lines.back().slices) {
      text += slice_text(slice, language);
    }
  }
  return text + verdict_text(report, language);
}

}  // namespace

std::string result_table(const TestResult& report, Language language) {
  return table_text(run_wording(language).test, report, language);
}

std::string result_tables(const RunResult& run, Language language) {
  std::string text = result_table(run.test, language);
  if (!run.cold_items.has_value()) return text;
  const RunWording& words = run_wording(language);
  return text + table_text(words.cold_among_all, *run.cold_items, language) +
         table_text(words.cold_alone, *run.cold_items_alone, language);
}

std::string next_line(const RunResult& run, Language language) {
  const std::string latest = (std::filesystem::path(run.folder).parent_path() / "latest").string();
  return fmt::format("{}twotower recommend {} --{} {} --why | {}/report.html\n",
                     run_wording(language).next, shell_word(latest),
                     run.has_users ? "user" : "history", shell_word(run.example_id), run.folder);
}

}  // namespace twotower

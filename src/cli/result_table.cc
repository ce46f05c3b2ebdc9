#include "cli/result_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/shell_word.h"
#include "cli/cause_in_chinese.h"
#include "cli/run_wording.h"
#include "cli/verdict_in_chinese.h"
#include "messages/say.h"

namespace twotower {
namespace {

// "0.0841", without the zero before the point as tables of the field have it.
std::string short_number(double value) {
  std::string text = fmt::format("{:.4f}", value);
  return text.starts_with("0.") ? text.substr(1) : text;
}

std::string header(std::string_view title, const TestReport& report, const RunWording& words) {
  std::string text = say(words.users, title, report.num_users);
  if (const std::size_t known = report.num_known_targets; known > 0) {
    text += say(words.known_targets, known, known + report.num_targets);
  }
  text += fmt::format("  {:<24}", "");
  for (const Metric& metric : report.metrics) text += fmt::format("{:>13}", to_string(metric));
  return text + fmt::format("{:>13}{:>13}\n", words.items_shown, words.lists_alike);
}

std::string line_text(const ReportLine& line, Language language) {
  std::string text = fmt::format("  {:<24}", result_name(language, line.name));
  for (const Resampled& figure : line.evaluation.figures) {
    text += fmt::format("{:>13}", short_number(figure.value));
  }
  return text + fmt::format("{:>11.0f} %{:>13}\n", 100.0 * line.evaluation.coverage,
                            short_number(line.evaluation.lists_alike));
}

std::string slice_text(const SliceFigures& slice, Language language) {
  std::string text = fmt::format("  .. {:<21}", result_name(language, slice.name));
  for (const Resampled& figure : slice.figures) {
    text += fmt::format("{:>13}", short_number(figure.value));
  }
  return text + fmt::format("{:>17}\n", say(run_wording(language).targets, slice.num_targets));
}

std::string interval_text(const ReportLine& line) {
  std::string text = fmt::format("  {:<24}", "   +-");
  for (const Resampled& figure : line.evaluation.figures) {
    const auto interval = figure.interval();
    text += fmt::format("{:>13}", interval.has_value()
                                      ? short_number((interval->high - interval->low) / 2.0)
                                      : "-");
  }
  return text + "\n";
}

// A cause is said once. What is wrong with a split stands where the split is told.
std::string verdict_text(const TestReport& report, Language language) {
  const RunWording& words = run_wording(language);
  std::string text;
  if (report.verdict.has_value()) {
    text = std::string(words.verdict) + verdict_sentence(*report.verdict, language);
  }
  if (!report.causes.empty()) text += words.causes;
  if (!text.empty()) text += "\n";
  const auto add = [&](std::string_view head, const Cause& cause) {
    text += language == Language::kChinese
                ? fmt::format("{:<10}{}：{}\n", head, cause.code,
                              cause_in_chinese(cause, report.cause_facts))
                : fmt::format("{:<10}{}: {}\n", head, cause.code, cause.text);
    text += fmt::format("{:<10}{}{}\n", "", words.to_try, cause.command);
  };
  for (const Cause& cause : report.causes) add("", cause);
  for (const Cause& cause : report.warnings) {
    const bool is_said = std::ranges::count(report.causes, cause.code, &Cause::code) > 0;
    if (!is_said && cause.code.starts_with("model.")) add(words.checked, cause);
  }
  return text;
}

std::string table_text(std::string_view title, const TestReport& report, Language language) {
  const RunWording& words = run_wording(language);
  std::string text = header(title, report, words);
  for (const ReportLine& line : report.lines) {
    text += line_text(line, language);
    if (line.name == "two_towers") text += interval_text(line);
    if (&line == &report.lines.back()) continue;  // its slices follow, each with its name
    for (const SliceFigures& slice : line.slices) {
      if (slice.name == "warm_items") text += slice_text(slice, language);
    }
  }
  if (!report.lines.empty()) {
    for (const SliceFigures& slice : report.lines.back().slices) {
      text += slice_text(slice, language);
    }
  }
  return text + verdict_text(report, language);
}

}  // namespace

std::string verdict_sentence(const Verdict& verdict, Language language) {
  return language == Language::kChinese ? verdict_in_chinese(verdict) : verdict.text;
}

std::string result_table(const TestReport& report, Language language) {
  return table_text(run_wording(language).test, report, language);
}

std::string result_tables(const TrainingRun& run, Language language) {
  std::string text = result_table(run.report, language);
  if (!run.cold_report.has_value()) return text;
  const RunWording& words = run_wording(language);
  return text + table_text(words.cold_among_all, *run.cold_report, language) +
         table_text(words.cold_alone, *run.cold_alone_report, language);
}

std::string next_line(const TrainingRun& run, const RunFolder& folder, Language language) {
  const Interactions& data = run.data.dataset.interactions;
  const std::string latest = (std::filesystem::path(folder.path).parent_path() / "latest").string();
  const bool has_users = data.users.size() > 0;  // else sessions alone
  const std::string whom = to_string(has_users ? data.users.id(0) : data.items.id(0));
  return fmt::format("{}twotower recommend {} --{} {} --why | {}/report.html\n",
                     run_wording(language).next, shell_word(latest), has_users ? "user" : "history",
                     shell_word(whom), folder.path);
}

}  // namespace twotower

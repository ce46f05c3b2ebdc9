#include "cli/result_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/messages/message_of_key.h"
#include "base/messages/run_words.h"
#include "base/shell_word.h"
#include "messages/said.h"

namespace twotower {
namespace {

// "0.0841", without the zero before the point as tables of the field have it.
std::string short_number(double value) {
  std::string text = fmt::format("{:.4f}", value);
  return text.starts_with("0.") ? text.substr(1) : text;
}

// Behind a label, or with no label.
std::string labelled(std::string_view label, std::string_view text) {
  return fmt::format("{:<10}{}\n", label, text);
}

std::string header(const TestResult& report, Language language) {
  std::string text;
  if (const std::int64_t known = report.known_targets; known > 0) {
    text += labelled("", said(KnownTargets(known, known + report.targets), language));
  }
  text += fmt::format("  {:<24}", "");
  for (const std::string& metric : report.metrics) text += fmt::format("{:>13}", metric);
  return text + fmt::format("{:>13}{:>13}\n", said(ResultItemsShown(), language),
                            said(ResultListsAlike(), language));
}

std::string line_text(const TestLine& line, Language language) {
  std::string text = fmt::format("  {:<24}", result_name(line.name, language));
  for (const Figure& figure : line.figures) {
    text += fmt::format("{:>13}", short_number(figure.value));
  }
  return text +
         fmt::format("{:>11.0f} %{:>13}\n", 100.0 * line.coverage, short_number(line.lists_alike));
}

// The slice of that name of the baseline that the verdict compares with; null where there is none.
const TestSlice* rival_slice(const TestResult& report, const std::string& name) {
  const TestLine* rival = report.verdict ? report.find(report.verdict->rival) : nullptr;
  if (rival == nullptr) return nullptr;
  const auto slice = std::ranges::find(rival->slices, name, &TestSlice::name);
  return slice == rival->slices.end() || slice->figures.empty() ? nullptr : &*slice;
}

std::string slice_text(const TestSlice& slice, Language language) {
  std::string text = fmt::format("  .. {:<21}", result_name(slice.name, language));
  for (const Figure& figure : slice.figures) {
    text += fmt::format("{:>13}", short_number(figure.value));
  }
  return text + fmt::format("{:>17}", said(SliceTargets(slice.targets), language));
}

// Of the model, with the rival's first figure.
std::string compared_slice_text(const TestResult& report, const TestSlice& slice,
                                Language language) {
  const TestSlice* theirs = rival_slice(report, slice.name);
  if (theirs == nullptr) return slice_text(slice, language) + "\n";
  const Message rival = message_of_key("result." + report.verdict->rival, ResultWords());
  return slice_text(slice, language) +
         said(SliceOfRival(rival, short_number(theirs->figures.front().value)), language) + "\n";
}

std::string interval_text(const TestLine& line) {
  std::string text = fmt::format("  {:<24}", "   +-");
  for (const Figure& figure : line.figures) {
    text += fmt::format(
        "{:>13}", figure.low.has_value() ? short_number((*figure.high - *figure.low) / 2.0) : "-");
  }
  return text + "\n";
}

std::string cause_text(std::string_view label, const Cause& cause, Language language) {
  return labelled(label, said(CauseOfCode(cause.code, cause.message), language)) +
         labelled("", said(TryCommand(cause.command), language));
}

// A cause is said once. What is wrong with a split stands where the split is told.
std::string verdict_text(const TestResult& report, Language language) {
  std::string text;
  if (report.verdict.has_value()) {
    const Message& verdict = report.verdict->message;
    text = labelled(said(LabelVerdict(), language),
                    said(report.causes.empty() ? verdict : VerdictWithCauses(verdict), language));
  }
  for (const Cause& cause : report.causes) text += cause_text("", cause, language);
  for (const Cause& cause : report.warnings) {
    const bool is_said = std::ranges::count(report.causes, cause.code, &Cause::code) > 0;
    if (is_said || cause.code.starts_with("split.")) continue;
    text += cause_text(said(LabelChecked(), language), cause, language);
  }
  return text;
}

// Below its first line.
std::string table_text(const TestResult& report, Language language) {
  std::string text = header(report, language);
  for (const TestLine& line : report.lines) {
    text += line_text(line, language);
    if (line.name == "two_towers") text += interval_text(line);
    if (&line == &report.lines.back()) continue;  // its slices follow, each with its name
    for (const TestSlice& slice : line.slices) {
      if (slice.name == "warm_items") text += slice_text(slice, language) + "\n";
    }
  }
  if (!report.lines.empty()) {
    for (const TestSlice& slice : report.lines.back().slices) {
      text += compared_slice_text(report, slice, language);
    }
  }
  return text + verdict_text(report, language);
}

}  // namespace

std::string result_name(std::string_view name, Language language) {
  const Message known = message_of_key(fmt::format("result.{}", name), ResultWords());
  return known.key().empty() ? std::string(name) : said(known, language);
}

std::string result_table(const TestResult& report, Language language) {
  return labelled(said(LabelTest(), language), said(TestUsers(report.users), language)) +
         table_text(report, language);
}

std::string result_tables(const RunResult& run, Language language) {
  std::string text = result_table(run.test, language);
  if (!run.cold_items.has_value()) return text;
  const auto add = [&](const Message& title, const TestResult& report) {
    text += said(title, language) + "\n" + table_text(report, language);
  };
  add(ColdAmongAll(run.cold_items->users), *run.cold_items);
  add(ColdAlone(run.cold_items_alone->users), *run.cold_items_alone);
  return text;
}

std::string next_line(const RunResult& run, Language language) {
  const std::string latest = (std::filesystem::path(run.folder).parent_path() / "latest").string();
  return labelled(
      said(LabelNext(), language),
      fmt::format("twotower recommend {} --{} {} --why | {}/report.html", shell_word(latest),
                  run.has_users ? "user" : "history", shell_word(run.example_id), run.folder));
}

}  // namespace twotower

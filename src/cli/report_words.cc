#include "cli/report_words.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/messages/report_words.h"
#include "base/messages/run_words.h"
#include "base/options.h"
#include "cli/data_summary.h"
#include "cli/run_display.h"
#include "messages/said.h"

namespace twotower {
namespace {

Value lines_value(const std::vector<SummaryLine>& lines) {
  Value::List list;
  for (const SummaryLine& line : lines) {
    list.push_back(Value(Value::Map{{"label", Value(line.label)},
                                    {"text", Value(line.text)},
                                    {"aside", Value(line.aside)},
                                    {"warning", Value(line.is_warning)},
                                    {"notes", to_value(line.notes)}}));
  }
  return Value(std::move(list));
}

// By code: what the causes and warnings say.
std::vector<std::pair<std::string, std::string>> cause_texts(const TestResult& test,
                                                             Language language) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const std::vector<Cause>* causes : {&test.causes, &test.warnings}) {
    for (const Cause& cause : *causes) {
      const auto is_same = [&](const auto& text) { return text.first == cause.code; };
      if (std::ranges::any_of(texts, is_same)) continue;
      texts.emplace_back(cause.code, said(cause.message, language));
    }
  }
  return texts;
}

ReportTexts texts_of(const RunResult& run, Language language) {
  const std::string& metric = run.data.config.train.early_stopping.metric;
  std::vector<SummaryLine> lines = data_lines(run.data, language);
  if (run.repeats.has_value()) {
    lines.push_back(summary_line(LabelRepeats(), message_of(*run.repeats), language));
  }
  if (run.data.config.train.fit == FitRule::kAll) {
    lines.push_back(summary_line(LabelAllRows(), BundleOfAllRows(), language));
  }
  ReportTexts texts{.language = language == Language::kChinese ? "zh" : "en",
                    .checks = lines_value(lines),
                    .cause_texts = cause_texts(run.test, language),
                    .epoch_metric = said(ValidationOf(metric), language)};
  if (run.test.verdict.has_value()) {
    texts.verdict = said(run.test.verdict->message, language);
  }
  return texts;
}

}  // namespace

std::function<ReportTexts(const RunResult&)> report_words(Language language) {
  return [language](const RunResult& run) { return texts_of(run, language); };
}

}  // namespace twotower

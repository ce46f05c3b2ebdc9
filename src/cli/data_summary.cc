#include "cli/data_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>

#include "base/timestamp.h"
#include "cli/decision_in_chinese.h"
#include "cli/finding_in_chinese.h"
#include "cli/run_wording.h"
#include "messages/say.h"
#include "run/run_summary.h"

namespace twotower {
namespace {

ReportCheck line_of(std::string_view label, std::string_view text) {
  return {.label = std::string(label), .text = std::string(text)};
}

std::string_view kind_of(const SplitOptions& split) {
  return std::visit([](const auto& options) { return options.kKind; }, split);
}

std::string_view order_text(OrderSource order, const RunWording& words) {
  switch (order) {
    case OrderSource::kTime: return words.order_by_time;
    case OrderSource::kOrder: return words.order_by_column;
    case OrderSource::kNone: break;
  }
  return words.no_order;
}

std::string columns_text(const InteractionColumns& columns) {
  std::string text;
  const auto add = [&](std::string_view role, const std::string& column) {
    if (!column.empty()) text += fmt::format("{}{}={}", text.empty() ? "" : " ", role, column);
  };
  add("user", columns.user);
  add("item", columns.item);
  add("time", columns.time);
  add("order", columns.order);
  add("type", columns.type);
  add("session", columns.session);
  return text;
}

// "view 1 (91 %)  cart 3 (6 %)".
std::string weights_text(const std::vector<EventType>& types) {
  double rows = 0.0;
  for (const EventType& type : types) rows += static_cast<double>(type.rows);
  std::string text;
  for (const EventType& type : types) {
    text += fmt::format("{}{} {} ({:.0f} %)", text.empty() ? "" : "  ", type.name, type.weight,
                        100.0 * static_cast<double>(type.rows) / rows);
  }
  return text;
}

std::string files_text(const DataReport& report, const RunWording& words) {
  return report.files > 1 ? say(words.in_files, report.files) : "";
}

// "2026-11-21".
std::string day_of(std::int64_t microseconds) {
  return to_string(Timestamp{microseconds}).substr(0, std::string_view("2026-11-21").size());
}

// ", 2026-08-24 .. 2026-11-21"; empty without times.
std::string period_text(const Interactions& interactions, const RunWording& words) {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = kMissingTime;
  for (const std::int64_t time : interactions.times) {
    if (time == kMissingTime) continue;
    first = std::min(first, time);
    last = std::max(last, time);
  }
  if (last == kMissingTime) return "";
  return say(words.period, day_of(first), day_of(last));
}

// "812 to 2026-11-03": rows of a part and, in a split by time, where the next begins.
std::string part_text(const PreparedData& data, Part part, std::int64_t next_from,
                      const RunWording& words) {
  const std::int64_t rows = rows_of(data, part);
  if (next_from == kMissingTime) return fmt::format("{}", rows);
  return say(words.until, rows, day_of(next_from));
}

std::string form_text(const FormFinding& finding, const RunWording& words) {
  if (finding.kind == FormFinding::Kind::kEncoding) {
    return say(words.found_encoding, finding.path, finding.encoding, finding.option);
  }
  return say(words.found_no_header, finding.path, finding.columns, finding.option);
}

// What reading left out or took for something else.
std::vector<ReportCheck> reading_notes(const DataReport& report, const RunWording& words) {
  std::vector<ReportCheck> lines;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) lines.push_back(line_of(words.checked, say(what, count)));
  };
  add(report.rows_left_out, words.rows_left_out);
  add(report.impressions, words.impressions);
  for (const FormFinding& finding : report.findings) {
    lines.push_back(line_of(words.found, form_text(finding, words)));
  }
  add(report.bad_rows, words.bad_rows);
  if (report.bad_rows > 0) lines.back().notes = report.first_bad_rows;
  add(report.header_rows, words.header_rows);
  add(report.missing_times, words.missing_times);
  add(report.missing_orders, words.missing_orders);
  add(report.nan_values, words.nan_values);
  if (report.lists_ascend) lines.push_back(line_of(words.checked, words.lists_ascend));
  return lines;
}

ReportCheck read_line(const PreparedData& data, const RunWording& words) {
  const Interactions& interactions = data.dataset.interactions;
  const std::string text =
      say(words.read_rows, interactions.size(), interactions.users.size(),
          interactions.num_sequences(), interactions.items.size(),
          files_text(data.dataset.report, words), period_text(interactions, words));
  return {std::string(words.read), text, say(words.read_seconds, data.read_seconds)};
}

std::string split_text(const PreparedData& data, const RunWording& words) {
  std::string text = say(words.split_parts, kind_of(data.config.split),
                         part_text(data, Part::kTrain, data.split.validation_from, words),
                         part_text(data, Part::kValidation, data.split.test_from, words),
                         rows_of(data, Part::kTest));
  if (const std::int64_t cold = rows_of(data, Part::kCold); cold > 0) {
    text += say(words.cold_items, cold);
  }
  if (const std::int64_t unused = rows_of(data, Part::kUnused); unused > 0) {
    text += say(words.in_none, unused);
  }
  return text;
}

void append(std::vector<ReportCheck>& lines, std::vector<ReportCheck> more) {
  std::ranges::move(more, std::back_inserter(lines));
}

}  // namespace

std::vector<ReportCheck> data_summary(const PreparedData& data, Language language) {
  const RunWording& words = run_wording(language);
  const DataReport& report = data.dataset.report;
  std::vector<ReportCheck> lines = {
      read_line(data, words),
      line_of(words.columns, say(words.columns_read, columns_text(report.columns),
                                 order_text(data.dataset.interactions.order, words)))};
  if (!report.event_types.empty()) {
    lines.push_back(line_of(words.weights, weights_text(report.event_types)));
  }
  append(lines, reading_notes(report, words));
  if (data.later_share.value_or(0.0) > 0.0) {
    lines.push_back(line_of(words.checked, say(words.leaks, 100.0 * *data.later_share)));
  }
  append(lines, findings_of(data, language));
  const std::string_view rule =
      data.repeat == RepeatRule::kAllow ? words.known_stay : words.known_left_out;
  lines.push_back(
      line_of(words.repeats, say(words.repeats_share, 100.0 * data.repeat_share.share(), rule)));
  lines.push_back(line_of(words.split, split_text(data, words)));
  append(lines, decisions_of(data, language));
  return lines;
}

std::vector<ReportCheck> findings_of(const PreparedData& data, Language language) {
  std::vector<ReportCheck> lines;
  for (const Finding& finding : data.findings) {
    const std::string where =
        finding.column.empty() ? "" : fmt::format("{}.{} ", name_of(finding.table), finding.column);
    const std::string what =
        language == Language::kChinese ? finding_in_chinese(finding) : finding.text;
    lines.push_back({.label = std::string(run_wording(language).checked),
                     .text = where + what,
                     .aside = finding.flag,
                     .is_warning = finding.kind != FindingKind::kNote});
  }
  return lines;
}

std::vector<ReportCheck> decisions_of(const PreparedData& data, Language language) {
  const RunWording& words = run_wording(language);
  std::vector<ReportCheck> lines;
  for (const Decision& decision : data.decisions) {
    const std::string what =
        language == Language::kChinese ? decision_in_chinese(decision, data) : decision.text;
    lines.push_back(
        {.label = std::string(words.chosen),
         .text = say(words.decision, decision.key, key_note(language, decision.key), what),
         .aside = decision.flag.empty() ? "--set " + decision.key : decision.flag});
  }
  return lines;
}

std::string to_text(std::span<const ReportCheck> lines) {
  std::string text;
  for (const ReportCheck& line : lines) {
    text += fmt::format("{:<10}{}{}{}{}\n", line.label, line.is_warning ? "! " : "", line.text,
                        line.aside.empty() ? "" : "   ", line.aside);
    for (const std::string& note : line.notes) text += fmt::format("{:<10}{}\n", "", note);
  }
  return text;
}

}  // namespace twotower

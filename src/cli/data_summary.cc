#include "cli/data_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "base/timestamp.h"
#include "cli/run_wording.h"
#include "messages/said.h"
#include "messages/words.h"

namespace twotower {
namespace {

SummaryLine line_of(std::string_view label, std::string_view text) {
  return {.label = std::string(label), .text = std::string(text)};
}

std::string_view order_text(ReadSummary::Order order, const RunWording& words) {
  switch (order) {
    case ReadSummary::Order::kTime: return words.order_by_time;
    case ReadSummary::Order::kColumn: return words.order_by_column;
    case ReadSummary::Order::kNone: break;
  }
  return words.no_order;
}

std::string columns_text(const ReadSummary::Columns& columns) {
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
std::string weights_text(const std::vector<ReadSummary::EventType>& types) {
  double rows = 0.0;
  for (const ReadSummary::EventType& type : types) rows += static_cast<double>(type.rows);
  std::string text;
  for (const ReadSummary::EventType& type : types) {
    text += fmt::format("{}{} {} ({:.0f} %)", text.empty() ? "" : "  ", type.name, type.weight,
                        100.0 * static_cast<double>(type.rows) / rows);
  }
  return text;
}

std::string files_text(const ReadSummary& read, const RunWording& words) {
  return read.files > 1 ? say(words.in_files, read.files) : "";
}

// "2026-11-21".
std::string day_of(std::int64_t microseconds) {
  return to_string(Timestamp{microseconds}).substr(0, std::string_view("2026-11-21").size());
}

// ", 2026-08-24 .. 2026-11-21"; empty without times.
std::string period_text(const ReadSummary& read, const RunWording& words) {
  if (!read.last_time.has_value()) return "";
  return say(words.period, day_of(*read.first_time), day_of(*read.last_time));
}

// "812 to 2026-11-03": rows of a part and, in a split by time, where the next begins.
std::string part_text(std::int64_t rows, const std::optional<std::int64_t>& next_from,
                      const RunWording& words) {
  if (!next_from.has_value()) return fmt::format("{}", rows);
  return say(words.until, rows, day_of(*next_from));
}

std::string form_text(const FormNote& note, const RunWording& words) {
  if (note.kind == FormNote::Kind::kEncoding) {
    return say(words.found_encoding, note.path, note.encoding, note.option);
  }
  return say(words.found_no_header, note.path, note.columns, note.option);
}

// What reading left out or took for something else.
std::vector<SummaryLine> reading_notes(const ReadSummary& read, const RunWording& words,
                                       Language language) {
  std::vector<SummaryLine> lines;
  const auto add = [&](std::int64_t count, std::string_view what) {
    if (count > 0) lines.push_back(line_of(words.checked, say(what, count)));
  };
  add(read.rows_left_out, words.rows_left_out);
  add(read.impressions, words.impressions);
  for (const FormNote& note : read.forms) {
    lines.push_back(line_of(words.found, form_text(note, words)));
  }
  add(read.bad_rows, words.bad_rows);
  if (read.bad_rows > 0) {
    for (const Message& row : read.first_bad_rows)
      lines.back().notes.push_back(said(row, language));
  }
  add(read.header_rows, words.header_rows);
  add(read.log_rows, words.log_rows);
  add(read.log_untyped, words.log_untyped);
  add(read.log_unfit, words.log_unfit);
  add(read.missing_times, words.missing_times);
  add(read.missing_orders, words.missing_orders);
  add(read.nan_values, words.nan_values);
  if (read.lists_ascend) lines.push_back(line_of(words.checked, words.lists_ascend));
  return lines;
}

SummaryLine read_line(const ReadSummary& read, const RunWording& words) {
  const std::string text = say(words.read_rows, read.interactions, read.users, read.sequences,
                               read.items, files_text(read, words), period_text(read, words));
  return {std::string(words.read), text, say(words.read_seconds, read.seconds)};
}

std::string split_text(const SplitSummary& split, const RunWording& words) {
  std::string text =
      say(words.split_parts, split.kind, part_text(split.train_rows, split.validation_from, words),
          part_text(split.validation_rows, split.test_from, words), split.test_rows);
  if (split.cold_rows > 0) text += say(words.cold_items, split.cold_rows);
  if (split.unused_rows > 0) text += say(words.in_none, split.unused_rows);
  return text;
}

void append(std::vector<SummaryLine>& lines, std::vector<SummaryLine> more) {
  std::ranges::move(more, std::back_inserter(lines));
}

}  // namespace

std::vector<SummaryLine> data_lines(const DataSummary& data, Language language) {
  const RunWording& words = run_wording(language);
  const ReadSummary& read = data.read;
  std::vector<SummaryLine> lines = {
      read_line(read, words),
      line_of(words.columns,
              say(words.columns_read, columns_text(read.columns), order_text(read.order, words)))};
  if (!read.event_types.empty()) {
    lines.push_back(line_of(words.weights, weights_text(read.event_types)));
  }
  append(lines, reading_notes(read, words, language));
  if (const double later = data.split.later_share.value_or(0.0); later > 0.0) {
    lines.push_back(line_of(words.checked, say(words.leaks, 100.0 * later)));
  }
  append(lines, finding_lines(data, language));
  const std::string_view rule =
      data.repeat == RepeatRule::kAllow ? words.known_stay : words.known_left_out;
  lines.push_back(
      line_of(words.repeats, say(words.repeats_share, 100.0 * data.repeat_share, rule)));
  lines.push_back(line_of(words.split, split_text(data.split, words)));
  append(lines, decision_lines(data, language));
  return lines;
}

std::vector<SummaryLine> finding_lines(const DataSummary& data, Language language) {
  std::vector<SummaryLine> lines;
  for (const Finding& finding : data.findings) {
    const std::string where =
        finding.column.empty() ? "" : fmt::format("{}.{} ", name_of(finding.table), finding.column);
    lines.push_back({.label = std::string(run_wording(language).checked),
                     .text = where + said(finding, language),
                     .aside = finding.flag,
                     .is_warning = finding.kind != FindingKind::kNote});
  }
  return lines;
}

std::vector<SummaryLine> decision_lines(const DataSummary& data, Language language) {
  const RunWording& words = run_wording(language);
  std::vector<SummaryLine> lines;
  for (const Decision& decision : data.decisions) {
    const std::string what = said(decision.message, language);
    lines.push_back(
        {.label = std::string(words.chosen),
         .text = say(words.decision, decision.key, key_note(language, decision.key), what),
         .aside = decision.flag.empty() ? "--set " + decision.key : decision.flag});
  }
  return lines;
}

std::string to_text(std::span<const SummaryLine> lines) {
  std::string text;
  for (const SummaryLine& line : lines) {
    text += fmt::format("{:<10}{}{}{}{}\n", line.label, line.is_warning ? "! " : "", line.text,
                        line.aside.empty() ? "" : "   ", line.aside);
    for (const std::string& note : line.notes) text += fmt::format("{:<10}{}\n", "", note);
  }
  return text;
}

}  // namespace twotower

#include "cli/data_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "base/messages/message_of_key.h"
#include "base/messages/run_words.h"
#include "base/timestamp.h"
#include "messages/said.h"

namespace twotower {
namespace {

Message message_of(ReadSummary::Order order) {
  switch (order) {
    case ReadSummary::Order::kTime: return OrderByTime();
    case ReadSummary::Order::kColumn: return OrderByColumn();
    case ReadSummary::Order::kNone: break;
  }
  return OrderIsNone();
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

// "2026-11-21".
std::string day_of(std::int64_t microseconds) {
  return to_string(Timestamp{microseconds}).substr(0, std::string_view("2026-11-21").size());
}

Message message_of(const FormNote& note) {
  if (note.kind == FormNote::Kind::kEncoding) {
    return EncodingFound(note.path, note.encoding, note.option);
  }
  if (note.kind == FormNote::Kind::kDoubtedEncoding) {
    return EncodingDoubted(note.path, note.encoding, note.rather,
                           fmt::format("{}.encoding={}", note.option, note.rather));
  }
  return NoHeaderFound(note.path, note.columns, note.option);
}

Message message_of(const ReadSummary& read) {
  const Message files = read.files > 1 ? ReadInFiles(read.files) : Message();
  const Message period = read.last_time.has_value()
                             ? ReadPeriod(day_of(*read.first_time), day_of(*read.last_time))
                             : Message();
  return DataRead(read.interactions, read.users, read.sequences, read.items, files, period);
}

// Rows of a part and, in a split by time, where the next begins.
Message part_of(std::int64_t rows, const std::optional<std::int64_t>& next_from) {
  return next_from.has_value() ? Message(PartUntil(rows, day_of(*next_from))) : PartOfRows(rows);
}

Message message_of_later(const SplitSummary& split) {
  const auto& from = split.test_from;
  return SplitLater(
      split.later->log, split.test_rows, split.train_rows + split.validation_rows,
      from.has_value() ? SplitLaterAfter(to_string(Timestamp{*from - 1})) : Message(),
      split.later->rows_not_later > 0 ? SplitNotLater(split.later->rows_not_later) : Message(),
      split.target_types.empty() ? Message() : SplitTargetTypes(split.target_types));
}

Message message_of(const SplitSummary& split) {
  if (split.later.has_value()) return message_of_later(split);
  return SplitParts(split.kind, part_of(split.train_rows, split.validation_from),
                    part_of(split.validation_rows, split.test_from), split.test_rows,
                    split.cold_rows > 0 ? SplitColdItems(split.cold_rows) : Message(),
                    split.unused_rows > 0 ? SplitUnused(split.unused_rows) : Message(),
                    split.target_types.empty() ? Message() : SplitTargetTypes(split.target_types));
}

// Lines of a summary in a language.
class SummaryLines {
 public:
  explicit SummaryLines(Language language) : language_(language) {}

  SummaryLine& add(const Message& label, const Message& text) {
    return lines_.emplace_back(summary_line(label, text, language_));
  }
  void append(std::vector<SummaryLine> more) {
    std::ranges::move(more, std::back_inserter(lines_));
  }
  std::vector<SummaryLine> take() { return std::move(lines_); }

  void add_read(const ReadSummary& read) {
    add(LabelRead(), message_of(read)).aside = said(ReadSeconds(read.seconds), language_);
    add(LabelColumns(), ColumnsRead(columns_text(read.columns), message_of(read.order)));
    if (!read.event_types.empty()) {
      add(LabelWeights(), Message()).text = weights_text(read.event_types);
    }
    add_checked<RowsNotKept>(read.rows_left_out);
    add_checked<ImpressionRows>(read.impressions);
    add_checked<DislikeRows>(read.dislikes);
    for (const FormNote& note : read.forms) {
      add(LabelFound(), message_of(note)).is_warning =
          note.kind == FormNote::Kind::kDoubtedEncoding;
    }
    add_bad_rows(read);
    add_checked<HeaderRowsSkipped>(read.header_rows);
    if (read.literal_quotes > 0) {
      add(LabelChecked(), QuotesLiteral(read.literal_quotes, read.literal_path, read.literal_line));
    }
    add_checked<QuotesEscaped>(read.escaped_quotes);
    if (read.trimmed_ids > 0) {
      add(LabelChecked(), IdsTrimmed(read.trimmed_ids, read.first_trimmed));
    }
    if (read.collapsed_rows > 0) {
      add(LabelChecked(), RowsCollapsed(read.collapsed_rows, read.collapse));
    }
    add_checked<LogRowsRead>(read.log_rows);
    add_checked<LogEventsUntyped>(read.log_untyped);
    add_checked<LogValuesUnfit>(read.log_unfit);
    add_checked<TimesMissing>(read.missing_times);
    add_checked<OrdersMissing>(read.missing_orders);
    add_checked<ValuesNotNumbers>(read.nan_values);
    if (read.lists_ascend) add(LabelChecked(), ListsAscend());
  }

 private:
  // Where there are any.
  template <DeclaredMessage M>
  void add_checked(std::int64_t count) {
    if (count > 0) add(LabelChecked(), M(count));
  }

  void add_bad_rows(const ReadSummary& read) {
    if (read.bad_rows == 0) return;
    SummaryLine& line = add(LabelChecked(), BadRowsSkipped(read.bad_rows));
    for (const Message& row : read.first_bad_rows) line.notes.push_back(said(row, language_));
  }

  Language language_;
  std::vector<SummaryLine> lines_;
};

}  // namespace

SummaryLine summary_line(const Message& label, const Message& text, Language language) {
  return {.label = said(label, language), .text = said(text, language)};
}

std::vector<SummaryLine> data_lines(const DataSummary& data, Language language) {
  SummaryLines lines(language);
  lines.add_read(data.read);
  if (const double later = data.split.later_share.value_or(0.0); later > 0.0) {
    lines.add(LabelChecked(), SplitIsLater(later));
  }
  lines.append(finding_lines(data, language));
  const Message rule =
      data.repeat == RepeatRule::kAllow ? Message(KnownItemsStay()) : KnownItemsLeftOut();
  lines.add(LabelRepeats(), data.split.later.has_value()
                                ? Message(RepeatShareLater(data.repeat_share, rule))
                                : RepeatShareIs(data.repeat_share, rule));
  lines.add(LabelSplit(), message_of(data.split));
  lines.append(decision_lines(data.decisions, language));
  return lines.take();
}

std::vector<SummaryLine> finding_lines(const DataSummary& data, Language language) {
  std::vector<SummaryLine> lines;
  for (const Finding& finding : data.findings) {
    const std::string where =
        finding.column.empty() ? "" : fmt::format("{}.{} ", name_of(finding.table), finding.column);
    lines.push_back({.label = said(LabelChecked(), language),
                     .text = where + said(finding, language),
                     .aside = finding.flag,
                     .is_warning = finding.kind != FindingKind::kNote});
  }
  return lines;
}

std::vector<SummaryLine> decision_lines(std::span<const Decision> decisions, Language language) {
  SummaryLines lines(language);
  for (const Decision& decision : decisions) {
    const Message note = message_of_key("note." + decision.key, KeyNotes());
    lines.add(LabelChosen(), DecisionMade(decision.key, note, decision.message)).aside =
        decision.flag.empty() ? "--set " + decision.key : decision.flag;
  }
  return lines.take();
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

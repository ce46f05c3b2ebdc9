#include "run/internal/summarize.h"

#include <algorithm>
#include <variant>

#include "base/option_name.h"
#include "base/options.h"
#include "data/event_types.h"
#include "features/known_event_types.h"
#include "model/tower_outline.h"

namespace twotower {
namespace {

std::int64_t count_of(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

ReadSummary::Order order_of(OrderSource order) {
  switch (order) {
    case OrderSource::kTime: return ReadSummary::Order::kTime;
    case OrderSource::kOrder: return ReadSummary::Order::kColumn;
    case OrderSource::kNone: break;
  }
  return ReadSummary::Order::kNone;
}

void add_period(const std::vector<std::int64_t>& times, ReadSummary& read) {
  for (const std::int64_t time : times) {
    if (time == kMissingTime) continue;
    read.first_time = std::min(read.first_time.value_or(time), time);
    read.last_time = std::max(read.last_time.value_or(time), time);
  }
}

FormNote note_of(const FormFinding& finding) {
  constexpr FormNote::Kind kKinds[] = {FormNote::Kind::kEncoding, FormNote::Kind::kDoubtedEncoding,
                                       FormNote::Kind::kNoHeader};
  return {.kind = kKinds[static_cast<std::size_t>(finding.kind)],
          .path = finding.path,
          .option = finding.option,
          .encoding = finding.encoding,
          .rather = finding.rather,
          .columns = count_of(finding.columns)};
}

void add_report(const DataReport& report, ReadSummary& read) {
  read.files = count_of(report.files);
  const InteractionColumns& columns = report.columns;
  read.columns = {columns.user,  columns.item, columns.time,
                  columns.order, columns.type, columns.session};
  read.time_unit = option_name(report.time_unit);
  for (const EventType& type : report.event_types) {
    read.event_types.push_back(
        {type.name, type.weight, count_of(type.rows), known_weight(type.name).has_value()});
  }
  read.rows_left_out = count_of(report.rows_left_out);
  read.impressions = count_of(report.impressions);
  read.dislikes = count_of(report.dislikes);
  read.bad_rows = count_of(report.bad_rows);
  read.first_bad_rows = report.first_bad_rows;
  read.header_rows = count_of(report.header_rows);
  read.literal_quotes = count_of(report.notes.quotes.literal);
  read.literal_path = report.notes.quotes.path;
  read.literal_line = count_of(report.notes.quotes.line);
  read.escaped_quotes = count_of(report.notes.quotes.escaped);
  read.trimmed_ids = count_of(report.notes.trimmed_ids.count);
  read.first_trimmed = report.notes.trimmed_ids.first;
  read.collapsed_rows = count_of(report.collapsed_rows);
  read.collapse = report.collapse.within ? to_string(*report.collapse.within) : "none";
  read.log_rows = count_of(report.log_rows);
  read.log_unfit = count_of(report.log_unfit);
  read.log_untyped = count_of(report.log_untyped);
  read.missing_times = count_of(report.missing_times);
  read.missing_orders = count_of(report.missing_orders);
  read.nan_values = count_of(report.nan_values);
  read.lists_ascend = report.lists_ascend;
  for (const FormFinding& finding : report.findings) read.forms.push_back(note_of(finding));
}

ReadSummary read_summary(const PreparedData& data) {
  const Interactions& interactions = data.dataset.interactions;
  ReadSummary read;
  read.interactions = count_of(interactions.size());
  read.users = count_of(interactions.users.size());
  read.sequences = count_of(interactions.num_sequences());
  read.items = count_of(interactions.items.size());
  read.order = order_of(interactions.order);
  add_period(interactions.times, read);
  add_report(data.dataset.report, read);
  read.seconds = data.read_seconds;
  return read;
}

std::optional<std::int64_t> moment(std::int64_t time) {
  return time == kMissingTime ? std::nullopt : std::optional(time);
}

std::optional<LaterSummary> later_summary(const PreparedData& data) {
  if (data.later_log.empty()) return std::nullopt;
  return LaterSummary{data.later_log, count_of(data.dataset.report.rows_not_later)};
}

SplitSummary split_summary(const PreparedData& data) {
  const auto rows = [&](Part part) { return std::ranges::count(data.split.parts, part); };
  return {.kind = std::string(
              std::visit([](const auto& options) { return options.kKind; }, data.config.split)),
          .target_types = target_types_of(data.config.split),
          .train_rows = rows(Part::kTrain),
          .validation_rows = rows(Part::kValidation),
          .test_rows = rows(Part::kTest),
          .cold_rows = rows(Part::kCold),
          .unused_rows = rows(Part::kUnused),
          .validation_from = moment(data.split.validation_from),
          .test_from = moment(data.split.test_from),
          .later_share = data.later_share,
          .is_causal = is_causal(data.dataset.interactions, data.config.split),
          .later = later_summary(data)};
}

Figure figure_of(const Resampled& resampled) {
  Figure figure{.value = resampled.value};
  if (const auto interval = resampled.interval()) {
    figure.low = interval->low;
    figure.high = interval->high;
  }
  return figure;
}

std::vector<Figure> figures_of(const std::vector<Resampled>& resampled) {
  std::vector<Figure> figures;
  for (const Resampled& figure : resampled) figures.push_back(figure_of(figure));
  return figures;
}

TestLine line_of(const ReportLine& line) {
  TestLine shown{.name = line.name,
                 .figures = figures_of(line.evaluation.figures),
                 .coverage = line.evaluation.coverage,
                 .lists_alike = line.evaluation.lists_alike,
                 .slices = {},
                 .lists = line.evaluation.ranking.lists};
  for (const SliceFigures& slice : line.slices) {
    shown.slices.push_back({slice.name, count_of(slice.num_queries), count_of(slice.num_targets),
                            figures_of(slice.figures)});
  }
  return shown;
}

TestVerdict verdict_of(const Verdict& verdict) {
  TestVerdict shown{.rival = std::string(to_string(verdict.rival)),
                    .metric = to_string(verdict.metric),
                    .is_better = verdict.is_better,
                    .is_better_than_item_knn = verdict.is_better_than_item_knn,
                    .gain = verdict.gain,
                    .message = verdict.message};
  if (verdict.interval.has_value()) {
    shown.low = verdict.interval->low;
    shown.high = verdict.interval->high;
  }
  return shown;
}

}  // namespace

DataSummary summary_of(const PreparedData& data) {
  return {.config = data.config,
          .read = read_summary(data),
          .findings = data.findings,
          .split = split_summary(data),
          .repeat_share = data.repeat_share.share(),
          .repeat = data.repeat,
          .decisions = data.decisions};
}

TestResult result_of(const EvaluationReport& report) {
  TestResult result{.users = count_of(report.num_users),
                    .targets = count_of(report.num_targets),
                    .known_targets = count_of(report.num_known_targets),
                    .causes = report.causes,
                    .warnings = report.warnings};
  for (const Metric& metric : report.metrics) result.metrics.push_back(to_string(metric));
  for (const ReportLine& line : report.lines) result.lines.push_back(line_of(line));
  if (report.verdict.has_value()) result.verdict = verdict_of(*report.verdict);
  return result;
}

NewModelSummary summary_of(const NewModel& model) {
  std::size_t weights = count_weights(model.model) * sizeof(float);
  for (const auto& [name, table] : model.model.tables()) weights += table.weights().size_bytes();
  return {.user_tower = message_of(outline_user_tower(model.model, model.features)),
          .item_tower = message_of(outline_item_tower(model.model, model.features)),
          .memory_bytes = model.memory_bytes,
          .weight_bytes = weights,
          .epochs = model.epochs};
}

RepeatsResult result_of(const FittedRepeats& repeats) {
  return {repeats.term.weight, repeats.term.half_life, repeats.metric, repeats.with,
          repeats.without};
}

EpochResult result_of(const EpochReport& report) {
  return {report.epoch, report.loss, report.metric};
}

}  // namespace twotower

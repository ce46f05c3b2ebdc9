#include "run/internal/evaluation_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "data/sequences.h"
#include "eval/model_scorer.h"
#include "eval/popularity.h"
#include "eval/random_ranking.h"
#include "eval/repeat_scorer.h"
#include "eval/user_popularity.h"

namespace twotower {
namespace {

constexpr Metric kVerdictMetric = {MetricKind::kRecall, 10};

std::size_t place_of(const std::vector<Metric>& metrics, const Metric& metric) {
  return static_cast<std::size_t>(std::ranges::find(metrics, metric) - metrics.begin());
}

std::size_t count_users(const Queries& queries) {
  const std::vector<std::uint32_t> users = users_of(queries);
  return std::set<std::uint32_t>(users.begin(), users.end()).size();
}

bool is_ordered(const PreparedData& data) {
  return is_causal(data.dataset.interactions, data.config.split);
}

NeighborRule neighbor_rule(const PreparedData& data) {
  return is_ordered(data) ? NeighborRule::kBefore : NeighborRule::kOthers;
}

constexpr Rival kRivals[] = {Rival::kItemKnn, Rival::kUserPopularity, Rival::kPopularity};

double empty_history_share(const Queries& queries) {
  std::size_t empty = 0;
  for (std::size_t q = 0; q < queries.size(); ++q) empty += queries.histories[q].empty() ? 1 : 0;
  return static_cast<double>(empty) / static_cast<double>(queries.size());
}

Result<EvaluationReport> empty_report(const PreparedData& data, const Queries& queries) {
  EvaluationReport report;
  TWOTOWER_ASSIGN(report.metrics, metrics_of(data.config));
  report.num_users = count_users(queries);
  report.num_targets = queries.targets.values.size();
  report.num_known_targets = queries.num_known_targets;
  report.empty_history_share = empty_history_share(queries);
  return report;
}

UserPopularityScorer user_popularity(const PreparedData& data, const Sequences& fitted) {
  UserPopularityOptions options;
  if (!is_ordered(data)) options.recency = 0.0;
  return UserPopularityScorer(data.dataset.interactions, fitted, options);
}

// What the last line, the model's, is worth beside the baselines that were fitted last. None where
// item-kNN is not among them.
std::optional<Verdict> verdict_of(const EvaluationReport& report) {
  const std::size_t recall = place_of(report.metrics, kVerdictMetric);
  std::vector<RivalFigure> rivals;
  for (const std::string_view suffix : {"_refit", ""}) {
    if (!rivals.empty()) break;
    for (const Rival rival : kRivals) {
      const ReportLine* line = report.find(fmt::format("{}{}", to_string(rival), suffix));
      if (line != nullptr) rivals.push_back({rival, line->evaluation.figures[recall]});
    }
  }
  if (std::ranges::count(rivals, Rival::kItemKnn, &RivalFigure::rival) == 0) return std::nullopt;
  return compare_with_baselines(kVerdictMetric, report.lines.back().evaluation.figures[recall],
                                rivals);
}

// The line of a scorer, with its slices by the rows that it was fitted on.
Result<void> add_line(ThreadPool& pool, const Queries& queries, std::string name,
                      const Scorer& scorer, const std::vector<std::uint32_t>& item_counts,
                      const RankOptions& options, EvaluationReport& report) {
  ReportLine line{.name = std::move(name), .evaluation = {}, .slices = {}};
  TWOTOWER_ASSIGN(line.evaluation, evaluate(pool, queries, scorer, report.metrics, options));
  for (const Slice& slice : standard_slices(queries, item_counts)) {
    line.slices.push_back(
        evaluate_slice(pool, slice, queries, line.evaluation.ranking, report.metrics));
  }
  report.lines.push_back(std::move(line));
  return {};
}

}  // namespace

const ReportLine* EvaluationReport::find(std::string_view name) const {
  const auto line = std::ranges::find(lines, name, &ReportLine::name);
  return line == lines.end() ? nullptr : &*line;
}

Parts fitted_parts(const Config& config) {
  return {.train = true, .validation = config.train.refit};
}

Result<std::vector<Metric>> metrics_of(const Config& config) {
  std::vector<Metric> metrics;
  for (const std::string& name : config.evaluation.metrics) {
    TWOTOWER_ASSIGN(const Metric metric, parse_metric(name, "evaluation.metrics"));
    if (std::ranges::count(metrics, metric) == 0) metrics.push_back(metric);
  }
  if (std::ranges::count(metrics, kVerdictMetric) == 0) metrics.push_back(kVerdictMetric);
  return metrics;
}

Result<EvaluationReport> evaluate_baselines(ThreadPool& pool, const PreparedData& data,
                                            const Queries& queries,
                                            const std::vector<BaselineFit>& fits,
                                            const RankOptions& options) {
  const Interactions& interactions = data.dataset.interactions;
  TWOTOWER_ASSIGN(EvaluationReport report, empty_report(data, queries));
  for (const BaselineFit& fit : fits) {
    const Sequences rows = sequences_of(interactions, data.split, fit.fitted);
    const std::vector<std::uint32_t> counts = count_items(interactions, rows);
    TWOTOWER_TRY(add_line(pool, queries, "popularity" + fit.suffix,
                          PopularityScorer(interactions, rows), counts, options, report));
    if (data.repeat == RepeatRule::kAllow) {
      TWOTOWER_TRY(add_line(pool, queries, "user_popularity" + fit.suffix,
                            user_popularity(data, rows), counts, options, report));
    }
    TWOTOWER_ASSIGN(const ItemKnnScorer knn,
                    ItemKnnScorer::fit(pool, interactions, rows, {.rule = neighbor_rule(data)}));
    TWOTOWER_TRY(add_line(pool, queries, "item_knn" + fit.suffix, knn, counts, options, report));
  }
  return report;
}

Result<EvaluationReport> evaluate_blind_baselines(ThreadPool& pool, const PreparedData& data,
                                                  const Queries& queries, const Parts& fitted,
                                                  const RankOptions& options) {
  const Interactions& interactions = data.dataset.interactions;
  TWOTOWER_ASSIGN(EvaluationReport report, empty_report(data, queries));
  const RandomScorer random(interactions.items.size(),
                            static_cast<std::uint64_t>(data.config.train.seed));
  const Sequences rows = sequences_of(interactions, data.split, fitted);
  const std::vector<std::uint32_t> counts = count_items(interactions, rows);
  TWOTOWER_TRY(add_line(pool, queries, "random", random, counts, options, report));
  TWOTOWER_TRY(add_line(pool, queries, "popularity", PopularityScorer(interactions, rows), counts,
                        options, report));
  return report;
}

Result<ReportLine> evaluate_popularity_of_all_rows(ThreadPool& pool, const PreparedData& data,
                                                   const Queries& queries,
                                                   const std::vector<Metric>& metrics) {
  const Sequences rows = sequences_of(data.dataset.interactions, data.split,
                                      {.train = true, .validation = true, .test = true});
  TWOTOWER_ASSIGN(
      Evaluation evaluation,
      evaluate(pool, queries, PopularityScorer(data.dataset.interactions, rows), metrics));
  return ReportLine{"popularity_all_rows", std::move(evaluation), {}};
}

Result<EvaluationReport> evaluate_model(ThreadPool& pool, const PreparedData& data,
                                        const Queries& queries, const TestedModel& tested) {
  TWOTOWER_ASSIGN(EvaluationReport report, empty_report(data, queries));
  TWOTOWER_TRY(add_model(pool, data, queries, tested, {}, report));
  return report;
}

Result<void> add_model(ThreadPool& pool, const PreparedData& data, const Queries& queries,
                       const TestedModel& tested, const RankOptions& options,
                       EvaluationReport& report) {
  const Interactions& interactions = data.dataset.interactions;
  const ModelScorer towers(pool, tested.model, tested.sides, interactions, queries,
                           tested.item_counts);
  const RepeatScorer with_repeats(towers, interactions, tested.repeats);
  const bool has_term = tested.repeats.is_on() && data.repeat == RepeatRule::kAllow;
  const Scorer& scorer = has_term ? static_cast<const Scorer&>(with_repeats) : towers;
  const std::vector<std::uint32_t> counts(tested.item_counts.begin(), tested.item_counts.end());
  if (has_term) {
    TWOTOWER_TRY(add_line(pool, queries, "two_towers_alone", towers, counts, options, report));
  }
  TWOTOWER_TRY(add_line(pool, queries, "two_towers", scorer, counts, options, report));
  report.verdict = verdict_of(report);
  return {};
}

void add_causes(const CauseFacts& facts, EvaluationReport& report) {
  report.warnings = warnings_of(facts);
  if (report.verdict.has_value() && !report.verdict->is_better) {
    report.causes = diagnose(facts);
  }
}

}  // namespace twotower

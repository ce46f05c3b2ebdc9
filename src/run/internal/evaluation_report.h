#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "data/queries.h"
#include "eval/evaluation.h"
#include "eval/item_knn.h"
#include "eval/slices.h"
#include "eval/verdict.h"
#include "prepare/prepared_data.h"
#include "run/diagnosis.h"
#include "train/fit_model.h"

namespace twotower {

// One row of the table of results.
struct ReportLine {
  std::string name;  // "popularity", "user_popularity", "item_knn", "random", "two_towers_alone",
                     // "two_towers"
  Evaluation evaluation;
  std::vector<SliceFigures> slices;
};

// What a model and the baselines reach on the test part.
struct EvaluationReport {
  std::vector<Metric> metrics;
  std::size_t num_users = 0;
  std::size_t num_targets = 0;
  std::size_t num_known_targets = 0;  // that are none, see make_queries()
  double empty_history_share = 0.0;   // of the queries
  std::vector<ReportLine> lines;
  std::optional<Verdict> verdict;  // where there are a model and baselines
  std::vector<Cause> causes;       // of a verdict that is not "better"
  std::vector<Cause> warnings;     // whatever the verdict

  // The line of that name; null where there is none.
  const ReportLine* find(std::string_view name) const;
};

// A model with what it reads, wherever it comes from: a training or a bundle.
struct TestedModel {
  const TwoTowerModel& model;
  const EncodedSides& sides;
  std::span<const std::uint32_t> item_counts;  // [items] rows that it was fitted on
  RepeatTerm repeats;
};

// The rows that the weights of a config which are tested were fitted on.
Parts fitted_parts(const Config& config);

// Which rows the baselines are fitted on. Histories of the test are those of the data.
struct BaselineFit {
  std::string suffix;  // of the names: "", "_refit"
  Parts fitted;
};

// Popularity, item-kNN and, where known items stay in the lists, the user's own popularity. Fails
// with kConfigUnknownName for a metric that is none, and as ItemKnnScorer::fit() and evaluate() do.
Result<EvaluationReport> evaluate_baselines(ThreadPool& pool, const PreparedData& data,
                                            const Queries& queries,
                                            const std::vector<BaselineFit>& fits,
                                            const RankOptions& options = {});

// For items or users that nothing was fitted on, where item-kNN has nothing to say: a random order
// and popularity. Fails as above.
Result<EvaluationReport> evaluate_blind_baselines(ThreadPool& pool, const PreparedData& data,
                                                  const Queries& queries, const Parts& fitted,
                                                  const RankOptions& options = {});

// The published form of popularity: counted over all rows, those of the test too. Fails as
// evaluate() does.
Result<ReportLine> evaluate_popularity_of_all_rows(ThreadPool& pool, const PreparedData& data,
                                                   const Queries& queries,
                                                   const std::vector<Metric>& metrics);

// A model alone, with its slices. Fails as evaluate_baselines() does.
Result<EvaluationReport> evaluate_model(ThreadPool& pool, const PreparedData& data,
                                        const Queries& queries, const TestedModel& tested);

// Adds the model's line, its slices and, where `report` has item-kNN's line, the verdict. Where the
// model has a repeat term, the line before it is "two_towers_alone", without.
// Fails as evaluate() does.
Result<void> add_model(ThreadPool& pool, const PreparedData& data, const Queries& queries,
                       const TestedModel& tested, const RankOptions& options,
                       EvaluationReport& report);

// Looks for causes where the verdict is not "better", and for what is worth a warning.
void add_causes(const CauseFacts& facts, EvaluationReport& report);

// The metrics that a config asks for; recall@10 is always among them. Fails as parse_metric()
// does.
Result<std::vector<Metric>> metrics_of(const Config& config);

}  // namespace twotower

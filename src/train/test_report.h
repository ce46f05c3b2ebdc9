#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"
#include "data/queries.h"
#include "eval/evaluation.h"
#include "eval/item_knn.h"
#include "eval/slices.h"
#include "eval/verdict.h"
#include "train/fit_model.h"
#include "train/likely_causes.h"
#include "train/prepared_data.h"

namespace twotower {

// One row of the table of results.
struct ReportLine {
  std::string name;  // "popularity", "user_popularity", "item_knn", "random", "two_towers"
  Evaluation evaluation;
  std::vector<SliceFigures> slices;
};

// What a model and the baselines reach on the test part.
struct TestReport {
  std::vector<Metric> metrics;
  std::size_t num_users = 0;
  std::size_t num_targets = 0;
  std::size_t num_known_targets = 0;  // that are none, see make_queries()
  std::vector<ReportLine> lines;
  std::optional<Verdict> verdict;  // where there are a model and baselines
  std::vector<Cause> causes;       // of a verdict that is not "better"
  std::vector<Cause> warnings;     // whatever the verdict
  CauseFacts cause_facts;          // that causes and warnings were found in

  // The line of that name; null where there is none.
  const ReportLine* find(std::string_view name) const;
};

// A model with what it reads, wherever it comes from: a training or a bundle.
struct TestedModel {
  const TwoTowerModel& model;
  const EncodedSides& sides;
  std::span<const std::uint32_t> item_counts;  // [items] rows that it was fitted on
};

// Which rows the baselines are fitted on. Histories of the test are all rows but the test's.
struct BaselineFit {
  std::string suffix;  // of the names: "", "_refit"
  Parts fitted;
};

// The test queries of a data set. `target` may be kCold: items that nothing was fitted on. Fails
// with kDataTooLittle where no row of that part is a target.
Result<Queries> test_queries(const PreparedData& data, Part target = Part::kTest);

// Popularity, item-kNN and, where known items stay in the lists, the user's own popularity. Fails
// with kConfigUnknownName for a metric that is none, and as ItemKnnScorer::fit() and evaluate() do.
Result<TestReport> evaluate_baselines(ThreadPool& pool, const PreparedData& data,
                                      const Queries& queries, const std::vector<BaselineFit>& fits,
                                      const RankOptions& options = {});

// For items or users that nothing was fitted on, where item-kNN has nothing to say: a random order
// and popularity. Fails as above.
Result<TestReport> evaluate_blind_baselines(ThreadPool& pool, const PreparedData& data,
                                            const Queries& queries, const Parts& fitted,
                                            const RankOptions& options = {});

// The published form of popularity: counted over all rows, those of the test too.
Result<ReportLine> evaluate_popularity_of_all_rows(ThreadPool& pool, const PreparedData& data,
                                                   const Queries& queries,
                                                   const std::vector<Metric>& metrics);

// Adds the model's line, its slices and, where `report` has item-kNN's line, the verdict.
Result<void> add_model(ThreadPool& pool, const PreparedData& data, const Queries& queries,
                       const TestedModel& tested, const RankOptions& options, TestReport& report);

// Looks for causes where the verdict is not "better", and for what is worth a warning.
void add_causes(const CauseFacts& facts, TestReport& report);

// The metrics that a config asks for; recall@10 is always among them.
Result<std::vector<Metric>> metrics_of(const Config& config);

// {users, targets, known_targets, metrics, baselines, slices, coverage, lists_alike} as scripts
// read it; a metric is {value, low, high}. `slices` are those of the last line, the model's where
// there is one; baselines have their own.
Value to_value(const TestReport& report);

// {better, compared_with, metric, better_than_item_knn, text, code?, causes}; `code` is
// train.not_better where it is not, and a cause is {code, text, try}. Only where there is a
// verdict.
Value verdict_value(const TestReport& report);

}  // namespace twotower

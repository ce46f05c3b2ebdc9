#include "cli/evaluate_command.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "bundle/bundle.h"
#include "cli/data_summary.h"
#include "cli/open_recommender.h"
#include "cli/result_table.h"
#include "cli/run_as_data.h"
#include "cli/threads.h"
#include "prepare/encoded_dataset.h"
#include "prepare/prepared_data.h"
#include "run/evaluate_bundle.h"
#include "run/evaluation_report.h"
#include "run/run_summary.h"

namespace twotower {
namespace {

constexpr Parts kStrict = {.train = true};
constexpr Parts kRefit = {.train = true, .validation = true};

// The rows that a bundle was trained on, or would be.
Parts fitted_rows(const std::optional<Bundle>& bundle, const Config& config) {
  return bundle.has_value() && config.train.refit ? kRefit : kStrict;
}

Result<TestReport> test(ThreadPool& pool, const EvaluateCommand& command, const PreparedData& data,
                        const std::optional<Bundle>& bundle) {
  TWOTOWER_ASSIGN(const Queries queries, test_queries(data));
  const Parts fitted = fitted_rows(bundle, data.config);
  if (bundle.has_value() && command.without_history) {
    return test_without_history(pool, data, *bundle, queries, fitted);
  }
  std::vector<BaselineFit> fits = {{"", fitted}};
  if (command.with_refit) fits = {{"", kStrict}, {"_refit", kRefit}};
  TWOTOWER_ASSIGN(TestReport report, evaluate_baselines(pool, data, queries, fits));
  if (command.with_refit) {
    TWOTOWER_ASSIGN(ReportLine all_rows,
                    evaluate_popularity_of_all_rows(pool, data, queries, report.metrics));
    report.lines.push_back(std::move(all_rows));
  }
  if (bundle.has_value()) {
    TWOTOWER_TRY(add_bundle(pool, data, *bundle, queries, config_beside_bundle(command.source.path),
                            report));
  }
  return report;
}

}  // namespace

Result<std::string> EvaluateCommand::run() const {
  std::optional<Bundle> bundle;
  ConfigSource config_source = source;
  if (has_bundle(source.path)) {
    TWOTOWER_ASSIGN(bundle, open_bundle(find_bundle(source.path)));
    config_source.base = bundle->manifest.config;
  } else {
    TWOTOWER_TRY(refuse_run_as_data(source.path));
  }
  if (without_history && !bundle.has_value()) {
    return Error{ErrorCode::kConfigConflict, "--without-history",
                 source.path +
                     " is no bundle: only a model can be tested without histories; name "
                     "the bundle of a run, e.g. runs/NAME/001/bundle"};
  }
  TWOTOWER_ASSIGN(Config config, load_config(config_source));
  if (bundle.has_value()) TWOTOWER_TRY(check_data_key(*bundle, config, source.path));
  TWOTOWER_ASSIGN(const PreparedData data, prepare_data(std::move(config)));
  ThreadPool pool(threads_or_all(num_threads));
  TWOTOWER_ASSIGN(const TestReport report, test(pool, *this, data, bundle));
  if (!as_json) return to_text(data_summary(data, language)) + result_table(report, language);
  Value::Map json{
      {"data", data_value(data)}, {"split", split_value(data)}, {"test", to_value(report)}};
  if (report.verdict.has_value()) {
    json.push_back({"verdict", verdict_value(report)});
    json.push_back({"warnings", to_value(report.warnings)});
  }
  return to_json(Value(std::move(json))) + "\n";
}

}  // namespace twotower

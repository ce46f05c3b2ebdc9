#include "run/evaluate.h"

#include <utility>
#include <vector>

#include "base/messages/run_errors.h"
#include "bundle/bundle.h"
#include "prepare/prepared_data.h"
#include "run/internal/evaluate_bundle.h"
#include "run/internal/evaluation_report.h"
#include "run/internal/later_test.h"
#include "run/internal/summarize.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

constexpr Parts kStrict = {.train = true};
constexpr Parts kRefit = {.train = true, .validation = true};

Error conflict(const std::string& flag, Message message) {
  return {ErrorCode::kConfigConflict, flag, std::move(message)};
}

// The baselines, and the model of a bundle unless that is null.
Result<EvaluateResult> test(ThreadPool& pool, const EvaluateRequest& request,
                            const PreparedData& data, const Bundle* bundle,
                            const Queries& queries) {
  const Parts fitted = bundle == nullptr ? kStrict : fitted_parts(data.config);
  if (bundle != nullptr && request.without_history) {
    TWOTOWER_ASSIGN(const EvaluationReport report,
                    test_without_history(pool, data, *bundle, queries, fitted));
    return EvaluateResult{summary_of(data), result_of(report)};
  }
  std::vector<BaselineFit> fits = {{"", fitted}};
  if (request.with_refit) fits = {{"", kStrict}, {"_refit", kRefit}};
  TWOTOWER_ASSIGN(EvaluationReport report, evaluate_baselines(pool, data, queries, fits));
  if (request.with_refit) {
    TWOTOWER_ASSIGN(ReportLine all_rows,
                    evaluate_popularity_of_all_rows(pool, data, queries, report.metrics));
    report.lines.push_back(std::move(all_rows));
  }
  if (bundle != nullptr) {
    TWOTOWER_TRY(add_bundle(pool, data, *bundle, queries, fitted,
                            config_beside_bundle(request.source.path), report));
  }
  return EvaluateResult{summary_of(data), result_of(report)};
}

Result<EvaluateResult> evaluate_data(ThreadPool& pool, const EvaluateRequest& request) {
  const std::string& path = request.source.path;
  TWOTOWER_TRY(refuse_runs_as_data(request.source));
  if (request.without_history) {
    return conflict("--without-history", DataWithoutHistory(path));
  }
  TWOTOWER_ASSIGN(Config config, load_config(request.source));
  TWOTOWER_ASSIGN(const PreparedData data, prepare_data(std::move(config)));
  TWOTOWER_ASSIGN(const Queries queries, test_queries(data));
  return test(pool, request, data, nullptr, queries);
}

Result<EvaluateResult> evaluate_bundle(ThreadPool& pool, const EvaluateRequest& request) {
  const std::string& path = request.source.path;
  TWOTOWER_ASSIGN(const Bundle bundle, open_bundle(find_trained_bundle(path)));
  TWOTOWER_ASSIGN(Config config, config_of_bundle(bundle, request.source));
  if (config.train.fit == FitRule::kAll) return conflict("--on", BundleFittedOnTest(path));
  TWOTOWER_TRY(check_data_key(bundle, config, path));
  TWOTOWER_ASSIGN(const PreparedData data, prepare_data(std::move(config)));
  TWOTOWER_ASSIGN(const Queries queries, test_queries(data));
  return test(pool, request, data, &bundle, queries);
}

}  // namespace

Result<EvaluateResult> evaluate(ThreadPool& pool, const EvaluateRequest& request) {
  if (!request.later_log.empty()) {
    TWOTOWER_ASSIGN(const LaterTestData later, read_later_test(request.source, request.later_log));
    return test(pool, request, later.data, &later.bundle, later.queries);
  }
  return has_bundle(request.source.path) ? evaluate_bundle(pool, request)
                                         : evaluate_data(pool, request);
}

Value to_value(const EvaluateResult& result) {
  Value::Map map{{"data", data_value(result.data)},
                 {"split", split_value(result.data)},
                 {"test", to_value(result.test)}};
  if (result.test.verdict.has_value()) {
    map.push_back({"verdict", verdict_value(result.test)});
    map.push_back({"warnings", to_value(result.test.warnings)});
  }
  return Value(std::move(map));
}

}  // namespace twotower

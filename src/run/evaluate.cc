#include "run/evaluate.h"

#include <optional>
#include <utility>
#include <vector>

#include "base/messages/run_errors.h"
#include "bundle/bundle.h"
#include "prepare/prepared_data.h"
#include "run/internal/evaluate_bundle.h"
#include "run/internal/evaluation_report.h"
#include "run/internal/summarize.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

constexpr Parts kStrict = {.train = true};
constexpr Parts kRefit = {.train = true, .validation = true};

// The rows that a bundle was trained on, or would be.
Parts fitted_rows(const std::optional<Bundle>& bundle, const Config& config) {
  return bundle.has_value() && config.train.refit ? kRefit : kStrict;
}

Result<EvaluationReport> test(ThreadPool& pool, const EvaluateRequest& request,
                              const PreparedData& data, const std::optional<Bundle>& bundle) {
  TWOTOWER_ASSIGN(const Queries queries, test_queries(data));
  const Parts fitted = fitted_rows(bundle, data.config);
  if (bundle.has_value() && request.without_history) {
    return test_without_history(pool, data, *bundle, queries, fitted);
  }
  std::vector<BaselineFit> fits = {{"", fitted}};
  if (request.with_refit) fits = {{"", kStrict}, {"_refit", kRefit}};
  TWOTOWER_ASSIGN(EvaluationReport report, evaluate_baselines(pool, data, queries, fits));
  if (request.with_refit) {
    TWOTOWER_ASSIGN(ReportLine all_rows,
                    evaluate_popularity_of_all_rows(pool, data, queries, report.metrics));
    report.lines.push_back(std::move(all_rows));
  }
  if (bundle.has_value()) {
    TWOTOWER_TRY(add_bundle(pool, data, *bundle, queries, config_beside_bundle(request.source.path),
                            report));
  }
  return report;
}

}  // namespace

Result<EvaluateResult> evaluate(ThreadPool& pool, const EvaluateRequest& request) {
  const std::string& path = request.source.path;
  std::optional<Bundle> bundle;
  ConfigSource source = request.source;
  if (has_bundle(path)) {
    TWOTOWER_ASSIGN(bundle, open_bundle(find_bundle(path)));
    source.base = bundle->manifest.config;
  } else {
    TWOTOWER_TRY(refuse_run_as_data(path));
  }
  if (request.without_history && !bundle.has_value()) {
    return Error{ErrorCode::kConfigConflict, "--without-history", DataWithoutHistory(path)};
  }
  TWOTOWER_ASSIGN(Config config, load_config(source));
  if (bundle.has_value() && config.data.interactions.path.empty()) {
    return Error{ErrorCode::kBundleMismatch, "data.interactions.path",
                 BundleWithoutInteractions(path)};
  }
  if (bundle.has_value()) TWOTOWER_TRY(check_data_key(*bundle, config, path));
  TWOTOWER_ASSIGN(const PreparedData data, prepare_data(std::move(config)));
  TWOTOWER_ASSIGN(const EvaluationReport report, test(pool, request, data, bundle));
  return EvaluateResult{summary_of(data), result_of(report)};
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

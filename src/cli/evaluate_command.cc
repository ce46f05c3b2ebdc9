#include "cli/evaluate_command.h"

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "base/json.h"
#include "bundle/bundle.h"
#include "cli/open_recommender.h"
#include "cli/result_table.h"
#include "cli/threads.h"
#include "train/encoded_dataset.h"
#include "train/prepared_data.h"
#include "train/run_summary.h"
#include "train/test_bundle.h"
#include "train/test_report.h"

namespace twotower {
namespace {

// Rows for the baselines: those of a bundle's training, or of both kinds.
std::vector<BaselineFit> baseline_fits(const EvaluateCommand& command, bool is_bundle,
                                       const Config& config) {
  constexpr Parts kStrict = {.train = true};
  constexpr Parts kRefit = {.train = true, .validation = true};
  if (command.with_refit) return {{"", kStrict}, {"_refit", kRefit}};
  return {{"", is_bundle && config.train.refit ? kRefit : kStrict}};
}

}  // namespace

Result<std::string> EvaluateCommand::run() const {
  std::optional<Bundle> bundle;
  ConfigSource config_source = source;
  if (std::filesystem::is_directory(source.path)) {
    TWOTOWER_ASSIGN(bundle, open_bundle(find_bundle(source.path)));
    config_source.base = bundle->manifest.config;
  }
  TWOTOWER_ASSIGN(Config config, load_config(config_source));
  if (bundle.has_value()) TWOTOWER_TRY(check_data_key(*bundle, config, source.path));
  TWOTOWER_ASSIGN(const PreparedData data, prepare_data(std::move(config)));
  ThreadPool pool(threads_or_all(num_threads));
  Queries queries = test_queries(data);
  TWOTOWER_ASSIGN(TestReport report,
                  evaluate_baselines(pool, data, queries,
                                     baseline_fits(*this, bundle.has_value(), data.config)));
  if (with_refit) {
    TWOTOWER_ASSIGN(ReportLine all_rows,
                    evaluate_popularity_of_all_rows(pool, data, queries, report.metrics));
    report.lines.push_back(std::move(all_rows));
  }
  if (bundle.has_value()) {
    const TestedUsers users =
        without_history ? TestedUsers::kWithoutIdAndHistory : TestedUsers::kAsTheyAre;
    TWOTOWER_TRY(add_bundle(pool, data, *bundle, users, queries, report));
  }
  if (!as_json) return data_summary(data) + result_table(report);
  Value::Map json{
      {"data", data_value(data)}, {"split", split_value(data)}, {"test", to_value(report)}};
  return to_json(Value(std::move(json))) + "\n";
}

}  // namespace twotower

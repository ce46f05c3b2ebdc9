#include "cli/evaluate_command.h"

#include <utility>
#include <vector>

#include "base/json.h"
#include "cli/result_table.h"
#include "cli/threads.h"
#include "train/prepared_data.h"
#include "train/run_summary.h"
#include "train/test_report.h"

namespace twotower {

Result<std::string> EvaluateCommand::run() const {
  TWOTOWER_ASSIGN(Config config, load_config(source));
  TWOTOWER_ASSIGN(const PreparedData data, prepare_data(std::move(config)));
  ThreadPool pool(threads_or_all(num_threads));
  const Queries queries = test_queries(data);
  std::vector<BaselineFit> fits = {{"", {.train = true}}};
  if (with_refit) fits.push_back({"_refit", {.train = true, .validation = true}});
  TWOTOWER_ASSIGN(TestReport report, evaluate_baselines(pool, data, queries, fits));
  if (with_refit) {
    TWOTOWER_ASSIGN(ReportLine all_rows,
                    evaluate_popularity_of_all_rows(pool, data, queries, report.metrics));
    report.lines.push_back(std::move(all_rows));
  }
  if (!as_json) return data_summary(data) + result_table(report);
  Value::Map json{{"data", data_value(data)}, {"split", split_value(data)},
                  {"test", to_value(report)}};
  return to_json(Value(std::move(json))) + "\n";
}

}  // namespace twotower

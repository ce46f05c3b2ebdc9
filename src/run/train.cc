#include "run/train.h"

#include <utility>

#include "base/atomic_file.h"
#include "base/json.h"
#include "base/messages/run_words.h"
#include "base/options.h"
#include "base/process_memory.h"
#include "run/internal/report_content.h"
#include "run/internal/run_training.h"
#include "run/internal/save_bundle.h"
#include "run/internal/summarize.h"

namespace twotower {
namespace {

RunResult result_of(const TrainingRun& run, const RunFolder& folder) {
  const FittedModel& fitted = run.fitted;
  const StageSeconds& steps = fitted.seconds;
  RunResult result{.folder = folder.path,
                   .bundle = folder.path + "/bundle",
                   .data = summary_of(run.data),
                   .test = result_of(run.report),
                   .seconds = run.seconds,
                   .steps = {steps.assemble, steps.gather, steps.forward, steps.loss,
                             steps.backward, steps.update},
                   .epochs = run.epochs,
                   .training_memory_bytes = fitted.memory_bytes,
                   .peak_memory_bytes = peak_memory_bytes()};
  if (run.cold_report.has_value()) {
    result.cold_items = result_of(*run.cold_report);
    result.cold_items_alone = result_of(*run.cold_alone_report);
  }
  if (fitted.repeats.is_told()) result.repeats = result_of(fitted.repeats);
  for (const EpochReport& epoch : fitted.reports) result.curve.push_back(result_of(epoch));
  if (fitted.training_seconds > 0.0) {
    result.examples_per_second = static_cast<double>(fitted.examples) / fitted.training_seconds;
  }
  const Interactions& interactions = run.data.dataset.interactions;
  result.has_users = interactions.users.size() > 0;
  const IdMap& ids = result.has_users ? interactions.users : interactions.items;
  result.example_id = to_string(ids.id(0));
  return result;
}

// What stays of the test of a run.
Result<void> keep_test(ThreadPool& pool, const TrainingRun& run, const RunResult& result,
                       const TrainRequest& request) {
  const std::string& folder = request.folder.path;
  TWOTOWER_TRY(write_file(folder + "/report.json", to_json(to_value(result)) + "\n"));
  TWOTOWER_TRY(save_ranks(run.ranks, folder));
  if (request.report_texts) {
    const ReportPage page = report_page(pool, run, result, request.report_texts(result));
    TWOTOWER_TRY(write_file(folder + "/report.html", to_html(page)));
  }
  return {};
}

Result<void> keep_bundle(ThreadPool& pool, const TrainingRun& run, const RunResult& result,
                         const TrainRequest& request) {
  TWOTOWER_ASSIGN(std::string key, data_key_of(run.data.config));
  TWOTOWER_TRY(save_bundle(pool, result.bundle, run.data, run.fitted,
                           {to_value(result.test), std::move(key), std::nullopt}));
  return finish_run(request.folder);
}

Value to_value(const RepeatsResult& repeats) {
  Value::Map map{{"weight", Value(repeats.weight)}, {"half_life", Value(repeats.half_life)}};
  if (!repeats.metric.empty()) {
    map.push_back({"metric", Value(repeats.metric)});
    map.push_back({"with", Value(repeats.with)});
    map.push_back({"without", Value(repeats.without)});
  }
  return Value(std::move(map));
}

Value to_value(const RunSeconds& seconds, const StepSeconds& steps) {
  return Value(Value::Map{{"read", Value(seconds.read)},
                          {"encode", Value(seconds.encode)},
                          {"train", Value(seconds.train)},
                          {"evaluate", Value(seconds.evaluate)},
                          {"steps", Value(Value::Map{{"assemble", Value(steps.assemble)},
                                                     {"gather", Value(steps.gather)},
                                                     {"forward", Value(steps.forward)},
                                                     {"loss", Value(steps.loss)},
                                                     {"backward", Value(steps.backward)},
                                                     {"update", Value(steps.update)}})}});
}

}  // namespace

Result<RunResult> train(ThreadPool& pool, const TrainRequest& request) {
  auto trained = run_training(pool, request);
  if (!trained.ok()) {
    drop_run_folder(request.folder);
    return trained.error();
  }
  TrainingRun run = std::move(trained).value();
  RunResult result = result_of(run, request.folder);
  TWOTOWER_TRY(keep_test(pool, run, result, request));
  if (run.data.config.train.fit == FitRule::kAll) {
    TWOTOWER_TRY(fit_all_rows(pool, request, run));
  }
  if (request.events.on_stage) request.events.on_stage(StageSaving(result.bundle));
  TWOTOWER_TRY(keep_bundle(pool, run, result, request));
  return result;
}

Value to_value(const RunResult& run) {
  Value::Map map{{"run", Value(run.folder)},
                 {"bundle", Value(run.bundle)},
                 {"data", data_value(run.data)},
                 {"split", split_value(run.data)},
                 {"refit", Value(run.data.config.train.refit)},
                 {"fit", to_value(run.data.config.train.fit)},
                 {"test", to_value(run.test)}};
  if (run.repeats.has_value()) map.push_back({"repeats", to_value(*run.repeats)});
  if (run.cold_items.has_value()) {
    map.push_back({"cold_items", to_value(*run.cold_items)});
    map.push_back({"cold_items_alone", to_value(*run.cold_items_alone)});
  }
  if (run.test.verdict.has_value()) map.push_back({"verdict", verdict_value(run.test)});
  map.push_back({"warnings", to_value(run.test.warnings)});
  map.push_back({"seconds", to_value(run.seconds, run.steps)});
  map.push_back({"epochs", Value(run.epochs)});
  map.push_back({"examples_per_second", Value(run.examples_per_second)});
  map.push_back(
      {"training_memory_bytes", Value(static_cast<std::int64_t>(run.training_memory_bytes))});
  map.push_back({"peak_memory_bytes", Value(static_cast<std::int64_t>(run.peak_memory_bytes))});
  return Value(std::move(map));
}

}  // namespace twotower

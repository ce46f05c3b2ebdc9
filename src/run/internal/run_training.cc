#include "run/internal/run_training.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/messages/run_words.h"
#include "base/messages/test_messages.h"
#include "base/messages/train_errors.h"
#include "base/shell_word.h"
#include "base/stopwatch.h"
#include "prepare/auto_config.h"
#include "run/internal/cause_facts.h"
#include "run/internal/cost_estimate.h"
#include "run/internal/probe_epochs.h"
#include "run/internal/summarize.h"
#include "run/internal/trials.h"

namespace twotower {
namespace {

constexpr Parts kStrictRows = {.train = true};
constexpr Parts kAllButTest = {.train = true, .validation = true};
constexpr Parts kEveryRow = {
    .train = true, .validation = true, .test = true, .cold = true, .unused = true};
constexpr std::int64_t kAllRowsStage = 2;

// The stages that a run still has to do, and where the first of them goes on.
struct Start {
  std::int64_t stage = 0;
  std::optional<TrainingProgress> progress;
};

Result<Start> start_of(const RunFolder& folder, const Checkpoint& checkpoint) {
  if (!folder.resumes || !checkpoint.exists()) return Start{};
  TWOTOWER_ASSIGN(TrainingProgress progress, checkpoint.load_progress());
  return Start{progress.stage, std::move(progress)};
}

FitStage first_stage(const Config& config) {
  return {.stage = 0, .fitted = kStrictRows, .epochs = *config.train.epochs, .validates = true};
}

FitStage refit_stage(std::int64_t epochs, FittedRepeats repeats) {
  return {.stage = 1,
          .fitted = kAllButTest,
          .epochs = epochs,
          .validates = false,
          .repeats = std::move(repeats)};
}

FitStage all_rows_stage(const TrainingRun& run) {
  return {.stage = kAllRowsStage,
          .fitted = kEveryRow,
          .epochs = run.epochs,
          .validates = false,
          .tested = run.fitted.reports,
          .repeats = run.fitted.repeats};
}

// What the training tells, as others see it.
TrainingEvents training_events(const RunEvents& events) {
  TrainingEvents told;
  told.on_step = events.on_step;
  if (events.on_model) {
    told.on_model = [&events](const NewModel& model) { events.on_model(summary_of(model)); };
  }
  if (events.on_epoch) {
    told.on_epoch = [&events](const EpochReport& report, bool is_best) {
      events.on_epoch(result_of(report), is_best);
    };
  }
  return told;
}

void tell_stage(const RunEvents& events, const Message& what) {
  if (events.on_stage) events.on_stage(what);
}

// The same where the cost is told first, and steps from then on.
TrainingEvents first_events(const RunEvents& events, CostEstimate& cost) {
  TrainingEvents told = training_events(events);
  told.on_step = [&events, &cost](std::int64_t epoch, std::size_t done, std::size_t total,
                                  double loss) {
    if (cost.see_step(done, total) && events.on_step) events.on_step(epoch, done, total, loss);
  };
  told.on_model = [&cost, on_model = told.on_model](const NewModel& model) {
    if (on_model) on_model(model);
    cost.see_model(model);
  };
  told.on_epoch = [&cost, on_epoch = told.on_epoch](const EpochReport& report, bool is_best) {
    cost.see_epoch(report);
    if (on_epoch) on_epoch(report, is_best);
  };
  return told;
}

// The weights that are tested, and how a training that was stopped behind them went on.
struct TestedFit {
  FittedModel fitted;
  std::optional<TrainingProgress> all_rows;
};

// As it was when the fit on all rows began.
Result<TestedFit> load_tested(ThreadPool& pool, const FitInput& input, const Checkpoint& checkpoint,
                              TrainingProgress progress) {
  TestedFit tested;
  TWOTOWER_ASSIGN(tested.fitted, load_fitted(pool, input, fitted_parts(input.config), checkpoint));
  tested.fitted.best_epoch = progress.epochs;
  tested.fitted.reports = progress.tested;
  tested.fitted.repeats = progress.repeats;
  tested.all_rows = std::move(progress);
  return tested;
}

Result<FittedModel> fit_stages(ThreadPool& pool, const FitInput& input, Start start,
                               const Checkpoint* kept, const RunEvents& events,
                               CostEstimate& cost) {
  const TrainingEvents told = first_events(events, cost);
  std::int64_t best_epoch = start.progress.has_value() ? start.progress->epochs : 0;
  FittedRepeats repeats = start.progress.has_value() ? start.progress->repeats : FittedRepeats();
  if (start.stage == 0) {
    TWOTOWER_ASSIGN(FittedModel fitted,
                    fit_model(pool, input, first_stage(input.config), kept, start.progress, told));
    if (events.on_repeats && fitted.repeats.is_told()) {
      events.on_repeats(result_of(fitted.repeats));
    }
    if (!input.config.train.refit) return fitted;
    best_epoch = fitted.best_epoch;
    repeats = fitted.repeats;
    start.progress.reset();
  }
  if (events.on_refit) events.on_refit(best_epoch);
  return fit_model(pool, input, refit_stage(best_epoch, std::move(repeats)), kept, start.progress,
                   told);
}

// Where all rows follow, the tested weights are kept to be tested again by who goes on from there.
Result<TestedFit> fit_tested(ThreadPool& pool, const FitInput& input, const RunFolder& folder,
                             const RunEvents& events, CostEstimate& cost) {
  const Checkpoint checkpoint(folder.path);
  const Checkpoint* kept = folder.path.empty() ? nullptr : &checkpoint;
  TWOTOWER_ASSIGN(Start start, start_of(folder, checkpoint));
  if (start.stage == kAllRowsStage) {
    return load_tested(pool, input, checkpoint, *std::move(start.progress));
  }
  TestedFit tested;
  TWOTOWER_ASSIGN(tested.fitted, fit_stages(pool, input, std::move(start), kept, events, cost));
  if (kept != nullptr && input.config.train.fit == FitRule::kAll) {
    TWOTOWER_TRY(kept->save_best(*tested.fitted.model));
  }
  return tested;
}

// The part of the test that needs no model.
Result<void> test_baselines(ThreadPool& pool, const Queries& queries, TrainingRun& run) {
  const Stopwatch watch;
  TWOTOWER_ASSIGN(run.report, evaluate_baselines(pool, run.data, queries,
                                                 {{"", fitted_parts(run.data.config)}}));
  run.seconds.evaluate += watch.seconds();
  return {};
}

// What a run with --minutes knows of its time.
struct TimeLimit {
  double minutes = 0.0;
  std::optional<std::int64_t> given_steps;  // train.epoch_steps of the config
  Stopwatch since_start;
};

// To a multiple of 1 / parts, and no less.
double rounded_up(double value, double parts) {
  return std::ceil(value * parts) / parts;
}

Error too_few_minutes(double minutes, double spent, double training) {
  constexpr double kSpare = 1.1, kTenths = 10.0, kHundredths = 100.0;
  const double least = kSpare * (spent + training) / 60.0;
  return {ErrorCode::kUsageWrong, "--minutes",
          TooFewMinutes(minutes, rounded_up(spent, kTenths), rounded_up(training, kTenths),
                        rounded_up(least, kHundredths))};
}

// As long a training as fits into what is left of the minutes, if so many rounds of trials still
// come; where they are over (nothing), the shortest if not even that fits. What follows on the
// training, the model's test, its report and bundle, takes no longer than the test of the baselines
// did, of which there are two at least.
Result<void> choose_length(ThreadPool& pool, const FitInput& input, const TimeLimit& limit,
                           std::optional<double> trial_rounds, TrainingRun& run) {
  run.data.config.train.epoch_steps = limit.given_steps;
  TWOTOWER_ASSIGN(EpochProbe probe, probe_epochs(pool, input));
  probe.rounds += trial_rounds.value_or(0.0);
  const bool whole_only = limit.given_steps.has_value();
  const double spent = limit.since_start.seconds() + run.seconds.evaluate;
  const double least = least_seconds(probe, whole_only);
  double left = 60.0 * limit.minutes - spent;
  if (!trial_rounds.has_value()) left = std::max(left, least);
  const auto length = length_in(left, probe, whole_only);
  if (!length.has_value()) return too_few_minutes(limit.minutes, spent, least);
  set_length(*length, limit.minutes, run.data.config, run.data.decisions);
  return {};
}

// What trials and --minutes decide. Another history has other epochs, so these are chosen again.
Result<void> choose_training(ThreadPool& pool, const TrainRequest& request, const FitInput& input,
                             const TimeLimit& limit, TrainingRun& run) {
  const bool is_limited = limit.minutes > 0.0;
  const double trials = trial_rounds(run.data);
  if (is_limited) TWOTOWER_TRY(choose_length(pool, input, limit, trials, run));
  if (trials > 0.0) {
    TWOTOWER_TRY(choose_by_trials(pool, request, run.data));
    if (is_limited) TWOTOWER_TRY(choose_length(pool, input, limit, std::nullopt, run));
  }
  if (is_limited) tell_decision(request.events, run.data.decisions, "train.epochs");
  return {};
}

// With --minutes, epochs are decided later.
void tell_data(const TrainRequest& request, PreparedData& data) {
  if (request.minutes > 0.0) {
    std::erase_if(data.decisions,
                  [](const Decision& decision) { return decision.key == "train.epochs"; });
  }
  if (request.events.on_data) request.events.on_data(summary_of(data));
}

// Says where the model has items without training rows below a random order.
void add_cold_warning(const TrainingRun& run, EvaluationReport& report) {
  const ReportLine* random = report.find("random");
  if (random == nullptr) return;
  const double ours = report.lines.back().evaluation.figures.front().value;
  const double theirs = random->evaluation.figures.front().value;
  if (ours >= theirs) return;
  report.warnings.push_back({"model.cold_below_random",
                             ColdBelowRandom(to_string(report.metrics.front()), ours, theirs),
                             fmt::format("twotower train {} --set towers.id_dropout=0.1",
                                         shell_word(run.data.config.data.interactions.path))});
}

Result<void> test_model(ThreadPool& pool, const Queries& queries, TrainingRun& run) {
  const Parts fitted = fitted_parts(run.data.config);
  const TestedModel model = {*run.fitted.model, run.fitted.encoded.sides, run.fitted.item_counts,
                             run.fitted.repeats.term};
  TWOTOWER_TRY(add_model(pool, run.data, queries, model, {}, run.report));
  run.ranks = kept_ranks_of(queries, run.report.lines.back().evaluation.ranking);
  if (run.data.split.is_cold_item.empty()) return {};
  TWOTOWER_ASSIGN(const Queries cold, test_queries(run.data, Part::kCold));
  const auto report_among = [&](std::vector<std::uint8_t> candidates) -> Result<EvaluationReport> {
    const RankOptions options = {.candidates = std::move(candidates)};
    TWOTOWER_ASSIGN(EvaluationReport report,
                    evaluate_blind_baselines(pool, run.data, cold, fitted, options));
    TWOTOWER_TRY(add_model(pool, run.data, cold, model, options, report));
    add_cold_warning(run, report);
    return report;
  };
  TWOTOWER_ASSIGN(run.cold_report, report_among({}));
  TWOTOWER_ASSIGN(run.cold_alone_report, report_among(run.data.split.is_cold_item));
  return {};
}

}  // namespace

Result<TrainingRun> run_training(ThreadPool& pool, const TrainRequest& request) {
  const TimeLimit limit = {.minutes = request.minutes,
                           .given_steps = request.config.train.epoch_steps,
                           .since_start = {}};
  TrainingRun run;
  tell_stage(request.events, StageReading(request.config.data.interactions.path));
  TWOTOWER_ASSIGN(run.data, prepare_data(request.config, pool.num_threads()));
  run.seconds.read = run.data.read_seconds;
  const FitInput input = {run.data.dataset, run.data.split, run.data.config, run.data.repeat,
                          request.cancel};
  tell_data(request, run.data);
  TWOTOWER_ASSIGN(const Queries queries, test_queries(run.data));
  tell_stage(request.events, StageBaselines(queries.size()));
  TWOTOWER_TRY(test_baselines(pool, queries, run));
  TWOTOWER_TRY(choose_training(pool, request, input, limit, run));
  TWOTOWER_TRY(begin_run(request.folder, run.data.config));
  Stopwatch watch;
  CostEstimate cost(input, limit.since_start, run.report, run.seconds.evaluate, request.events);
  TWOTOWER_ASSIGN(TestedFit tested, fit_tested(pool, input, request.folder, request.events, cost));
  run.fitted = std::move(tested.fitted);
  run.all_rows = std::move(tested.all_rows);
  run.epochs = run.fitted.best_epoch;
  run.seconds.encode = run.fitted.encoding_seconds;
  run.seconds.train = watch.seconds() - run.seconds.encode;
  watch.restart();
  tell_stage(request.events, StageTest(queries.size()));
  TWOTOWER_TRY(test_model(pool, queries, run));
  add_causes(cause_facts(run.data, run.fitted.encoded.features, run.fitted.encoded.sides,
                         run.report, &run.fitted, config_of(request.folder)),
             run.report);
  run.seconds.evaluate += watch.seconds();
  return run;
}

Result<void> fit_all_rows(ThreadPool& pool, const TrainRequest& request, TrainingRun& run) {
  const FitInput input = {run.data.dataset, run.data.split, run.data.config, run.data.repeat,
                          request.cancel};
  const FitStage stage = all_rows_stage(run);
  run.fitted = {};  // two models would take twice the memory
  if (request.events.on_all_rows) request.events.on_all_rows(stage.epochs);
  const Checkpoint checkpoint(request.folder.path);
  const Checkpoint* kept = request.folder.path.empty() ? nullptr : &checkpoint;
  TWOTOWER_ASSIGN(run.fitted, fit_model(pool, input, stage, kept, run.all_rows,
                                        training_events(request.events)));
  return {};
}

}  // namespace twotower

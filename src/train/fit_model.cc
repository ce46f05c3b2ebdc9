#include "train/fit_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <variant>

#include "base/messages/train_errors.h"
#include "base/stopwatch.h"
#include "data/sequences.h"
#include "eval/popularity.h"
#include "train/diverged.h"
#include "train/schedule.h"
#include "train/training_set.h"
#include "train/validation.h"

namespace twotower {
namespace {

ExampleRules rules_of(const FitInput& input, const EncodedDataset& encoded) {
  const Config& config = input.config;
  const ModelFeatures& features = encoded.features;
  ExampleRules rules;
  rules.examples = config.train.examples;
  rules.batch_size = static_cast<std::size_t>(*config.train.batch_size);
  rules.half_life = config.data.interactions.half_life;
  rules.has_other_features =
      !features.user.features().empty() || !features.context.features().empty();
  for (const SequenceFeature& sequence : features.sequences) {
    rules.rule = sequence.options.rule;
    rules.histories.emplace_back(input.dataset.interactions, encoded.sides, sequence.options,
                                 rules.histories.size());
  }
  if (features.sequences.empty()) rules.examples = Examples::kLast;
  return rules;
}

// What a stop while an epoch is validated may cost.
constexpr double kMaxLostSeconds = 60.0;

// One stage of fitting: loops over epochs and steps, validates, saves.
class Fit {
 public:
  Fit(ThreadPool& pool, const FitInput& input, const FitStage& stage, const Checkpoint* checkpoint,
      const TrainingEvents& events, Sequences fitted_rows, FittedModel& fitted)
      : input_(input),
        stage_(stage),
        checkpoint_(checkpoint),
        events_(events),
        fitted_(fitted),
        sequences_(std::move(fitted_rows)),
        examples_(input.dataset.interactions, sequences_, rules_of(input, fitted.encoded)),
        trainer_(pool, *fitted.model, fitted.encoded.sides, examples_,
                 {input.config.loss, *input.config.negatives, fitted_.item_counts},
                 input.config.train),
        validation_(pool, input, stage, fitted) {
    fitted_.memory_bytes = trainer_.bytes();
    progress_.stage = stage.stage;
    progress_.epochs = stage.epochs;
    progress_.tested = stage.tested;
    progress_.repeats = stage.repeats;
  }

  Result<void> resume(const TrainingProgress& progress) {
    TWOTOWER_TRY(checkpoint_->load_state(trainer_));
    progress_ = progress;
    progress_.epochs = stage_.epochs;
    progress_.tested = stage_.tested;
    progress_.repeats = stage_.repeats;
    saved_ = {progress_.epoch + 1, trainer_.num_steps()};
    return {};
  }

  Result<NewModel> new_model() const {
    TWOTOWER_ASSIGN(const double validation_seconds, validation_.foretell_seconds());
    return NewModel{.model = *fitted_.model,
                    .features = fitted_.encoded.features,
                    .memory_bytes = fitted_.memory_bytes,
                    .stage = stage_.stage,
                    .epochs = stage_.epochs,
                    .epochs_done = epochs_done(),
                    .encoding_seconds = fitted_.encoding_seconds,
                    .validation_seconds = validation_seconds};
  }

  Result<void> run() {
    if (examples_.num_examples() == 0) return nothing_to_learn();
    if (input_.config.negatives->shown > 0 && examples_.num_shown() == 0) return nothing_shown();
    TWOTOWER_TRY(run_epochs());
    if (input_.cancel.is_cancelled()) return save_and_stop();
    fitted_.reports = progress_.reports;
    fitted_.seconds = trainer_.seconds();
    fitted_.best_epoch = progress_.best_epoch == 0 ? progress_.epoch : progress_.best_epoch;
    TWOTOWER_TRY(set_best_weights());
    return set_repeats();
  }

 private:
  Result<void> run_epochs() {
    const CancelToken::Polling polling(input_.cancel);
    while (progress_.epoch < stage_.epochs && !is_patience_over()) {
      if (input_.cancel.is_cancelled()) return save_and_stop();
      TWOTOWER_TRY(run_epoch());
      TWOTOWER_TRY(end_epoch());
    }
    return {};
  }

  Result<void> set_best_weights() {
    if (progress_.best_epoch != 0 && stage_.keeps_best && checkpoint_ != nullptr) {
      return checkpoint_->load_best(*fitted_.model);
    }
    if (progress_.best_epoch == 0 || !stage_.keeps_best) {
      trainer_.swap_average();
    } else {
      restore(best_weights_);
    }
    return {};
  }

  Result<void> set_repeats() {
    fitted_.repeats = stage_.repeats;
    if (!stage_.validates || input_.repeat != RepeatRule::kAllow) return {};
    const RepeatsOptions& options = input_.config.train.repeats;
    if (const auto* fixed = std::get_if<FixedRepeatsOptions>(&options)) {
      fitted_.repeats.term = {fixed->weight, fixed->half_life};
    }
    if (!std::holds_alternative<AutoRepeatsOptions>(options) || !validates()) return {};
    TWOTOWER_ASSIGN(fitted_.repeats, validation_.fit_repeats());
    return {};
  }

  static Error nothing_to_learn() {
    return {ErrorCode::kDataTooLittle, "features.user", NothingToLearn()};
  }

  static Error nothing_shown() {
    return {ErrorCode::kConfigConflict, "negatives.shown", NothingShown()};
  }

  bool validates() const { return !validation_.is_empty(); }

  bool is_patience_over() const {
    return validates() && progress_.best_epoch > 0 &&
           progress_.epoch - progress_.best_epoch >= input_.config.train.early_stopping.patience;
  }

  // Of an epoch. About, where train.epoch_steps cuts it: steps are not all full.
  std::size_t epoch_examples() const {
    const TrainOptions& train = input_.config.train;
    if (!train.epoch_steps.has_value()) return examples_.num_examples();
    const auto limit = static_cast<std::size_t>(*train.epoch_steps * *train.batch_size);
    return std::min(examples_.num_examples(), limit);
  }

  double epochs_done() const {
    const auto examples = static_cast<double>(std::max<std::size_t>(epoch_examples(), 1));
    const double of_this = static_cast<double>(progress_.examples) / examples;
    return static_cast<double>(progress_.epoch) + std::min(of_this, 1.0);
  }

  std::int64_t most_steps() const {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    const auto of_stage =
        static_cast<std::int64_t>(std::min<std::uint64_t>(stage_.max_steps, kMost));
    return std::min(of_stage, input_.config.train.epoch_steps.value_or(kMost));
  }

  double share_done() const {
    const auto examples = static_cast<double>(epoch_examples());
    const auto total = static_cast<double>(*input_.config.train.epochs) * examples;
    const auto done =
        static_cast<double>(progress_.epoch) * examples + static_cast<double>(progress_.examples);
    return std::min(done / total, 1.0);
  }

  Result<void> run_epoch() {
    Stopwatch watch;
    examples_.start_epoch(static_cast<std::uint64_t>(input_.config.train.seed),
                          static_cast<std::uint64_t>(progress_.epoch));
    ExampleBatch batch;
    for (std::int64_t skipped = 0; skipped < progress_.steps; ++skipped) examples_.next(batch);
    const std::int64_t max_steps = most_steps();
    while (progress_.steps < max_steps && examples_.next(batch)) {
      const double loss =
          trainer_.step(batch, rate_factor(input_.config.train.schedule, share_done()));
      if (!std::isfinite(loss)) return diverged();
      progress_.loss_sum += loss * static_cast<double>(batch.items.size());
      progress_.examples += static_cast<std::int64_t>(batch.items.size());
      fitted_.examples += batch.items.size();
      ++progress_.steps;
      report_step();
      TWOTOWER_TRY(save_where_due());
    }
    epoch_seconds_ = watch.seconds();
    fitted_.training_seconds += epoch_seconds_;
    return {};
  }

  void report_step() const {
    if (!events_.on_step) return;
    events_.on_step(progress_.epoch + 1, static_cast<std::size_t>(progress_.examples),
                    epoch_examples(), progress_.loss_sum / static_cast<double>(progress_.examples));
  }

  Result<void> save_where_due() {
    if (input_.cancel.is_cancelled()) return save_and_stop();
    const auto interval = static_cast<std::uint64_t>(input_.config.train.checkpoint_steps);
    return trainer_.num_steps() % interval == 0 ? save() : Result<void>();
  }

  Result<void> save() {
    if (checkpoint_ == nullptr) return {};
    since_save_.restart();
    saved_ = {progress_.epoch + 1, trainer_.num_steps()};
    return checkpoint_->save(trainer_, progress_);
  }

  Error save_and_stop() {
    if (auto saved = save(); !saved.ok()) return saved.error();
    return stopped();
  }

  Error stopped() const {
    if (checkpoint_ == nullptr) return {ErrorCode::kTrainInterrupted, "", StoppedUnsaved()};
    return {ErrorCode::kTrainInterrupted, "", TrainingStopped(saved_.epoch, saved_.steps)};
  }

  Error diverged() const {
    return twotower::diverged(*fitted_.model, input_.config.train, trainer_.num_steps() + 1,
                              progress_.epoch + 1);
  }

  Result<void> end_epoch() {
    EpochReport report = {.epoch = progress_.epoch + 1,
                          .loss = progress_.loss_sum / static_cast<double>(progress_.examples),
                          .metric = std::nullopt,
                          .seconds = epoch_seconds_};
    bool is_best = false;
    if (validates()) {
      if (since_save_.seconds() > kMaxLostSeconds) TWOTOWER_TRY(save());
      trainer_.swap_average();
      auto metric = validation_.measure();
      if (!metric.ok()) return not_measured(metric.error());
      report.metric = metric.value();
      is_best = progress_.best_epoch == 0 || *report.metric > best_metric();
      if (is_best) TWOTOWER_TRY(keep_best(report.epoch));
      trainer_.swap_average();
    }
    ++progress_.epoch;
    progress_.steps = 0;
    progress_.loss_sum = 0.0;
    progress_.examples = 0;
    progress_.reports.push_back(report);
    if (events_.on_epoch) events_.on_epoch(report, is_best);
    return {};
  }

  // What the trainer holds now, averages swapped and rounded, is not what the last step left: who
  // goes on does so from the last save. What diverged is told by the weights of the steps.
  Error not_measured(const Error& error) {
    if (error.code == ErrorCode::kDataNotFinite) {
      trainer_.swap_average();
      return diverged();
    }
    return error.code == ErrorCode::kTrainInterrupted ? stopped() : error;
  }

  double best_metric() const {
    return *progress_.reports[static_cast<std::size_t>(progress_.best_epoch - 1)].metric;
  }

  // On disk where there is a folder, else in memory.
  Result<void> keep_best(std::int64_t epoch) {
    progress_.best_epoch = epoch;
    if (!stage_.keeps_best) return {};
    if (checkpoint_ != nullptr) return checkpoint_->save_best(*fitted_.model);
    best_weights_.clear();
    const auto keep = [&](std::span<const float> values) {
      best_weights_.emplace_back(values.begin(), values.end());
    };
    keep(fitted_.model->parameters().all_values());
    for (const auto& table : fitted_.model->tables()) keep(table.table.weights());
    return {};
  }

  void restore(const std::vector<std::vector<float>>& weights) {
    std::ranges::copy(weights[0], fitted_.model->parameters().all_values().begin());
    for (std::size_t i = 0; i < fitted_.model->tables().size(); ++i) {
      std::ranges::copy(weights[i + 1], fitted_.model->tables()[i].table.weights().begin());
    }
  }

  const FitInput& input_;
  const FitStage& stage_;
  const Checkpoint* checkpoint_;
  const TrainingEvents& events_;
  FittedModel& fitted_;
  Sequences sequences_;
  TrainingSet examples_;
  Trainer trainer_;
  Validation validation_;
  TrainingProgress progress_;
  std::vector<std::vector<float>> best_weights_;
  double epoch_seconds_ = 0.0;
  Stopwatch since_save_;
  struct {
    std::int64_t epoch = 1;
    std::uint64_t steps = 0;
  } saved_;  // where the checkpoint is, or the beginning
};

// Features fitted on `rows`, and a model before its first step.
Result<FittedModel> new_model(ThreadPool& pool, const FitInput& input, const Sequences& rows) {
  FittedModel fitted;
  const Stopwatch watch;
  TWOTOWER_ASSIGN(fitted.encoded, encode_dataset(input.dataset, input.config.features, rows));
  fitted.encoding_seconds = watch.seconds();
  TWOTOWER_ASSIGN(TwoTowerModel model,
                  TwoTowerModel::create(input.config.towers, fitted.encoded.features));
  fitted.model = std::make_unique<TwoTowerModel>(std::move(model));
  fitted.item_counts = count_items(input.dataset.interactions, rows);
  Exec exec(pool, 0);
  fitted.model->initialize(exec, static_cast<std::uint64_t>(input.config.train.seed));
  return fitted;
}

}  // namespace

Result<FittedModel> load_fitted(ThreadPool& pool, const FitInput& input, const Parts& fitted,
                                const Checkpoint& checkpoint) {
  const Sequences rows = sequences_of(input.dataset.interactions, input.split, fitted);
  TWOTOWER_ASSIGN(FittedModel loaded, new_model(pool, input, rows));
  TWOTOWER_TRY(checkpoint.load_best(*loaded.model));
  return loaded;
}

Result<FittedModel> fit_model(ThreadPool& pool, const FitInput& input, const FitStage& stage,
                              const Checkpoint* checkpoint,
                              const std::optional<TrainingProgress>& resumed,
                              const TrainingEvents& events) {
  Sequences rows = sequences_of(input.dataset.interactions, input.split, stage.fitted);
  TWOTOWER_ASSIGN(FittedModel fitted, new_model(pool, input, rows));
  {
    Fit fit(pool, input, stage, checkpoint, events, std::move(rows), fitted);
    if (resumed.has_value()) TWOTOWER_TRY(fit.resume(*resumed));
    if (events.on_model) {
      TWOTOWER_ASSIGN(const NewModel model, fit.new_model());
      events.on_model(model);
    }
    TWOTOWER_TRY(fit.run());
  }
  return fitted;
}

}  // namespace twotower

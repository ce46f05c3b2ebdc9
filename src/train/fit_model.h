#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "base/cancel_token.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "config/config.h"
#include "data/read_dataset.h"
#include "data/split.h"
#include "features/repeat_rule.h"
#include "model/two_tower_model.h"
#include "prepare/encoded_dataset.h"
#include "train/checkpoint.h"
#include "train/fit_repeats.h"
#include "train/trainer.h"

namespace twotower {

// A model before its first step, and what its training takes.
struct NewModel {
  const TwoTowerModel& model;
  const ModelFeatures& features;
  std::size_t memory_bytes = 0;     // planned for training, as FittedModel has it
  std::int64_t stage = 0;           // as FitStage has it
  std::int64_t epochs = 0;          // at most
  double epochs_done = 0.0;         // of them, where a training goes on
  double encoding_seconds = 0.0;    // fitting and encoding the features
  double validation_seconds = 0.0;  // of each validation, foretold by some of its queries
};

// Told while a model is fitted; any of them may be empty.
struct TrainingEvents {
  std::function<void(const NewModel&)> on_model;
  // After every step: epoch (1-based), examples done and in all of the epoch, mean loss so far.
  std::function<void(std::int64_t epoch, std::size_t done, std::size_t total, double loss)> on_step;
  std::function<void(const EpochReport&, bool is_best)> on_epoch;
};

// What is fitted on what.
struct FitStage {
  std::int64_t stage = 0;
  Parts fitted = {.train = true};
  std::int64_t epochs = 1;
  std::uint64_t max_steps = std::numeric_limits<std::uint64_t>::max();  // of each epoch
  bool validates = true;            // after every epoch, and the best epoch's weights are kept
  bool keeps_best = true;           // false: the last epoch's are, which takes no memory
  std::vector<EpochReport> tested;  // for TrainingProgress
  FittedRepeats repeats;            // of a stage that does not validate: as an earlier one found it
};

struct FittedModel {
  EncodedDataset encoded;
  std::unique_ptr<TwoTowerModel> model;
  std::vector<std::uint32_t> item_counts;  // [items] fitted rows
  std::vector<EpochReport> reports;
  std::int64_t best_epoch = 0;  // the last one where nothing is validated
  FittedRepeats repeats;
  StageSeconds seconds;
  double encoding_seconds = 0.0;  // fitting and encoding the features
  double training_seconds = 0.0;  // in steps
  std::uint64_t examples = 0;
  std::size_t memory_bytes = 0;  // planned for training: the documented bound besides the data
};

// Everything that fitting reads. `config` is complete, see auto_config().
struct FitInput {
  const Dataset& dataset;
  const Split& split;
  const Config& config;
  RepeatRule repeat;        // not kAuto; of validation
  CancelToken cancel = {};  // asked before every epoch and after every step
};

// The features as fit_model() fits them on these rows, and the weights that a checkpoint kept as
// the best. Fails as encode_dataset(), TwoTowerModel::create() and Checkpoint::load_best() do.
Result<FittedModel> load_fitted(ThreadPool& pool, const FitInput& input, const Parts& fitted,
                                const Checkpoint& checkpoint);

// Fits features and towers on the rows of the stage. With a checkpoint the state is saved every
// train.checkpoint_steps and where the input's token is cancelled; `resumed` is where it goes on.
// Fails with kTrainInterrupted then, with kTrainDiverged (step, likely cause), and as
// encode_dataset() and TwoTowerModel::create() do. Deterministic, see Trainer.
Result<FittedModel> fit_model(ThreadPool& pool, const FitInput& input, const FitStage& stage,
                              const Checkpoint* checkpoint,
                              const std::optional<TrainingProgress>& resumed,
                              const TrainingEvents& events);

}  // namespace twotower

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/two_tower_model.h"
#include "train/fit_repeats.h"
#include "train/trainer.h"

namespace twotower {

// What one epoch gave.
struct EpochReport {
  std::int64_t epoch = 0;        // 1-based
  double loss = 0.0;             // mean over its examples
  std::optional<double> metric;  // on the validation part, if there is one
  double seconds = 0.0;
};

// How far a training is: what a resumed one needs besides the state of its Trainer.
struct TrainingProgress {
  std::int64_t stage = 0;       // 0: the best epoch is looked for; 1: refit; 2: all rows
  std::int64_t epochs = 0;      // at most, of the stage: what a refit goes on to
  std::int64_t epoch = 0;       // complete ones
  std::int64_t steps = 0;       // of the epoch that is under way
  double loss_sum = 0.0;        // of that epoch, over examples
  std::int64_t examples = 0;    // of that epoch
  std::int64_t best_epoch = 0;  // 1-based; 0: none yet
  std::vector<EpochReport> reports;
  std::vector<EpochReport> tested;  // of stage 2: the reports of the weights that were tested
  FittedRepeats repeats;            // of stages behind the first, which found it
};

// The files from which a training goes on after it was interrupted or killed, in a folder of the
// run: "checkpoint", the state at a step, and "best", the weights of the best epoch, in stage 2
// those that were tested. Each is replaced as a whole, so that a kill at any moment leaves a
// complete one. Thread-safe for distinct folders.
class Checkpoint {
 public:
  explicit Checkpoint(std::string run_folder) : folder_(std::move(run_folder)) {}

  bool exists() const;

  // Fails with kFileUnwritable.
  Result<void> save(Trainer& trainer, const TrainingProgress& progress) const;

  // The progress alone; then the state into a trainer that was made for that stage. Fails with
  // kFileUnreadable, kBundleCorrupt, or kBundleMismatch where the trainer is of another model.
  Result<TrainingProgress> load_progress() const;
  Result<void> load_state(Trainer& trainer) const;

  // The weights alone. Fail as save() and load_state() do.
  Result<void> save_best(TwoTowerModel& model) const;
  Result<void> load_best(TwoTowerModel& model) const;

 private:
  std::string folder_;
};

}  // namespace twotower

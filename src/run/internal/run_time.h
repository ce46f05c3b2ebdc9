#pragma once

#include <cstdint>

#include "train/fit_model.h"

namespace twotower {

// How many times the rows of a stage all fits behind it go through: 0 without train.refit and
// train.fit all.
double later_rounds(const FitInput& input, std::int64_t stage);

// What the time of a run is made of, in seconds where it is not said.
struct RunTime {
  double before = 0.0;        // until the features of the first fit are encoded
  double encoding = 0.0;      // of the features, for one fit
  double steps = 0.0;         // of an epoch of `stage`
  double validation = 0.0;    // of one, after every epoch
  double baseline = 0.0;      // of the test of one
  double saving = 0.0;        // of the bundle
  std::int64_t stage = 0;     // that is fitted first, as FitStage has it
  std::int64_t epochs = 0;    // of it, not a time
  double epochs_done = 0.0;   // of them, before
  double trial_rounds = 0.0;  // trainings that trials are worth; no time
};

// Of the whole run, if no epoch is spared. The model's test takes a validation for each of its
// queries, and what a baseline took.
double run_seconds(const FitInput& input, const RunTime& time);

}  // namespace twotower

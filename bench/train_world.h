#pragma once

#include <string>

#include "base/result.h"
#include "config/train_options.h"
#include "data/interactions.h"
#include "data/sequences.h"
#include "features/encoded_sides.h"
#include "model/loss_options.h"
#include "model/tower_options.h"
#include "model/two_tower_model.h"
#include "train/training_set.h"

namespace twotower::bench {

// Everything that a training reads, ready in memory: the benchmark times steps, not files.
struct TrainWorld {
  Interactions interactions;
  Sequences fitted;
  ModelFeatures features;
  EncodedSides sides;
  TowerOptions towers;
  NegativesOptions negatives;
  TrainOptions train;
  ExampleRules rules;  // but the histories, which look at all of this
};

}  // namespace twotower::bench

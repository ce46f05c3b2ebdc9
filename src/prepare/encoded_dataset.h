#pragma once

#include "base/result.h"
#include "data/read_dataset.h"
#include "data/sequences.h"
#include "features/encoded_sides.h"
#include "features/feature_options.h"
#include "model/two_tower_model.h"
#include "prepare/choose_columns.h"

namespace twotower {

// The features of a config, fitted on the fitted rows, and all users, items and contexts encoded by
// them. Encoded users have a row more than there are users: that of a user of whom nothing is
// known.
struct EncodedDataset {
  ModelFeatures features;
  EncodedSides sides;
};

// Features whose options are absent are not there: auto_config() fills them before, the rule of
// sequences too. Only items, users, contexts and event types of the fitted rows are seen by
// vocabularies and statistics. Fails as FeatureSet::fit() and FeatureSet::encode() do, as
// passing_rows() does for `where`, and with kConfigConflict for a sequence of the rule `before`
// where the data has no order, one without a step, or one that reads types or times which are not
// there.
Result<EncodedDataset> encode_dataset(const Dataset& dataset, const FeaturesOptions& options,
                                      const Sequences& fitted);

// All users, items, contexts and steps of a data set, by features that were fitted before. Fails as
// FeatureSet::encode() and passing_rows() do.
Result<EncodedSides> encode_sides(const Dataset& dataset, const ModelFeatures& features);

// Of these options, each as often as it is read.
FeatureColumns columns_of(const FeaturesOptions& options);

// What sequences read of the interactions, besides items and times.
struct StepColumns {
  std::vector<std::string> where;  // each as often as it is read
  bool event_types = false;
};
StepColumns step_columns_of(const FeaturesOptions& options);

}  // namespace twotower

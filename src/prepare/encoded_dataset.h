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

// Features whose options are absent are not there: auto_config() fills them before, the rule of a
// history too. Only items, users and contexts of the fitted rows are seen by vocabularies and
// statistics. Fails as FeatureSet::fit() and FeatureSet::encode() do, and with kConfigConflict for
// more than one history, or one of the rule `before` where the data has no order.
Result<EncodedDataset> encode_dataset(const Dataset& dataset, const FeaturesOptions& options,
                                      const Sequences& fitted);

// All users, items and contexts of a data set, by features that were fitted before. Fails as
// FeatureSet::encode() does.
Result<EncodedSides> encode_sides(const Dataset& dataset, const ModelFeatures& features);

// Of these options, each as often as it is read.
FeatureColumns columns_of(const FeaturesOptions& options);

}  // namespace twotower

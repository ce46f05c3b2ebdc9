#pragma once

#include "base/messages/message.h"

// Errors of training and tests: see Error.
namespace twotower {

// Training.
using NothingToLearn = MessageOf<"data.too_little.no_history">;
using NothingShown = MessageOf<"config.conflict.nothing_shown">;
using TrainingStopped = MessageOf<"train.interrupted.at", Count<"epoch">, Count<"steps">>;
using StoppedUnsaved = MessageOf<"train.interrupted.unsaved">;
using TooFewMinutes = MessageOf<"usage.wrong.minutes", Number<"minutes">, Number<"spent">,
                                Number<"training">, Number<"least">>;
using LossNotFinite = MessageOf<"train.diverged.loss", Count<"step">, Count<"epoch">,
                                Said<"furthest">, Number<"rate">, Number<"table_rate">>;
using FurthestInLayers = MessageOf<"train.diverged.layers", Number<"size">>;
using FurthestInTable = MessageOf<"train.diverged.table", Number<"size">, Name<"table">>;

// Checkpoints.
using CheckpointChanged = MessageOf<"bundle.corrupt.checkpoint", Name<"path">>;
using CheckpointWithoutPlace = MessageOf<"bundle.corrupt.checkpoint_place", Name<"path">>;
using CheckpointOfOther = MessageOf<"bundle.mismatch.checkpoint", Name<"path">, Count<"values">,
                                    Name<"tensor">, Count<"expected">>;

// Tests.
using MetricUnknown =
    MessageOf<"config.unknown_name.metric", Name<"path">, Name<"metric">, Names<"kinds">>;
using MetricLengthWrong = MessageOf<"config.out_of_range.metric_length", Name<"path">,
                                    Name<"metric">, Name<"length">, Count<"max">>;
using ScoreNotANumber =
    MessageOf<"data.not_finite.score", Count<"slot">, Count<"query">, Count<"sequence">>;
using ItemKnnTooLarge = MessageOf<"train.too_large.item_knn", Count<"items">, Count<"rows">,
                                  Count<"pairs">, Count<"mebibytes">>;

using TrainErrors = MessageList<NothingToLearn, NothingShown, TrainingStopped, StoppedUnsaved,
                                TooFewMinutes, LossNotFinite, FurthestInLayers, FurthestInTable,
                                CheckpointChanged, CheckpointWithoutPlace, CheckpointOfOther,
                                MetricUnknown, MetricLengthWrong, ScoreNotANumber, ItemKnnTooLarge>;

}  // namespace twotower

#pragma once

#include "base/messages/message.h"

// Errors of weights, indexes and their files: see Error.
namespace twotower {

// TWOTOWER_ISA.
using IsaMissing = MessageOf<"machine.no_isa.machine", Name<"isa">, Names<"supported">>;
using IsaUnknownToDnnl = MessageOf<"machine.no_isa.dnnl", Name<"isa">>;

// Options of a model that do not go together.
using HeadsDoNotDivide =
    MessageOf<"config.conflict.heads", Name<"path">, Count<"heads">, Count<"dim">>;
using OthersWithAttention = MessageOf<"config.conflict.others_attention", Name<"path">>;
using OthersWithDropout =
    MessageOf<"config.conflict.others_dropout", Name<"path">, Number<"dropout">, Name<"sequence">>;
using OthersWithTimeGap = MessageOf<"config.conflict.others_time_gap", Name<"path">>;
using SequencesDiffer = MessageOf<"config.conflict.sequences_differ", Name<"path">, Name<"other">>;
using TooManySequences = MessageOf<"config.conflict.sequences", Count<"sequences">, Count<"max">>;
using HistoryWithoutIds = MessageOf<"config.conflict.no_item_ids", Name<"path">>;
using NoUserFeature = MessageOf<"config.conflict.no_user_feature">;
using NoItemFeature = MessageOf<"config.conflict.no_item_feature">;

// What is wrong with a file of weights.
using WeightNotFinite = MessageOf<"bundle.corrupt.weight_not_finite", Name<"tensor">>;
using TooFewWeights = MessageOf<"bundle.corrupt.too_few_weights", Name<"needed">, Name<"room">>;

// An index.
using IndexUnusable = MessageOf<"bundle.corrupt.index", Name<"path">, Said<"problem">>;
using IndexNotFlat = MessageOf<"bundle.corrupt.index_not_flat">;
using IndexOfOtherSimilarity = MessageOf<"bundle.corrupt.index_similarity">;
using IndexWithoutElements = MessageOf<"bundle.corrupt.index_elements">;
using IndexTooLarge = MessageOf<"bundle.corrupt.index_too_large", Count<"vectors">, Count<"max">>;

using ModelErrors = MessageList<IsaMissing, IsaUnknownToDnnl, HeadsDoNotDivide, OthersWithAttention,
                                OthersWithDropout, OthersWithTimeGap, SequencesDiffer,
                                TooManySequences, HistoryWithoutIds, NoUserFeature, NoItemFeature,
                                WeightNotFinite, TooFewWeights, IndexUnusable, IndexNotFlat,
                                IndexOfOtherSimilarity, IndexWithoutElements, IndexTooLarge>;

}  // namespace twotower

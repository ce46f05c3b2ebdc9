#pragma once

#include "base/messages/message.h"

// What was decided because the config did not say it: see Decision.
namespace twotower {

// Features: of a side, one after the other.
using FeaturesChosen = MessageOf<"features.chosen", SaidAll<"features">>;
using ContextChosen = MessageOf<"features.context", SaidAll<"features">>;
using FeatureOfKind = MessageOf<"features.of_kind", Name<"feature">, Said<"kind">>;
using IdOfItem = MessageOf<"features.id_of_item">;
using HistoryByAttention =
    MessageOf<"features.history.attention", Count<"length">, Count<"median">>;
using ShortHistoryByMean = MessageOf<"features.history.short", Count<"length">>;
using UnorderedHistoryByMean = MessageOf<"features.history.unordered", Count<"length">>;
// What short trainings found: of each history the metric on the validation part.
using HistoryByTrials =
    MessageOf<"features.history.trials", Said<"chosen">, Name<"metric">, SaidAll<"trials">>;
using HistoryStays = MessageOf<"features.history.stays", Said<"chosen">, WholeShare<"margin">,
                               Name<"metric">, SaidAll<"trials">>;
using HistoryTrial = MessageOf<"features.history.trial", Said<"history">, FourDigits<"value">>;
using AttentionOver = MessageOf<"features.history.attention_over", Count<"length">>;
using MeanOver = MessageOf<"features.history.mean_over", Count<"length">>;
using KindNumber = MessageOf<"kind.number">;
using KindCategory = MessageOf<"kind.category">;
using KindTags = MessageOf<"kind.tags">;
using KindText = MessageOf<"kind.text">;
using KindVector = MessageOf<"kind.vector">;
using KindId = MessageOf<"kind.id">;

// Columns that become no feature, and why.
using FeaturesSwitchedOff = MessageOf<"features.switched_off", Names<"features">>;
using ColumnsLeftOut = MessageOf<"features.left_out", SaidAll<"columns">>;
using ColumnLeftOut = MessageOf<"column.left_out", Name<"column">, Said<"why">>;
using HasOneValue = MessageOf<"column.one_value">;
using HasNoValue = MessageOf<"column.no_value">;
using AmbiguousNumbers = MessageOf<"column.ambiguous_numbers">;
using MixedNumbers = MessageOf<"column.mixed_numbers">;
using IsMoment = MessageOf<"column.time">;
using IsSession = MessageOf<"column.session">;
using HoldsObjects = MessageOf<"column.objects">;
using IsCode = MessageOf<"column.code">;
using HasPrivateName = MessageOf<"column.private_name">;
using LooksLikeMails = MessageOf<"column.mails">;
using LooksLikePhones = MessageOf<"column.phones">;
using LooksLikePages = MessageOf<"column.pages">;
using UnevenLists = MessageOf<"column.uneven_lists">;
using ItemsTooSeldom = MessageOf<"column.items_too_seldom">;
using UnknownTypes = MessageOf<"column.unknown_types">;
using IsOutcome = MessageOf<"column.outcome">;
using IsOfLaterEvents = MessageOf<"column.later_events">;
using GivesItemAway = MessageOf<"column.gives_item_away">;
using MostlyNewValues = MessageOf<"column.new_values", WholeShare<"rows">>;

// Negatives, weights, effort, split, order and repeats.
using AllItemsCompared = MessageOf<"negatives.all_items", Count<"items">>;
using DrawnNegatives = MessageOf<"negatives.drawn", Count<"drawn">>;
using TypesWeighted = MessageOf<"data.weights", SaidAll<"types">>;
using KnownTypeWeight = MessageOf<"data.weight.known", Name<"type">, Number<"weight">>;
using UnknownTypeWeight = MessageOf<"data.weight.unknown", Name<"type">, Number<"weight">>;
using ShownTypeWeight = MessageOf<"data.weight.shown", Name<"type">, Number<"weight">>;
using DislikedTypeWeight = MessageOf<"data.weight.disliked", Name<"type">, Number<"weight">>;
// Of a vote or a rating: what is at most 0, and what all rows count as.
using VotesDisliked = MessageOf<"data.dislikes", Name<"column">, Share<"rows">>;
using ZerosUnrated = MessageOf<"data.dislikes.unrated", Name<"column">, Share<"rows">>;
using RatingsTaken = MessageOf<"data.ratings", Name<"column">, Number<"min">, Number<"max">>;
using DatesOrdered = MessageOf<"data.date_order", Name<"order">, Name<"text">>;
using EventsCollapsed = MessageOf<"data.collapse", Name<"within">, Share<"rows">>;
using EpochsByRows = MessageOf<"train.epochs.by_rows", Count<"epochs">, Count<"rows">>;
using EpochsByMinutes = MessageOf<"train.epochs.by_minutes", Count<"epochs">, Number<"minutes">>;
using PartEpochsByMinutes =
    MessageOf<"train.epochs.parts_by_minutes", Count<"epochs">, Count<"steps">, Number<"minutes">>;
using BatchByRows = MessageOf<"train.batch_size.by_rows", Count<"size">>;
using IdsDropped = MessageOf<"towers.id_dropout", Number<"dropped">, Share<"targets">>;
using IdsDroppedByTrials =
    MessageOf<"towers.id_dropout.trials", Number<"chosen">, Share<"targets">, Name<"metric">,
              Number<"dropped">, FourDigits<"with">, FourDigits<"without">>;
using LabelOfItems = MessageOf<"data.show", Name<"column">>;
using IdsOfInteractions = MessageOf<"data.ids_of_interactions", Name<"column">, Name<"of">>;
using SplitByTime = MessageOf<"split.by_time">;
using SplitInsideSequences = MessageOf<"split.inside_sequences", Share<"sequences">>;
using SplitLeavesOneOut = MessageOf<"split.leaves_one_out">;
using SplitAtRandom = MessageOf<"split.at_random">;
using OrderCounts = MessageOf<"order.counts", FourDigits<"in_order">, FourDigits<"shuffled">,
                              FourDigits<"as_sets">>;
using OrderSaysNothing = MessageOf<"order.says_nothing", FourDigits<"in_order">,
                                   FourDigits<"shuffled">, FourDigits<"as_sets">>;
using OrderIsOfItems = MessageOf<"order.of_items">;
using OrderUnclear = MessageOf<"order.unclear", FourDigits<"in_order">, FourDigits<"shuffled">,
                               FourDigits<"as_sets">>;
using OrderUntested = MessageOf<"order.untested", Count<"sequences">>;
using RepeatsAllowed = MessageOf<"data.repeat.allowed">;
using RepeatsExcluded = MessageOf<"data.repeat.excluded">;

using DecisionMessages = MessageList<
    FeaturesChosen, ContextChosen, FeatureOfKind, IdOfItem, HistoryByAttention, ShortHistoryByMean,
    UnorderedHistoryByMean, HistoryByTrials, HistoryStays, HistoryTrial, AttentionOver, MeanOver,
    KindNumber, KindCategory, KindTags, KindText, KindVector, KindId, FeaturesSwitchedOff,
    ColumnsLeftOut, ColumnLeftOut, HasOneValue, HasNoValue, AmbiguousNumbers, MixedNumbers,
    IsMoment, IsSession, HoldsObjects, IsCode, HasPrivateName, LooksLikeMails, LooksLikePhones,
    LooksLikePages, UnevenLists, ItemsTooSeldom, UnknownTypes, IsOutcome, IsOfLaterEvents,
    GivesItemAway, MostlyNewValues, AllItemsCompared, DrawnNegatives, TypesWeighted,
    KnownTypeWeight, UnknownTypeWeight, ShownTypeWeight, DislikedTypeWeight, VotesDisliked,
    ZerosUnrated, RatingsTaken, DatesOrdered, EventsCollapsed, EpochsByRows, EpochsByMinutes,
    PartEpochsByMinutes, BatchByRows, IdsDropped, IdsDroppedByTrials, LabelOfItems,
    IdsOfInteractions, SplitByTime, SplitInsideSequences, SplitLeavesOneOut, SplitAtRandom,
    OrderCounts, OrderSaysNothing, OrderIsOfItems, OrderUnclear, OrderUntested, RepeatsAllowed,
    RepeatsExcluded>;

}  // namespace twotower

#pragma once

#include "base/messages/message.h"

// What a test of a model says.
namespace twotower {

// Why a model is not better than a baseline: see Cause.
using EmptyHistories = MessageOf<"data.empty_histories.users", WholeShare<"rankings">>;
using EmptyHistoriesOfSessions = MessageOf<"data.empty_histories.sessions", WholeShare<"rankings">>;
using RivalSaysMost = MessageOf<"model.no_known_cause", Said<"rival">>;
using ColdBelowRandom =
    MessageOf<"model.cold_below_random", Name<"metric">, FourDigits<"value">, FourDigits<"random">>;
using TooFewEpochs = MessageOf<"train.too_few_epochs", Count<"epochs">>;
using RateTooHigh =
    MessageOf<"train.rate_too_high", Count<"epochs">, Number<"rate">, Number<"tables">>;
using SameLists = MessageOf<"model.same_lists.corrected", Decimal<"shared">, Decimal<"knn">,
                            Number<"temperature">>;
using SameListsUncorrected =
    MessageOf<"model.same_lists.uncorrected", Decimal<"shared">, Decimal<"knn">>;
using UnreadTables = MessageOf<"model.unread_tables", Count<"tables">, Names<"names">>;
using NewItemsByIdsAlone = MessageOf<"data.new_items.by_ids", WholeShare<"targets">>;
using NewItemsOfIds = MessageOf<"data.new_items.of_ids", WholeShare<"targets">>;
using UnknownToTraining = MessageOf<"model.unknown_heavy.all", WholeShare<"rows">, Name<"feature">>;
using RareToTraining =
    MessageOf<"model.unknown_heavy.rare", WholeShare<"rows">, Name<"feature">, Count<"min_count">>;
using RepeatsLeftOut = MessageOf<"data.repeats.left_out", WholeShare<"rows">>;
using RepeatsFillLists = MessageOf<"data.repeats.fill_lists", WholeShare<"rows">>;
using TastesMove = MessageOf<"data.drift", WholeShare<"newest">, WholeShare<"all">>;
using FewEventsForEncoder = MessageOf<"data.few_events.encoder", Decimal<"events">>;
using FewEventsForVectors = MessageOf<"data.few_events.vectors", Decimal<"events">>;
using TrainingIsLater = MessageOf<"split.leaks", WholeShare<"rows">>;

// How a model compares with the strongest baseline: see Verdict.
using VerdictOpen =
    MessageOf<"verdict.open", Said<"rival">, Name<"metric">, SignedGain<"gain">, Count<"users">>;
using VerdictBetter = MessageOf<"verdict.better", Gain<"gain">, Said<"rival">, Name<"metric">,
                                Gain<"low">, Gain<"high">>;
using VerdictNotBetter = MessageOf<"verdict.not_better", Said<"rival">, Name<"metric">,
                                   SignedGain<"gain">, Gain<"low">, Gain<"high">>;
using RivalItemKnn = MessageOf<"rival.item_knn">;
using RivalPopularity = MessageOf<"rival.popularity">;
using RivalUserPopularity = MessageOf<"rival.user_popularity">;
using InfinitelyMany = MessageOf<"number.infinite">;
using Comma = MessageOf<"comma">;  // between names

using TestMessages =
    MessageList<EmptyHistories, EmptyHistoriesOfSessions, RivalSaysMost, ColdBelowRandom,
                TooFewEpochs, RateTooHigh, SameLists, SameListsUncorrected, UnreadTables,
                NewItemsByIdsAlone, NewItemsOfIds, UnknownToTraining, RareToTraining,
                RepeatsLeftOut, RepeatsFillLists, TastesMove, FewEventsForEncoder,
                FewEventsForVectors, TrainingIsLater, VerdictOpen, VerdictBetter, VerdictNotBetter,
                RivalItemKnn, RivalPopularity, RivalUserPopularity, InfinitelyMany, Comma>;

}  // namespace twotower

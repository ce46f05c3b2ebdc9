#pragma once

#include "base/messages/message.h"

// What answers say: lists of items, and why an item is where it is.
namespace twotower {

// Why an item is in a list: see Reason.
using HadOnce = MessageOf<"reason.had_once">;
using HadTimes = MessageOf<"reason.had", Count<"times">>;
using HadOfType = MessageOf<"reason.had_type", Name<"type">, Count<"times">>;
using NearItem = MessageOf<"reason.near", Name<"item">>;
using FitsUser = MessageOf<"reason.fits_user", Worded<"feature">>;
using FitsMoment = MessageOf<"reason.fits_moment", Worded<"feature">>;
using NearVector = MessageOf<"reason.near_vector">;
using PopularItem = MessageOf<"reason.popular", Count<"times">>;

// Why one is in none: see WhyNot.
using UserHadIt = MessageOf<"why_not.seen">;
using UserDislikedIt = MessageOf<"why_not.disliked">;
using NotOfFilter = MessageOf<"why_not.filtered">;
using BreaksRule = MessageOf<"why_not.rules", Said<"rule">>;
using RulesOfBundle = MessageOf<"rules.of_bundle">;
using RulesOfServer = MessageOf<"rules.of_server">;
using RuleOfName = MessageOf<"rules.named", Name<"rule">>;
using RuleOfNumber = MessageOf<"rules.numbered", Count<"number">>;
using ShownEnough = MessageOf<"why_not.shown", Count<"times">, Name<"within">>;
using ExcludedByRequest = MessageOf<"why_not.excluded">;
using NotInIndex = MessageOf<"why_not.not_indexed">;

// A list of items.
using HeadItem = MessageOf<"head.item">;
using HeadScore = MessageOf<"head.score">;
using HeadMatch = MessageOf<"head.match">;
using MatchIsPercentile = MessageOf<"match.is_percentile">;
using MostPopularItems = MessageOf<"answer.most_popular">;
using RowsOfEachItem = MessageOf<"answer.rows_of_each_item">;
using FewerItems = MessageOf<"answer.short", Count<"catalog">, Count<"filter">, Count<"rules">,
                             Count<"seen">, Count<"exclude">, Count<"caps">>;
using ValuesUnknown = MessageOf<"answer.unknown_values", Name<"field">, Count<"values">>;
// A value that nothing has, and the flag with one that is nearly the same.
using ValueNear =
    MessageOf<"answer.value_near", Name<"field">, Name<"value">, Name<"flag">, Name<"text">>;
using WroteLists = MessageOf<"answer.wrote_lists", Name<"path">, Count<"items">, Count<"users">>;
using ShortLists = MessageOf<"answer.short_lists", Count<"lists">, Count<"items">, Count<"empty">>;
using PopularLists = MessageOf<"answer.popular_lists", Count<"lists">>;
using UsersNew = MessageOf<"answer.new_users", Count<"users">>;
using ProgramsLeftOut = MessageOf<"answer.programs_left_out", Count<"users">>;
using HeadUser = MessageOf<"head.user">;
using OfferedTo = MessageOf<"answer.offered_to", Name<"item">, Count<"users">, Count<"asked">>;
using UsersBarred = MessageOf<"answer.users_barred", Count<"users">>;
using WroteUsers = MessageOf<"answer.wrote_users", Name<"path">, Count<"users">, Name<"item">>;
using NotInCatalog = MessageOf<"answer.not_in_catalog">;

// One item.
using ItemNamed = MessageOf<"item.named", Name<"id">, Name<"label">>;
using LabelItem = MessageOf<"label.item">;
using LabelRank = MessageOf<"label.rank">;
using LabelWhyNot = MessageOf<"label.why_not">;
using LabelUser = MessageOf<"label.user">;
using LabelNearest = MessageOf<"label.nearest">;
using LabelMoves = MessageOf<"label.moves">;
using RankOfItem = MessageOf<"item.rank", Count<"rank">, Count<"items">>;
using PlaceOfItem = MessageOf<"item.place", Count<"place">, Count<"items">>;
using StandingOfItem = MessageOf<"item.standing", FourDigits<"score">, FourDigits<"match">>;
using RanksByPopularity = MessageOf<"item.ranks_by_popularity">;
using CosineOf = MessageOf<"item.cosine">;
using TakenTimes = MessageOf<"item.taken", Count<"times">>;
using LastTakenAt = MessageOf<"item.last_taken", Name<"time">>;
using OfUserFeature = MessageOf<"effect.user">;
using OfMomentFeature = MessageOf<"effect.moment">;
using OfHistory = MessageOf<"effect.history">;
using OfHistoryItem = MessageOf<"effect.history_item">;
using OfRepeats = MessageOf<"effect.repeats">;
using OfItemFeature = MessageOf<"effect.item">;
using EffectOnScore = MessageOf<"effect.score">;
using EffectOnPlaces = MessageOf<"effect.places">;
using EffectExplained = MessageOf<"effect.explained">;

using AnswerWords =
    MessageList<HadOnce, HadTimes, HadOfType, NearItem, FitsUser, FitsMoment, NearVector,
                PopularItem, UserHadIt, UserDislikedIt, NotOfFilter, BreaksRule, RulesOfBundle,
                RulesOfServer, RuleOfName, RuleOfNumber, ShownEnough, ExcludedByRequest, NotInIndex,
                HeadItem, HeadScore, HeadMatch, MatchIsPercentile, MostPopularItems, RowsOfEachItem,
                FewerItems, ValuesUnknown, ValueNear, WroteLists, ShortLists, PopularLists,
                UsersNew, ProgramsLeftOut, HeadUser, OfferedTo, UsersBarred, WroteUsers,
                NotInCatalog, ItemNamed, LabelItem, LabelRank, LabelWhyNot, LabelUser, LabelNearest,
                LabelMoves, RankOfItem, PlaceOfItem, StandingOfItem, RanksByPopularity, CosineOf,
                TakenTimes, LastTakenAt, OfUserFeature, OfMomentFeature, OfHistory, OfHistoryItem,
                OfRepeats, OfItemFeature, EffectOnScore, EffectOnPlaces, EffectExplained>;

}  // namespace twotower

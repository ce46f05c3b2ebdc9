#pragma once

#include <string_view>
#include <tuple>

#include "base/messages/message.h"

// What a test of a model says.
namespace twotower {

// Why a model is not better than a baseline: see Cause.
struct TooFewEpochs {
  static constexpr std::string_view kKey = "train.too_few_epochs";
  Count epochs;
  static constexpr auto fields() {
    return std::tuple{MessageField{"epochs", &TooFewEpochs::epochs}};
  }
};
struct RateTooHigh {
  static constexpr std::string_view kKey = "train.rate_too_high";
  Count epochs;
  Number rate;
  Number tables;
  static constexpr auto fields() {
    return std::tuple{MessageField{"epochs", &RateTooHigh::epochs},
                      MessageField{"rate", &RateTooHigh::rate},
                      MessageField{"tables", &RateTooHigh::tables}};
  }
};
struct SameLists {
  static constexpr std::string_view kKey = "model.same_lists.corrected";
  Decimal shared;
  Decimal knn;
  Number temperature;
  static constexpr auto fields() {
    return std::tuple{MessageField{"shared", &SameLists::shared},
                      MessageField{"knn", &SameLists::knn},
                      MessageField{"temperature", &SameLists::temperature}};
  }
};
struct SameListsUncorrected {
  static constexpr std::string_view kKey = "model.same_lists.uncorrected";
  Decimal shared;
  Decimal knn;
  static constexpr auto fields() {
    return std::tuple{MessageField{"shared", &SameListsUncorrected::shared},
                      MessageField{"knn", &SameListsUncorrected::knn}};
  }
};
struct UnreadTables {
  static constexpr std::string_view kKey = "model.unread_tables";
  Count tables;
  Names names;
  static constexpr auto fields() {
    return std::tuple{MessageField{"tables", &UnreadTables::tables},
                      MessageField{"names", &UnreadTables::names}};
  }
};
struct NewItemsByIdsAlone {
  static constexpr std::string_view kKey = "data.new_items.by_ids";
  WholeShare targets;
  static constexpr auto fields() {
    return std::tuple{MessageField{"targets", &NewItemsByIdsAlone::targets}};
  }
};
struct NewItemsOfIds {
  static constexpr std::string_view kKey = "data.new_items.of_ids";
  WholeShare targets;
  static constexpr auto fields() {
    return std::tuple{MessageField{"targets", &NewItemsOfIds::targets}};
  }
};
struct UnknownToTraining {
  static constexpr std::string_view kKey = "model.unknown_heavy.all";
  WholeShare rows;
  Name feature;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rows", &UnknownToTraining::rows},
                      MessageField{"feature", &UnknownToTraining::feature}};
  }
};
struct RareToTraining {
  static constexpr std::string_view kKey = "model.unknown_heavy.rare";
  WholeShare rows;
  Name feature;
  Count min_count;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rows", &RareToTraining::rows},
                      MessageField{"feature", &RareToTraining::feature},
                      MessageField{"min_count", &RareToTraining::min_count}};
  }
};
struct RepeatsLeftOut {
  static constexpr std::string_view kKey = "data.repeats.left_out";
  WholeShare rows;
  static constexpr auto fields() { return std::tuple{MessageField{"rows", &RepeatsLeftOut::rows}}; }
};
struct RepeatsFillLists {
  static constexpr std::string_view kKey = "data.repeats.fill_lists";
  WholeShare rows;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rows", &RepeatsFillLists::rows}};
  }
};
struct TastesMove {
  static constexpr std::string_view kKey = "data.drift";
  WholeShare newest;
  WholeShare all;
  static constexpr auto fields() {
    return std::tuple{MessageField{"newest", &TastesMove::newest},
                      MessageField{"all", &TastesMove::all}};
  }
};
struct FewEventsForEncoder {
  static constexpr std::string_view kKey = "data.few_events.encoder";
  Decimal events;
  static constexpr auto fields() {
    return std::tuple{MessageField{"events", &FewEventsForEncoder::events}};
  }
};
struct FewEventsForVectors {
  static constexpr std::string_view kKey = "data.few_events.vectors";
  Decimal events;
  static constexpr auto fields() {
    return std::tuple{MessageField{"events", &FewEventsForVectors::events}};
  }
};
struct TrainingIsLater {
  static constexpr std::string_view kKey = "split.leaks";
  WholeShare rows;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rows", &TrainingIsLater::rows}};
  }
};

// How a model compares with the strongest baseline: see Verdict.
struct VerdictOpen {
  static constexpr std::string_view kKey = "verdict.open";
  Message rival;
  Name metric;
  SignedGain gain;
  Count users;
  static constexpr auto fields() {
    return std::tuple{
        MessageField{"rival", &VerdictOpen::rival}, MessageField{"metric", &VerdictOpen::metric},
        MessageField{"gain", &VerdictOpen::gain}, MessageField{"users", &VerdictOpen::users}};
  }
};
struct VerdictBetter {
  static constexpr std::string_view kKey = "verdict.better";
  Gain gain;
  Message rival;
  Name metric;
  Gain low;
  Gain high;
  static constexpr auto fields() {
    return std::tuple{
        MessageField{"gain", &VerdictBetter::gain}, MessageField{"rival", &VerdictBetter::rival},
        MessageField{"metric", &VerdictBetter::metric}, MessageField{"low", &VerdictBetter::low},
        MessageField{"high", &VerdictBetter::high}};
  }
};
struct VerdictNotBetter {
  static constexpr std::string_view kKey = "verdict.not_better";
  Message rival;
  Name metric;
  SignedGain gain;
  Gain low;
  Gain high;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rival", &VerdictNotBetter::rival},
                      MessageField{"metric", &VerdictNotBetter::metric},
                      MessageField{"gain", &VerdictNotBetter::gain},
                      MessageField{"low", &VerdictNotBetter::low},
                      MessageField{"high", &VerdictNotBetter::high}};
  }
};
using RivalItemKnn = Phrase<"rival.item_knn">;
using RivalPopularity = Phrase<"rival.popularity">;
using RivalUserPopularity = Phrase<"rival.user_popularity">;
using InfinitelyMany = Phrase<"number.infinite">;
using Comma = Phrase<"comma">;  // between names

using TestMessages =
    MessageList<TooFewEpochs, RateTooHigh, SameLists, SameListsUncorrected, UnreadTables,
                NewItemsByIdsAlone, NewItemsOfIds, UnknownToTraining, RareToTraining,
                RepeatsLeftOut, RepeatsFillLists, TastesMove, FewEventsForEncoder,
                FewEventsForVectors, TrainingIsLater, VerdictOpen, VerdictBetter, VerdictNotBetter,
                RivalItemKnn, RivalPopularity, RivalUserPopularity, InfinitelyMany, Comma>;

}  // namespace twotower

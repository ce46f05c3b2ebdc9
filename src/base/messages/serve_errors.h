#pragma once

#include "base/messages/message.h"

// Errors of requests and generations: see Error.
namespace twotower {

// What a list is asked for.
using ListOfNoItems = MessageOf<"request.out_of_range.no_items">;
using DiversityOutOfRange = MessageOf<"request.out_of_range.diversity", Number<"diversity">>;
using DiverseListTooLong =
    MessageOf<"request.out_of_range.diverse_list", Count<"k">, Number<"diversity">, Count<"max">>;
using ShownToNobody = MessageOf<"request.out_of_range.log_shown">;
using AnswerTooLate = MessageOf<"serve.deadline.answer">;

// Cursors.
using CursorMalformed = MessageOf<"request.out_of_range.cursor">;
using CursorOfOtherRequest = MessageOf<"request.out_of_range.cursor_of_other">;
using CursorOfOtherGeneration = MessageOf<"cursor.expired.generation">;

// Vectors of users.
using VectorWithoutModel = MessageOf<"request.out_of_range.vector_model">;
using VectorOfOtherModel = MessageOf<"bundle.mismatch.vector", Name<"given">, Name<"model">>;
using VectorWrongLength =
    MessageOf<"request.out_of_range.vector_length", Count<"numbers">, Count<"dim">>;
using VectorTooLong = MessageOf<"request.out_of_range.vector_element", Number<"max">>;

// Items that are asked about.
using CatalogLacksItem = MessageOf<"request.unknown_id.item", Name<"id">, Count<"items">>;
using CatalogHasOtherItem =
    MessageOf<"request.unknown_id.item_near", Name<"id">, Count<"items">, Name<"nearest">>;

// Features and contexts of a request.
using RequestMapNeeded = MessageOf<"request.wrong_feature.map", Name<"field">>;
using RequestValueNested = MessageOf<"request.wrong_feature.nested", Name<"field">>;
using RequestTypesMixed = MessageOf<"request.wrong_feature.mixed_types", Name<"field">>;
using RequestListsMixed = MessageOf<"request.wrong_feature.mixed_lists", Name<"field">>;
using RequestTypeIsText =
    MessageOf<"request.wrong_feature.text_needed", Name<"field">, Name<"given">, Name<"example">>;
using RequestNameUnread = MessageOf<"request.wrong_feature.unread", Name<"field">, Names<"known">>;
using RequestNameNearlyRead =
    MessageOf<"request.wrong_feature.unread_near", Name<"field">, Name<"nearest">, Names<"known">>;
using RequestReadsNone = MessageOf<"request.wrong_feature.reads_none", Name<"field">>;

// Events of a request.
using EventMalformed = MessageOf<"request.wrong_feature.event", Name<"field">, Name<"example">>;
using EventWithoutItem = MessageOf<"request.wrong_feature.event_item", Name<"field">>;
using EventTypeMalformed = MessageOf<"request.wrong_feature.event_type", Name<"field">>;
using EventTimeMalformed = MessageOf<"request.wrong_feature.event_time", Name<"field">>;
using EventTypeMissing = MessageOf<"request.wrong_feature.event_type_missing", Name<"field">,
                                   Name<"sequence">, Name<"example">>;
using EventTypeUnread =
    MessageOf<"request.wrong_feature.event_type_unread", Name<"event">, Names<"columns">>;
using EventTimeOutOfRange =
    MessageOf<"request.out_of_range.event_time", Name<"field">, Name<"time">, Name<"now">>;

// Bodies.
using BodyFieldMissing = MessageOf<"request.out_of_range.missing", Name<"field">>;
using BodyListMissing = MessageOf<"request.out_of_range.missing_list", Name<"field">, Name<"body">>;
using BodyFieldUnknown = MessageOf<"request.out_of_range.unknown", Name<"field">, Name<"body">>;
using BodyNameWithNul = MessageOf<"request.out_of_range.name_with_nul", Name<"field">>;
using BodyPartTooLarge =
    MessageOf<"request.out_of_range.bytes", Name<"field">, Count<"bytes">, Count<"max">>;

// Filters and rules.
using FilterTooLarge =
    MessageOf<"request.out_of_range.filter", Name<"field">, Count<"parts">, Count<"max">>;
using RulesTooMany = MessageOf<"request.out_of_range.rules", Count<"rules">, Count<"max">>;
using RuleItemsNull = MessageOf<"request.out_of_range.rule_items", Name<"example">>;
using RuleFieldUnknown = MessageOf<"config.unknown_name.rule_field", Name<"field">>;
using RuleTimeMalformed = MessageOf<"config.wrong_type.rule_time", Name<"field">>;

// Servers that keep nothing, stop, or have too much to do.
using ServerKeepsNothing = MessageOf<"serve.no_state.events">;
using ServerKeepsNoGenerations = MessageOf<"serve.no_state.generations">;
using ServerStops = MessageOf<"serve.busy.stops">;
using ItemsWait = MessageOf<"serve.busy.items", Count<"items">>;
using ActivationsWait = MessageOf<"serve.busy.activations", Count<"calls">>;

// Generations.
using GenerationUnknown = MessageOf<"request.unknown_id.generation", Name<"id">>;
using GenerationOfOtherData =
    MessageOf<"generation.refused.other_data", Count<"items">, Name<"id">>;
using ShelfFileUnreadable = MessageOf<"file.unreadable.shelf", Name<"path">, Name<"reason">>;
using ShelfFull = MessageOf<"store.full.shelf", Count<"needed">, Name<"path">, Count<"available">>;
using BundleChanges = MessageOf<"bundle.corrupt.changes", Name<"path">>;

// Golden users.
using GoldenNotList = MessageOf<"config.wrong_type.golden", Name<"path">, Name<"example">>;
using GoldenRefused = MessageOf<"generation.refused.golden", Count<"refused">, Count<"users">,
                                Number<"overlap">, SaidAll<"answers">>;
using GoldenUnanswered =
    MessageOf<"generation.refused.golden_unanswered", Name<"user">, Said<"problem">>;
using GoldenMissed = MessageOf<"generation.refused.golden_missed", Name<"user">, Number<"overlap">>;

// What the fields of a request are.
using AllowedId = MessageOf<"allowed.id", GroupedCount<"characters">>;
using AllowedEvent = MessageOf<"allowed.event", Name<"example">>;
using AllowedMoment = MessageOf<"allowed.moment", Name<"example">>;
using AllowedColumns = MessageOf<"allowed.columns", Name<"example">>;
using AllowedFilter = MessageOf<"allowed.filter", Name<"example">, Name<"qdrant">>;
using AllowedClause = MessageOf<"allowed.clause", Name<"forms">, Names<"groups">>;
using AllowedVersion = MessageOf<"allowed.version">;

using ServeErrors = MessageList<
    AllowedId, AllowedEvent, AllowedMoment, AllowedColumns, AllowedFilter, AllowedClause,
    AllowedVersion, ListOfNoItems, DiversityOutOfRange, DiverseListTooLong, ShownToNobody,
    AnswerTooLate, CursorMalformed, CursorOfOtherRequest, CursorOfOtherGeneration,
    VectorWithoutModel, VectorOfOtherModel, VectorWrongLength, VectorTooLong, CatalogLacksItem,
    CatalogHasOtherItem, RequestMapNeeded, RequestValueNested, RequestTypesMixed, RequestListsMixed,
    RequestTypeIsText, RequestNameUnread, RequestNameNearlyRead, RequestReadsNone, EventMalformed,
    EventWithoutItem, EventTypeMalformed, EventTimeMalformed, EventTypeMissing, EventTypeUnread,
    EventTimeOutOfRange, BodyFieldMissing, BodyListMissing, BodyFieldUnknown, BodyNameWithNul,
    BodyPartTooLarge, FilterTooLarge, RulesTooMany, RuleItemsNull, RuleFieldUnknown,
    RuleTimeMalformed, ServerKeepsNothing, ServerKeepsNoGenerations, ServerStops, ItemsWait,
    ActivationsWait, GenerationUnknown, GenerationOfOtherData, ShelfFileUnreadable, ShelfFull,
    BundleChanges, GoldenNotList, GoldenRefused, GoldenUnanswered, GoldenMissed>;

}  // namespace twotower

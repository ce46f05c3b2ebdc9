#pragma once

#include "base/messages/message.h"

// What train, evaluate, init, inspect and compare tell people besides findings, decisions and
// verdicts.
namespace twotower {

// Labels in front of lines.
using LabelRead = MessageOf<"label.read">;
using LabelColumns = MessageOf<"label.columns">;
using LabelWeights = MessageOf<"label.weights">;
using LabelFound = MessageOf<"label.found">;
using LabelChecked = MessageOf<"label.checked">;
using LabelRepeats = MessageOf<"label.repeats">;
using LabelSplit = MessageOf<"label.split">;
using LabelChosen = MessageOf<"label.chosen">;
using LabelRefit = MessageOf<"label.refit">;
using LabelResumed = MessageOf<"label.resumed">;
using LabelAllRows = MessageOf<"label.all_rows">;
using LabelModel = MessageOf<"label.model">;
using LabelCost = MessageOf<"label.cost">;
using LabelTest = MessageOf<"label.test">;
using LabelVerdict = MessageOf<"label.verdict">;
using LabelNext = MessageOf<"label.next">;
using LabelBundle = MessageOf<"label.bundle">;
using LabelGeneration = MessageOf<"label.generation">;
using LabelCatalog = MessageOf<"label.catalog">;
using LabelUserTower = MessageOf<"label.user_tower">;
using LabelItemTower = MessageOf<"label.item_tower">;
using LabelCompared = MessageOf<"label.compared">;
using LabelTable = MessageOf<"label.table">;
using LabelPart = MessageOf<"label.part">;
using LabelTested = MessageOf<"label.tested">;

using LabelWords =
    MessageList<LabelRead, LabelColumns, LabelWeights, LabelFound, LabelChecked, LabelRepeats,
                LabelSplit, LabelChosen, LabelRefit, LabelResumed, LabelAllRows, LabelModel,
                LabelCost, LabelTest, LabelVerdict, LabelNext, LabelBundle, LabelGeneration,
                LabelCatalog, LabelUserTower, LabelItemTower, LabelCompared, LabelTable, LabelPart,
                LabelTested>;

// What was read. `files` and `period` may be of nothing.
using DataRead = MessageOf<"read.data", Count<"interactions">, Count<"users">, Count<"sequences">,
                           Count<"items">, Said<"files">, Said<"period">>;
using ReadInFiles = MessageOf<"read.in_files", Count<"files">>;
using ReadPeriod = MessageOf<"read.period", Name<"first">, Name<"last">>;
using ReadSeconds = MessageOf<"read.seconds", Decimal<"seconds">>;
using ColumnsRead = MessageOf<"read.columns", Name<"columns">, Said<"order">>;
using OrderByTime = MessageOf<"read.order.time">;
using OrderByColumn = MessageOf<"read.order.column">;
using OrderIsNone = MessageOf<"read.order.none">;
using EncodingFound = MessageOf<"read.encoding", Name<"path">, Name<"encoding">, Name<"option">>;
using EncodingDoubted = MessageOf<"read.encoding_doubted", Name<"path">, Name<"encoding">,
                                  Name<"rather">, Name<"setting">>;
using NoHeaderFound = MessageOf<"read.no_header", Name<"path">, Count<"columns">, Name<"option">>;

// What was left out, or taken for something else.
using RowsNotKept = MessageOf<"read.rows_not_kept", Count<"rows">>;
using ImpressionRows = MessageOf<"read.impressions", Count<"rows">>;
using DislikeRows = MessageOf<"read.dislikes", Count<"rows">>;
using BadRowsSkipped = MessageOf<"read.bad_rows", Count<"rows">>;
using HeaderRowsSkipped = MessageOf<"read.header_rows", Count<"rows">>;
using QuotesLiteral = MessageOf<"read.quotes.literal", Count<"rows">, Name<"path">, Count<"line">>;
using QuotesEscaped = MessageOf<"read.quotes.escaped", Count<"rows">>;
using IdsTrimmed = MessageOf<"read.ids_trimmed", Count<"ids">, Name<"first">>;
using RowsCollapsed = MessageOf<"read.collapsed", Count<"rows">, Name<"within">>;
using LogRowsRead = MessageOf<"read.log.rows", Count<"rows">>;
using LogEventsUntyped = MessageOf<"read.log.untyped", Count<"events">>;
using LogValuesUnfit = MessageOf<"read.log.unfit", Count<"values">>;
using TimesMissing = MessageOf<"read.times_missing", Count<"rows">>;
using OrdersMissing = MessageOf<"read.orders_missing", Count<"rows">>;
using ValuesNotNumbers = MessageOf<"read.values_not_numbers", Count<"values">>;
using ListsAscend = MessageOf<"read.lists_ascend">;

using ReadWords =
    MessageList<DataRead, ReadInFiles, ReadPeriod, ReadSeconds, ColumnsRead, OrderByTime,
                OrderByColumn, OrderIsNone, EncodingFound, EncodingDoubted, NoHeaderFound,
                RowsNotKept, ImpressionRows, DislikeRows, BadRowsSkipped, HeaderRowsSkipped,
                QuotesLiteral, QuotesEscaped, IdsTrimmed, RowsCollapsed, LogRowsRead,
                LogEventsUntyped, LogValuesUnfit, TimesMissing, OrdersMissing, ValuesNotNumbers,
                ListsAscend>;

// What was decided. `cold`, `unused`, `after`, `not_later` and `note` may be of nothing.
using RepeatShareIs = MessageOf<"repeat.share", Share<"rows">, Said<"rule">>;
using RepeatShareLater = MessageOf<"repeat.share_later", Share<"rows">, Said<"rule">>;
using KnownItemsStay = MessageOf<"repeat.known_stay">;
using KnownItemsLeftOut = MessageOf<"repeat.known_left_out">;
using SplitParts = MessageOf<"split.parts", Name<"kind">, Said<"train">, Said<"validation">,
                             Count<"test">, Said<"cold">, Said<"unused">, Said<"targets">>;
using PartOfRows = MessageOf<"split.part", Count<"rows">>;
using PartUntil = MessageOf<"split.part_until", Count<"rows">, Name<"date">>;
using SplitLater = MessageOf<"split.later", Name<"log">, Count<"test">, Count<"trained">,
                             Said<"after">, Said<"not_later">, Said<"targets">>;
using SplitLaterAfter = MessageOf<"split.later_after", Name<"time">>;
using SplitNotLater = MessageOf<"split.not_later", Count<"rows">>;
using SplitTargetTypes = MessageOf<"split.target_types", Names<"types">>;
using SplitColdItems = MessageOf<"split.cold_items", Count<"rows">>;
using SplitUnused = MessageOf<"split.unused", Count<"rows">>;
using SplitIsLater = MessageOf<"split.is_later", WholeShare<"rows">>;
using DecisionMade = MessageOf<"decision", Name<"key">, Said<"note">, Said<"choice">>;

// What a key of the config decides, in brackets behind it: for languages that keys do not speak.
using NoteUser = MessageOf<"note.data.interactions.user">;
using NoteItem = MessageOf<"note.data.interactions.item">;
using NoteTime = MessageOf<"note.data.interactions.time">;
using NoteOrder = MessageOf<"note.data.interactions.order">;
using NoteTypeColumn = MessageOf<"note.data.interactions.type.column">;
using NoteCollapse = MessageOf<"note.data.interactions.collapse">;
using NoteTypeWeights = MessageOf<"note.data.interactions.type.weights">;
using NoteSession = MessageOf<"note.data.interactions.session">;
using NoteRepeat = MessageOf<"note.data.repeat">;
using NoteFeatures = MessageOf<"note.features">;
using NoteItemFeatures = MessageOf<"note.features.item">;
using NoteUserFeatures = MessageOf<"note.features.user">;
using NoteContextFeatures = MessageOf<"note.features.context">;
using NoteNegatives = MessageOf<"note.negatives">;
using NoteSplit = MessageOf<"note.split">;
using NoteEpochs = MessageOf<"note.train.epochs">;
using NoteBatchSize = MessageOf<"note.train.batch_size">;

using KeyNotes = MessageList<NoteUser, NoteItem, NoteTime, NoteOrder, NoteTypeColumn, NoteCollapse,
                             NoteTypeWeights, NoteSession, NoteRepeat, NoteFeatures,
                             NoteItemFeatures, NoteUserFeatures, NoteContextFeatures, NoteNegatives,
                             NoteSplit, NoteEpochs, NoteBatchSize>;
using DecidedWords =
    MessageList<RepeatShareIs, RepeatShareLater, KnownItemsStay, KnownItemsLeftOut, SplitParts,
                PartOfRows, PartUntil, SplitLater, SplitLaterAfter, SplitNotLater, SplitTargetTypes,
                SplitColdItems, SplitUnused, SplitIsLater, DecisionMade>;

// The towers of a model: what goes in side by side, and " -> 128 -> 64".
using TowerDrawn = MessageOf<"tower.drawn", Said<"inputs">, Name<"widths">>;
using TowerInputs = MessageOf<"tower.inputs", Said<"first">, Said<"next">>;
using TowerInput = MessageOf<"tower.input", Said<"feature">, Name<"kind">, Count<"width">>;
using TowerFeature = MessageOf<"tower.feature", Name<"feature">>;
using TowerContext = MessageOf<"tower.context", Name<"feature">>;
using TowerHistory = MessageOf<"tower.history", Name<"feature">, Count<"newest">>;

// The training. `time` and `best` may be of nothing.
using RefitEpochs = MessageOf<"training.refit", Count<"epochs">>;
using ResumedWith = MessageOf<"training.resumed_with", Name<"key">, Name<"now">, Name<"began">>;
using ResumedWithout =
    MessageOf<"training.resumed_without", Name<"key">, Name<"began">, Name<"now">>;
using AllRowsEpochs = MessageOf<"training.all_rows", Count<"epochs">>;
// What the fit of the repeat term found. `ageing` is one of the two after it.
using RepeatsFitted = MessageOf<"training.repeats", FourDigits<"weight">, Said<"ageing">,
                                Name<"metric">, FourDigits<"with">, FourDigits<"without">>;
using RepeatsOff =
    MessageOf<"training.repeats_off", Name<"metric">, FourDigits<"with">, FourDigits<"without">>;
using RepeatsGiven = MessageOf<"training.repeats_given", FourDigits<"weight">, Said<"ageing">>;
using RowsAge = MessageOf<"repeats.rows_age", Decimal<"rows">>;
using RowsDoNotAge = MessageOf<"repeats.rows_do_not_age">;
using ModelTowers = MessageOf<"training.towers", Said<"user">, Said<"item">>;
using TrainingCost =
    MessageOf<"training.cost", Bytes<"peak">, Bytes<"memory">, Bytes<"weights">, Said<"time">>;
using StageReading = MessageOf<"stage.reading", Name<"path">>;
using StageBaselines = MessageOf<"stage.baselines", Count<"rankings">>;
using StageTest = MessageOf<"stage.test", Count<"rankings">>;
using StageSaving = MessageOf<"stage.saving", Name<"path">>;
using TrainingTime = MessageOf<"training.time", Said<"duration">, Count<"threads">>;
using WholeSeconds = MessageOf<"duration.seconds", Whole<"seconds">>;
using WholeMinutes = MessageOf<"duration.minutes", Whole<"minutes">>;
using TrialOf = MessageOf<"training.trial", Said<"what">>;
using TrialIds = MessageOf<"training.trial_ids", Number<"dropped">>;
using EpochNumber = MessageOf<"training.epoch", Count<"epoch">>;
using EpochLoss = MessageOf<"training.loss", FourDigits<"loss">>;
using EpochValidation = MessageOf<"training.validation", FourDigits<"value">, Said<"best">>;
using EpochIsBest = MessageOf<"training.best">;

using TrainingWords =
    MessageList<TowerDrawn, TowerInputs, TowerInput, TowerFeature, TowerContext, TowerHistory,
                RefitEpochs, ResumedWith, ResumedWithout, AllRowsEpochs, RepeatsFitted, RepeatsOff,
                RepeatsGiven, RowsAge, RowsDoNotAge, ModelTowers, TrainingCost, StageReading,
                StageBaselines, StageTest, StageSaving, TrainingTime, WholeSeconds, WholeMinutes,
                TrialOf, TrialIds, EpochNumber, EpochLoss, EpochValidation, EpochIsBest>;

// The table of results.
using TestUsers = MessageOf<"test.users", Count<"users">>;
using ColdAmongAll = MessageOf<"test.cold_among_all", Count<"users">>;
using ColdAlone = MessageOf<"test.cold_alone", Count<"users">>;
using KnownTargets = MessageOf<"test.known_targets", Count<"known">, Count<"all">>;
using SliceTargets = MessageOf<"test.targets", Count<"targets">>;
using SliceOfRival = MessageOf<"test.slice_of_rival", Said<"rival">, Name<"figure">>;
using VerdictWithCauses = MessageOf<"test.verdict_with_causes", Said<"verdict">>;
using CauseOfCode = MessageOf<"test.cause", Name<"code">, Said<"cause">>;
using TryCommand = MessageOf<"test.try", Name<"command">>;

using TableWords = MessageList<TestUsers, ColdAmongAll, ColdAlone, KnownTargets, SliceTargets,
                               SliceOfRival, VerdictWithCauses, CauseOfCode, TryCommand>;

// What scripts call lines, slices and columns of a table of results, behind "result.".
using ResultPopularity = MessageOf<"result.popularity">;
using ResultPopularityRefit = MessageOf<"result.popularity_refit">;
using ResultPopularityAllRows = MessageOf<"result.popularity_all_rows">;
using ResultUserPopularity = MessageOf<"result.user_popularity">;
using ResultUserPopularityRefit = MessageOf<"result.user_popularity_refit">;
using ResultItemKnn = MessageOf<"result.item_knn">;
using ResultItemKnnRefit = MessageOf<"result.item_knn_refit">;
using ResultRandom = MessageOf<"result.random">;
using ResultTwoTowersAlone = MessageOf<"result.two_towers_alone">;
using ResultTwoTowers = MessageOf<"result.two_towers">;
using ResultNewUsers = MessageOf<"result.new_users">;
using ResultFewEvents = MessageOf<"result.few_events">;
using ResultSomeEvents = MessageOf<"result.some_events">;
using ResultManyEvents = MessageOf<"result.many_events">;
using ResultNewItems = MessageOf<"result.new_items">;
using ResultRareItems = MessageOf<"result.rare_items">;
using ResultPopularItems = MessageOf<"result.popular_items">;
using ResultWarmItems = MessageOf<"result.warm_items">;
using ResultItemsShown = MessageOf<"result.items_shown">;
using ResultListsAlike = MessageOf<"result.lists_alike">;

using ResultWords =
    MessageList<ResultPopularity, ResultPopularityRefit, ResultPopularityAllRows,
                ResultUserPopularity, ResultUserPopularityRefit, ResultItemKnn, ResultItemKnnRefit,
                ResultRandom, ResultTwoTowersAlone, ResultTwoTowers, ResultNewUsers,
                ResultFewEvents, ResultSomeEvents, ResultManyEvents, ResultNewItems,
                ResultRareItems, ResultPopularItems, ResultWarmItems, ResultItemsShown,
                ResultListsAlike>;

// What inspect says of a table and of a bundle.
using TableInspected =
    MessageOf<"inspect.table", Name<"path">, Name<"format">, Count<"rows">, Count<"columns">>;
using HeadColumn = MessageOf<"inspect.column">;
using HeadType = MessageOf<"inspect.type">;
using HeadMissing = MessageOf<"inspect.missing">;
using HeadDistinct = MessageOf<"inspect.distinct">;
using HeadValues = MessageOf<"inspect.values">;
using TypeInteger = MessageOf<"type.integer">;
using TypeNumber = MessageOf<"type.number">;
using TypeText = MessageOf<"type.text">;
using TypeTime = MessageOf<"type.time">;
using TypeUnread = MessageOf<"type.unread">;
using TypeList = MessageOf<"type.list", Said<"of">>;
using BundleGeneration =
    MessageOf<"inspect.generation", Name<"generation">, Name<"created">, Name<"version">>;
using BundleCatalog =
    MessageOf<"inspect.catalog", Count<"items">, Count<"users">, Count<"events">, Name<"repeat">>;
using BundleCompared = MessageOf<"inspect.compared", Name<"similarity">, Number<"temperature">>;
using BundleOfAllRows = MessageOf<"inspect.all_rows">;
using BundleOneLoss = MessageOf<"inspect.one_loss">;
using BundleTable =
    MessageOf<"inspect.embeddings", Name<"name">, Count<"rows">, Count<"dim">, Count<"bytes">>;
using BundleWeights = MessageOf<"inspect.weights", Count<"weights">>;
using BundlePart = MessageOf<"inspect.part", Name<"name">, Count<"bytes">>;
using BundleTested = MessageOf<"inspect.tested", Count<"users">, SaidAll<"metrics">>;
using MetricIs = MessageOf<"inspect.metric", Name<"metric">, FourDigits<"value">>;

using ColumnTypes = MessageList<TypeInteger, TypeNumber, TypeText, TypeTime, TypeUnread>;
using InspectWords =
    MessageList<TableInspected, HeadColumn, HeadType, HeadMissing, HeadDistinct, HeadValues,
                TypeList, BundleGeneration, BundleCatalog, BundleCompared, BundleOfAllRows,
                BundleOneLoss, BundleTable, BundleWeights, BundlePart, BundleTested, MetricIs>;

// What compare says of two runs.
using CompareWon = MessageOf<"compare.won">;
using CompareLost = MessageOf<"compare.lost">;
using CompareSame = MessageOf<"compare.same">;
using CompareInterval =
    MessageOf<"compare.interval", SignedFourDigits<"low">, SignedFourDigits<"high">>;
using CompareConfig = MessageOf<"compare.config", Name<"key">, Name<"change">>;

using ComparedOnLater =
    MessageOf<"compare.later", Count<"targets">, Count<"users">, Name<"log">, Said<"after">>;

using CompareWords = MessageList<ComparedOnLater, CompareWon, CompareLost, CompareSame,
                                 CompareInterval, CompareConfig>;

using RunWords = JoinLists<LabelWords, ReadWords, DecidedWords, KeyNotes, TrainingWords, TableWords,
                           ResultWords, ColumnTypes, InspectWords, CompareWords>::type;

}  // namespace twotower

#include "messages/catalog.h"

namespace twotower {
namespace {

constexpr std::array kEnglish = {
    // Checks of the data.
    say_as<HeavyUsersKept>("{users} users make {share} of all events (bots?): kept: {names}"),
    say_as<HeavyUsersLeftOut>(
        "{users} users make {share} of all events (bots?): left out: {names}"),
    say_as<UnjoinableUsers>(
        "{rows} of rows name one of {missing} users missing from the table: kept, by id only"),
    say_as<UnjoinableItems>(
        "{rows} of rows name one of {missing} items missing from the table: kept, by id only"),
    say_as<UnusedUsers>("{unused} of {all} users never occur in the interactions"),
    say_as<UnusedItems>("{unused} of {all} items never occur in the interactions"),
    say_as<SameTimeByFile>("{rows} of rows share their time with another of the same user or "
                           "session: their order is that of the file"),
    say_as<SameTimeByColumn>("{rows} of rows share their time with another of the same user or "
                             "session: the order column decides"),
    say_as<DuplicateRows>("{rows} of rows repeat another in user, item and time: kept"),
    say_as<OneMoment>("{rows} of rows have one and the same time: a default value?"),
    say_as<FarTimes>("less than 1 % of the rows lie farther from the others in time than those "
                     "from one another: wrong clocks?"),
    say_as<RowsBehind>("{rows} rows ({share}) lie a day or more behind rows above them, in a file "
                       "that is in the order of time: late arrivals, or times that were shifted"),
    say_as<LoggedTwice>("{rows} of the rows repeat the same user's row of the same item within 10 "
                        "seconds: logged twice?"),
    say_as<TestLoggedTwice>("{test} of the test rows stand in the history that they are asked "
                            "from, not 10 seconds before; {rows} of the rows repeat the same "
                            "user's row of the same item within 10 seconds: logged twice?"),
    say_as<TestRowsInTraining>("{test} of the test rows stand in training, too (equal user, item "
                               "and time); {training} of the training rows have such a twin"),
    say_as<UntimedTestRowsInTraining>("{test} of the test rows stand in training, too (equal user, "
                                      "item); {training} of the training rows have such a twin"),
    say_as<TestMomentsShared>("{test} of the test rows have a twin of the same item and time, "
                              "{validation} of the validation rows"),
    say_as<TestRunsCopied>("{test} of the test rows end a run of {length} rows that stands in "
                           "training, too, {validation} of the validation rows"),
    say_as<TestRowsShifted>(
        "{test} of the test rows lie at one and the same distance behind their user's training row "
        "of the same item, {validation} of the validation rows"),
    say_as<TestItemsKnown>("{test} of the test rows name an item that their user took in training, "
                           "{validation} of the validation rows"),
    say_as<CopiedUsers>("{share} of the users or sessions of {items} different items or more have "
                        "the history of another, from its start on"),
    say_as<TellsItem>("belongs to the item: it has one value in {rows} of the rows of an item, so "
                      "a request that knew it would know the answer"),
    say_as<LaterThanRow>("is later than its row in {rows} of the rows, and {beyond} of {at_end} "
                         "rows shortly before the end of the data name a time beyond it"),
    say_as<LaterTimesOfUsers>(
        "{times} of its times, of users that training knows, lie in the test's period"),
    say_as<LaterTimesOfItems>(
        "{times} of its times, of items that training knows, lie in the test's period"),
    say_as<KnowsTotals>("follows the {total} by {explained}, what is known at its row by {past}"),
    say_as<KnowsTestTotals>(
        "follows the {total} by {explained}, what is known before the test by {past}"),
    say_as<NamesNextRow>(
        "names the {property} of the next row of the {group}, and not of its own or the one "
        "before, in {next} of {rows} rows; the other way round in {past}"),
    say_as<NamesLater>("names the {property} of what comes later in the sequence, and not before, "
                       "in {later} of {rows} rows; the other way round in {past}"),
    say_as<NamesTestTargetOfUsers>(
        "names the {property} of what is taken in the test, and never before, for {later} of {all} "
        "users; the other way round for {past}"),
    say_as<NamesTestTargetOfItems>(
        "names the {property} of what is taken in the test, and never before, for {later} of {all} "
        "items; the other way round for {past}"),
    say_as<TellsTestTarget>("tells the {property} of what is taken in the test by {test}, in "
                            "validation by {validation}"),
    say_as<AgreesWithTest>(
        "agrees with the {property} of what its user takes in the test in {test} of the rows "
        "beyond chance, of what the user took before in {known}"),
    say_as<FitsItemNamed>(
        "fits what its user takes in the test in {test} of the rows beyond chance, what the user "
        "took in validation in {known}, by what training knows of the item that it names"),
    say_as<FitsLevel>(
        "fits what its user takes in the test in {test} of the rows beyond chance, what the user "
        "took in validation in {known}, by what training knows of users with the same value"),
    say_as<TellsSplit>("says which rows are the test: {test} of them have the value `{value}`, and "
                       "{others} of the other rows"),
    say_as<LeakNamed>(": kept, since the config names it; take it out of `features`"),
    say_as<LeakUnread>(": not read by any feature"), say_as<LeakKept>(": kept"),
    say_as<LeakDropped>(": left out"), say_as<ColumnValue>("{column}"), say_as<IdValue>("id"),
    say_as<EventWeight>("weight"), say_as<TotalOfGroup>("{figure} of the {group}"),
    say_as<TotalInPart>("{figure} in {part}"), say_as<SumOf>("sum of {value}"),
    say_as<MeanOf>("mean {value}"), say_as<NextOf>("next {value}"),
    say_as<SumSoFar>("sum of {value} so far"), say_as<MeanSoFar>("mean {value} so far"),
    say_as<TotalDays>("days"), say_as<TotalOthers>("distinct others"),
    say_as<FirstTime>("first time"), say_as<LastTime>("last time"), say_as<TotalLength>("length"),
    say_as<NextTime>("next time"), say_as<NumberOfRows>("number of rows"),
    say_as<RowsLeft>("number of rows left"), say_as<PlaceInOrder>("place in the order"),
    say_as<TotalRows>("rows"), say_as<RowsOfLast14Days>("rows of the last 14 days"),
    say_as<RowsOfLast30Days>("rows of the last 30 days"),
    say_as<RowsOfLast7Days>("rows of the last 7 days"),
    say_as<RowsOfLastDay>("rows of the last day"), say_as<RowsOfLastHalf>("rows of the last half"),
    say_as<RowsOfLastQuarter>("rows of the last quarter"), say_as<RowTime>("time"),
    say_as<TimeFromFirstToLast>("time from first to last"), say_as<TimeLeft>("time left"),
    say_as<TimeSinceRowBefore>("time since the row before"),
    say_as<TimeSinceStart>("time since the start"), say_as<TimeToNextRow>("time to the next row"),
    say_as<OfSequence>("sequence"), say_as<OfUser>("user"), say_as<OfSession>("session"),
    say_as<OfItem>("item"), say_as<OfUsersDay>("user's day"), say_as<OfItemsDay>("item's day"),
    say_as<InTraining>("training"), say_as<InTrainingAndValidation>("training and validation"),
    say_as<InTest>("the test"), say_as<InAllParts>("all parts"),
    say_as<TooFewEpochs>(
        "validation was still improving in the last of {epochs} {epochs:epoch|epochs}"),
    say_as<RateTooHigh>("the first of {epochs} epochs was the best: the learning rate {rate} "
                        "(tables {tables}) is too high"),
    say_as<SameLists>("two random users share {shared} of 10 items of their lists (item-kNN: "
                      "{knn}): scores hardly depend on the user at temperature {temperature}"),
    say_as<SameListsUncorrected>(
        "two random users share {shared} of 10 items of their lists (item-kNN: {knn}): scores "
        "hardly depend on the user, and frequent items are not corrected (log_q)"),
    say_as<UnreadTables>("no feature reads a column of {tables} of the given tables: {names}"),
    say_as<NewItemsByIdsAlone>(
        "{targets} of the test targets are items that training did not see, and the item tower "
        "reads nothing but ids: give it columns of the items (--items FILE)"),
    say_as<NewItemsOfIds>("{targets} of the test targets are items that training did not see, and "
                          "it learned to rely on ids"),
    say_as<UnknownToTraining>(
        "{rows} of the test rows have a value of {feature} that training did not "
        "keep: all are the unknown one"),
    say_as<RareToTraining>("{rows} of the test rows have a value of {feature} that training did "
                           "not keep: all are the unknown one (min_count {min_count})"),
    say_as<RepeatsLeftOut>("{rows} of the validation rows return to a known item, and known items "
                           "are left out of the lists"),
    say_as<RepeatsFillLists>("only {rows} of the validation rows return to a known item, and known "
                             "items fill the lists"),
    say_as<TastesMove>("tastes move: the newest quarter of the training rows has {newest} of its "
                       "items in common with the test, all of them {all}"),
    say_as<FewEventsForEncoder>("users have {events} training events on average: little to learn a "
                                "taste from; a mean needs less than an encoder with weights"),
    say_as<FewEventsForVectors>("users have {events} training events on average: little to learn a "
                                "taste from; smaller vectors need less"),
    say_as<TrainingIsLater>(
        "{rows} of the training rows are later than a test row: no figure of production"),
    say_as<VerdictOpen>("NOT better than {rival} in {metric} as far as can be told: {gain} %, but "
                        "fewer than {users} test users."),
    say_as<VerdictBetter>(
        "{gain} % better than {rival} in {metric} (95 %: {low}..{high}). Worth an A/B test."),
    say_as<VerdictNotBetter>(
        "NOT better than {rival} in {metric} ({gain} %, 95 %: {low}..{high})."),
    say_as<RivalItemKnn>("item-kNN"), say_as<RivalPopularity>("popularity"),
    say_as<RivalUserPopularity>("user popularity"), say_as<InfinitelyMany>("infinitely many"),
    say_as<Comma>(", "),

    // Decisions.
    say_as<FeaturesChosen>("{features}"), say_as<ContextChosen>("known at a request: {features}"),
    say_as<FeatureOfKind>("{feature} {kind}"), say_as<IdOfItem>("the item's id"),
    say_as<HistoryByAttention>(
        "history of {length} by attention: the median history has {median} rows"),
    say_as<ShortHistoryByMean>("history of {length} by its mean: most are short"),
    say_as<UnorderedHistoryByMean>("history of {length} by its mean: the data has no order"),
    say_as<KindNumber>("number"), say_as<KindCategory>("category"), say_as<KindTags>("tags"),
    say_as<KindText>("text"), say_as<KindVector>("vector"), say_as<KindId>("id"),
    say_as<ColumnsLeftOut>("left out: {columns}"), say_as<ColumnLeftOut>("{column} ({why})"),
    say_as<HasOneValue>("one value"), say_as<IsMoment>("a time"), say_as<IsSession>("sessions"),
    say_as<HoldsObjects>("objects, not values"), say_as<IsCode>("nearly a value for each: a code"),
    say_as<HasPrivateName>("its name suggests personal data"),
    say_as<LooksLikeMails>("looks like mail addresses"),
    say_as<LooksLikePhones>("looks like phone numbers"), say_as<LooksLikePages>("looks like URLs"),
    say_as<UnevenLists>("lists of numbers of different lengths"),
    say_as<ItemsTooSeldom>("items repeat too seldom to tell"),
    say_as<UnknownTypes>("named like event types, but none is known: --type COLUMN"),
    say_as<IsOutcome>("known only after the event"),
    say_as<GivesItemAway>("belongs to the item and changes: it would give the item away"),
    say_as<MostlyNewValues>("most values are new to training: {rows} of the validation rows"),
    say_as<AllItemsCompared>("all {items} items at every step"),
    say_as<DrawnNegatives>("the step's own items (in-batch) and {drawn} drawn at random"),
    say_as<TypesWeighted>("{types}"), say_as<KnownTypeWeight>("{type} {weight}"),
    say_as<UnknownTypeWeight>("{type} {weight} (unknown type)"),
    say_as<EpochsByRows>("{epochs} at most, by the {rows} rows"),
    say_as<EpochsByMinutes>(
        "{epochs} (1 at least): with reading and the test they fit into {minutes} minutes"),
    say_as<BatchByRows>("{size}, by the rows"),
    say_as<SplitByTime>("time: the last 10 % of the rows are test, the 10 % before them "
                        "validation, one cut for everybody"),
    say_as<SplitLeavesOneOut>("leave_one_out: the last interaction of each sequence is test"),
    say_as<SplitAtRandom>("random: the data has no order"),
    say_as<RepeatsAllowed>("allow: users return to known items"),
    say_as<RepeatsExcluded>("exclude: users seldom return"),

    // Errors that hold another.
    say_as<PlainText>("{text}"), say_as<ErrorAt>("{place}: {problem}"),
    say_as<ErrorBelow>("{path}{problem}"), say_as<FileDamaged>("{path} is damaged: {problem}"),
    say_as<ModelFileDamaged>("{path} is damaged or of another model: {problem}"),
    say_as<ColumnDamaged>("{path} is damaged: column '{column}' {problem}"),
    say_as<HeaderUnreadable>("its header cannot be read: {problem}"),
    say_as<FeatureStateUnreadable>("has a state that its features cannot read: {problem}"),
    say_as<ErrorFound>("{problem}\n  {key}: {finding}"),
    say_as<BundleThere>("{problem}; {path} has one"),
    say_as<BundleNear>("{problem}; did you mean {path}?"),
    say_as<WriteJson>("{problem}; write {flag} {text}"),
    say_as<WriteJsonAs>("{problem}; write e.g. {flag} {text}"),
    say_as<RowUnusable>("{option}: {path}: row {row}: {problem}"),
    say_as<BadRowAdvice>(
        "{problem}. Fix the row, or leave such rows out: --set {option}.on_bad_row=skip"),
    say_as<TooManyBadRows>(
        "{option}.on_bad_row: more than {max} rows cannot be used, so this is no slip; fix the "
        "data or its options, or raise {option}.on_bad_row.max. The first: {first}"),
    say_as<RulesDoNotFit>("{problem}; this bundle cannot hold to the rules that the server was "
                          "told (PUT /v1/rules): serve the one before, and change them there"),
    say_as<RecordUnreadable>("what the state folder says of generations cannot be read: {problem}; "
                             "take another copy of the folder"),
    say_as<StateOfServer>("{path} belongs to a server that runs; have that write a backup, POST "
                          "/v1/backups, or end it"),

    // Errors of files, options, JSON and tensors.
    say_as<ForeignReason>("{reason}"), say_as<NoSuchFile>("No such file or directory"),
    say_as<PermissionDenied>("Permission denied"),
    say_as<OperationNotPermitted>("Operation not permitted"),
    say_as<NoSpaceLeft>("No space left on device"),
    say_as<DiskQuotaExceeded>("Disk quota exceeded"), say_as<IsADirectory>("Is a directory"),
    say_as<NotADirectory>("Not a directory"), say_as<DirectoryNotEmpty>("Directory not empty"),
    say_as<ReadOnlyFileSystem>("Read-only file system"), say_as<FileExists>("File exists"),
    say_as<FileNameTooLong>("File name too long"), say_as<TooManyOpenFiles>("Too many open files"),
    say_as<InputOutputError>("Input/output error"),
    say_as<NotARegularFile>("it is not a regular file"),
    say_as<FileUnreadable>("{path} cannot be read, {reason}"),
    say_as<FileUnwritable>("{path} cannot be written, {reason}"),
    say_as<TensorHeaderUnwritable>("{path} cannot be written, its header would have {bytes} bytes, "
                                   "allowed: {max}; use fewer or shorter names"),
    say_as<JsonSyntax>("not JSON, {place}, {reason}"),
    say_as<ValueRefused>("{path} is {value}, {problem}"),
    say_as<KeyGivenTwice>("{path} is given twice, {fix}"),
    say_as<NotAnOption>("{path} is not an option, {fix}"), say_as<AtLine>("{place}, {problem}"),
    say_as<KeepOneKey>("keep one"), say_as<NoSuchName>("there is no such name; {fix}"),
    say_as<DidYouMean>("did you mean {name}?"),
    say_as<HelpListsAll>("help without a key lists all"), say_as<GivenJson>("{json}"),
    say_as<GivenMap>("a map"), say_as<GivenList>("a list"), say_as<Allowed>("allowed: {form}"),
    say_as<AllowedNames>("allowed: {names}"), say_as<AllowedBool>("true or false"),
    say_as<AllowedInteger>("integer"), say_as<AllowedIntegerIn>("integer, {range}"),
    say_as<AllowedNumber>("number"), say_as<AllowedNumberIn>("number, {range}"),
    say_as<AllowedText>("text"), say_as<AllowedOneOf>("one of {names}"),
    say_as<AllowedListOf>("list of {element}"), say_as<AllowedMapOf>("map of {element}"),
    say_as<AllowedMap>("map"), say_as<AllowedKinds>("map with a kind: {kinds}"),
    say_as<AllowedOrNull>("{form}; null: automatic"),
    say_as<AllowedDuration>("duration: 90d, 7h, 30m, 15s or 2w"),
    say_as<AllowedTime>("time: 2026-11-21 or 2026-11-21T08:30:00Z"),
    say_as<RangeBetween>("{min} to {max}"), say_as<RangeAbove>("above {min}"),
    say_as<RangeAtLeast>("at least {min}"), say_as<RangeAtMost>("at most {max}"),
    say_as<TensorFileTooShort>("it is shorter than the length of its header"),
    say_as<TensorHeaderTooLong>("its header has {bytes} bytes, allowed: {max}"),
    say_as<TensorHeaderNotAMap>("its header is not a map"),
    say_as<TensorNameDuplicate>("its header has the duplicate key '{name}'"),
    say_as<TensorMetadataNotAMap>("its metadata are not a map"),
    say_as<TensorMetadataWrong>("its metadata '{key}' are not a text, or a duplicate key"),
    say_as<TensorKeysWrong>("tensor '{name}' has not dtype, shape and data_offsets alone"),
    say_as<TensorBytesWrong>(
        "tensor '{name}' takes bytes {begin} to {end} of {size}, which is not its shape"),
    say_as<TensorNotAligned>("tensor '{name}' is not aligned"),
    say_as<TensorOverlaps>("tensor '{name}' overlaps or leaves a gap"),
    say_as<TensorTrailingBytes>("it has trailing bytes behind its last tensor"),
    say_as<TensorMissing>("tensor '{name}' is missing, it should be {expected}"),
    say_as<TensorOfOtherForm>("tensor '{name}' should be {expected}, there is {found}"),

    // Errors of columns, conditions and features.

    // Errors of tables and what is read of them.

    // Errors of weights, indexes and their files.
    say_as<IsaMissing>(
        "TWOTOWER_ISA is {isa}, this machine has: {supported}; use one of these, or unset it"),
    say_as<IsaUnknownToDnnl>("TWOTOWER_ISA is {isa}, which oneDNN cannot be limited to; unset it"),
    say_as<HeadsDoNotDivide>("{path} is {heads}, which does not divide the {dim} numbers of an "
                             "item id's vector; use a divisor of {dim}"),
    say_as<OthersWithAttention>("{path} is others, which attention cannot do: it reads a history "
                                "in order; use encoder: mean or rule: before"),
    say_as<OthersWithDropout>("{path} is {dropout}, which the rule others of {sequence} does not "
                              "allow; use 0 or rule: before"),
    say_as<OthersWithTimeGap>(
        "{path} is true, which the rule others does not allow: the gap after the item that is left "
        "out would tell when it was taken; use rule: before"),
    say_as<SequencesDiffer>("{path} differs from {other}; all sequences must have the same"),
    say_as<TooManySequences>("features.user has {sequences} sequences, allowed: at most {max}"),
    say_as<HistoryWithoutIds>(
        "{path} is a history of item ids, but features.item has no feature of kind id; add one"),
    say_as<NoUserFeature>("features.user has no feature, nor has features.context; add one"),
    say_as<NoItemFeature>("features.item has no feature; add one"),
    say_as<WeightNotFinite>("{tensor} has a weight that is not a finite number"),
    say_as<TooFewWeights>("the model needs {needed} weights, there is room for {room}"),
    say_as<IndexUnusable>("{path}: {problem}; build the index anew"),
    say_as<IndexNotFlat>("metadata do not say that this is a flat index"),
    say_as<IndexOfOtherSimilarity>("metadata name an unknown similarity, or none"),
    say_as<IndexWithoutElements>("vectors have no elements"),
    say_as<IndexTooLarge>("{vectors} vectors, allowed: at most {max}"),

    // Errors of bundles.
    say_as<BundleMissing>(
        "there is no {path}; a bundle is what `twotower train` writes: runs/NAME/latest"),
    say_as<BundleIsAFile>("is a file, a bundle is a folder"),
    say_as<BundleWithoutManifest>("has no file manifest.json, so it is not a bundle"),
    say_as<BundleFileMissing>("is missing, the manifest names it"),
    say_as<BundleFileNotAFile>("is not a file"),
    say_as<BundleFileSize>("has {bytes} bytes, the manifest says {expected}"),
    say_as<BundleFileUnnamed>("is not named in the manifest"),
    say_as<BundleFileChanges>("changes while it is read"),
    say_as<BundleBlockDamaged>("is damaged between byte {begin} and {end}: its checksum differs"),
    say_as<BundleReplaced>("is replaced again and again while it is read"),
    say_as<ManifestTooLarge>("has {bytes} bytes, allowed: {max}"),
    say_as<ManifestUnwritable>("{path} would have {bytes} bytes, allowed: {max}; the config is too "
                               "long, or the bundle too large"),
    say_as<ManifestWithoutFormat>(
        "it has no format_version, so it is not the manifest of a bundle"),
    say_as<ManifestFormatWrong>("its format_version is {format}, allowed: at least 1"),
    say_as<ManifestNewer>("{path} has the format {format}, this program reads up to {max}; use the "
                          "newer program that wrote it"),
    say_as<ManifestOlder>("{path} has the format {format}, this program reads {readable}; train "
                          "again with the run's config.yaml, or use the program that wrote it"),
    say_as<ManifestChanged>("its checksum or layout differs; it was changed after it was written"),
    say_as<ManifestKeyWrong>("'{key}' is missing or has a form that is not allowed"),
    say_as<BundleConfigLacks>("config has no {key}"),
    say_as<BundleRuleOpen>("config.{path} does not say its rule"),
    say_as<IndexSizeWrong>("has {vectors} vectors, the catalog has {items} items"),
    say_as<IndexOfOtherTowers>("has vectors of another length or similarity than the towers"),
    say_as<IdTypesDiffer>("the manifest names another type of ids than the parts have"),
    say_as<ShownColumnMissing>("it has no column '{column}', which the config shows"),
    say_as<HistoriesWrong>("its histories have invalid offsets, items or event types"),
    say_as<NoSuchItemColumn>("no such column of items; {fix}"),
    say_as<NewItemsMissing>("there are no items to add"),
    say_as<NewItemIdsMissing>("item ids are missing; give each item an id"),
    say_as<NewItemIdIsAList>("an item id is a list; give each item one id"),
    say_as<NewItemIdEmpty>("item id {row} is empty; give each item an id"),
    say_as<NewItemIdNotInteger>("item id '{id}' is not an integer, as those of this bundle are"),
    say_as<NewItemIdDuplicate>("duplicate item id {id}; leave one of them out"),
    say_as<NewItemColumnWrong>("{column} {problem}; fix it, or leave it empty"),
    say_as<ColumnBecomesList>("is a list here and one value in the bundle"),
    say_as<ColumnBecomesSingle>("is one value here and a list in the bundle"),
    say_as<ColumnInexact>(
        "has fractions beside {integer}, an integer that does not fit a number of 64 bits exactly"),
    say_as<TextAmongIntegers>("is \"{text}\" here; the bundle has integers in this column"),
    say_as<TextAmongNumbers>("is \"{text}\" here; the bundle has numbers in this column"),

    // Errors of configs and what prepares data.
    say_as<ConfigNotAMap>("{path} is not a config, which is a map of options. If it holds data, "
                          "write one JSON object a line and let the name end in .jsonl"),
    say_as<ConfigForTable>("{flag} {path} names a config, where a table is expected: CSV, Parquet "
                           "or JSON lines. A config comes first: twotower train {path}"),
    say_as<ConfigTooLarge>("{path} has {bytes} bytes, a config at most {max}; is it one?"),
    say_as<OverrideWithoutValue>("--set {text} has no value, write KEY=VALUE"),
    say_as<YamlSyntax>("not YAML, {place}, {reason}"),
    say_as<YamlTooDeep>("more than {levels} levels or {values} values"),
    say_as<YamlTextTooLong>("more than {mebibytes} MiB of text"),
    say_as<ConfigZeroByte>("{place} has a zero byte; a config is UTF-8 text, so are names of files "
                           "and columns in it: rename the file, or convert the text"),
    say_as<ConfigNotUtf8>("{place} has bytes that are not UTF-8; a config is UTF-8 text, so are "
                          "names of files and columns in it: rename the file, or convert the text"),
    say_as<ConfigPath>("{path}"), say_as<ConfigKey>("a key"),

    // Errors of training and tests.
    say_as<NothingToLearn>(
        "no training row has a history, and features.user and features.context have nothing else: "
        "add the user's id or another feature, or data with longer sequences"),
    say_as<NothingShown>(
        "negatives.shown asks for what was shown beside a training row and not taken, and there is "
        "nothing: impressions are rows of the type `shown` or the like, or of 0 beside 1 "
        "(data.interactions.type), of the same data.interactions.request or of the half hour "
        "before, of items that somebody takes. Name these columns, or leave it out"),
    say_as<TrainingStopped>(
        "stopped in epoch {epoch} after {steps} {steps:step|steps}; --resume goes on from there"),
    say_as<LossNotFinite>("the loss is not finite at step {step} (epoch {epoch}), {furthest}; most "
                          "likely the learning rate is too high or towers.temperature too low. Try "
                          "--set train.optimizer.learning_rate={rate} --set "
                          "train.table_optimizer.learning_rate={table_rate}"),
    say_as<FurthestInLayers>("weights up to {size} in the layers"),
    say_as<FurthestInTable>("weights up to {size} in the table {table}"),
    say_as<CheckpointChanged>(
        "{path} is not as it was written: its checksum differs; start without --resume"),
    say_as<CheckpointWithoutPlace>(
        "{path} does not say where the training was; start without --resume"),
    say_as<CheckpointOfOther>("{path} has {values} values in {tensor}, this training has "
                              "{expected}: the config or the data differs; start without --resume"),
    say_as<MetricUnknown>("{path}: unknown metric `{metric}`; write one of {kinds}, then @ and the "
                          "length of the list, as in `recall@10`"),
    say_as<MetricLengthWrong>(
        "{path}: `{metric}` has the list length `{length}`; it is a whole number from 1 to {max}"),
    say_as<ScoreNotANumber>(
        "the score of item slot {slot} for query {query} (sequence {sequence}) is not a number: "
        "weights or vectors of the model are not finite; train again with a lower learning rate"),
    say_as<ItemKnnTooLarge>(
        "item-kNN: {items} items in {rows} rows have more than {pairs} pairs of neighbours, which "
        "is more than the {mebibytes} MiB allowed hold; allow more memory, or fit on fewer rows"),

    // Errors of the state folder.

    // Errors of requests and generations.

    // Errors of HTTP.

    // Errors of what commands and programs ask for.

    // Errors of the command line.

    // Help.
    say_as<HelpTableHead>("| option | default | allowed | meaning |"),
    say_as<HelpOption>("{path}: {allowed}; default {default}\n    {help}"),
    say_as<HelpAutomatic>("automatic"), say_as<AllowedCondition>("condition: {example}"),
    say_as<AllowedPeriod>("number, {share}, or {example}"),
    say_as<PeriodWithoutStart>("`from` is missing; allowed: {form}"),
    say_as<HelpProgram>(
        "Two-tower recommendation. Kernels run on {kernels}, products on {products}."),
    say_as<HelpUsage>("Usage: {call}"), say_as<HelpAnyOptions>("[OPTIONS]"),
    say_as<HelpAnyCommand>("COMMAND"), say_as<HelpArguments>("Arguments:"),
    say_as<HelpOptions>("Options:"),
    say_as<HelpOptionsOneNeeded>("Options, at least one of which is required:"),
    say_as<HelpCommands>("Commands:"), say_as<HelpValueText>("TEXT"),
    say_as<HelpValueInteger>("INT"), say_as<HelpValueNumber>("NUMBER"),
    say_as<HelpValueSeveral>("{min} or more"), say_as<HelpValueDefault>("default {value}"),
    say_as<HelpRequired>("required"), say_as<HelpNeeds>("needs {flags}"),
    say_as<HelpExcludes>("excludes {flags}")};
static_assert(covers(kEnglish, AllMessages()), "every message has its sentence");

}  // namespace

std::span<const Sentence> sentences_in_english() {
  return kEnglish;
}

}  // namespace twotower

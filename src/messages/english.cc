#include "messages/catalog.h"

namespace twotower {
namespace {

constexpr Sentence kEnglish[] = {
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

    // Runs.
    say_as<LabelRead>("read"), say_as<LabelColumns>("columns"), say_as<LabelWeights>("weights"),
    say_as<LabelFound>("found"), say_as<LabelChecked>("checked"), say_as<LabelRepeats>("repeats"),
    say_as<LabelSplit>("split"), say_as<LabelChosen>("chosen"), say_as<LabelRefit>("refit"),
    say_as<LabelModel>("model"), say_as<LabelCost>("cost"), say_as<LabelTest>("test"),
    say_as<LabelVerdict>("verdict"), say_as<LabelNext>("next"), say_as<LabelBundle>("bundle"),
    say_as<LabelGeneration>("generation"), say_as<LabelCatalog>("catalog"),
    say_as<LabelUserTower>("user tower"), say_as<LabelItemTower>("item tower"),
    say_as<LabelCompared>("compared"), say_as<LabelTable>("table"), say_as<LabelPart>("part"),
    say_as<LabelTested>("tested"),
    say_as<DataRead>("{interactions} {interactions:interaction|interactions}, {users} "
                     "{users:user|users}, {sequences} {sequences:sequence|sequences}, {items} "
                     "{items:item|items}{files}{period}"),
    say_as<ReadInFiles>(" in {files} {files:file|files}"),
    say_as<ReadPeriod>(", {first} .. {last}"), say_as<ReadSeconds>("{seconds} s"),
    say_as<ColumnsRead>("{columns} (order: {order})"), say_as<OrderByTime>("time"),
    say_as<OrderByColumn>("order"), say_as<OrderIsNone>("none"),
    say_as<EncodingFound>("{path}: is read as {encoding} ({option}.encoding)"),
    say_as<NoHeaderFound>(
        "{path}: has no header line: its columns are column_1 to column_{columns} "
        "({option}.header)"),
    say_as<RowsNotKept>("{rows} {rows:row is|rows are} left out by keep and last"),
    say_as<ImpressionRows>("{rows} {rows:row is an impression: no interaction|rows are "
                           "impressions: no interactions}"),
    say_as<BadRowsSkipped>("{rows} {rows:row|rows} cannot be used: left out (data.*.on_bad_row)"),
    say_as<HeaderRowsSkipped>("{rows} {rows:row repeats|rows repeat} the header: left out"),
    say_as<LogRowsRead>("{rows} {rows:row is an event|rows are events} of the log "
                        "(data.interactions.log)"),
    say_as<LogEventsUntyped>("{events} {events:event|events} of the log came without a type"),
    say_as<LogValuesUnfit>("{values} {values:value of the log is|values of the log are} not of "
                           "the type of {values:its|their} column: missing"),
    say_as<TimesMissing>("{rows} {rows:row has|rows have} no time"),
    say_as<OrdersMissing>("{rows} {rows:row has|rows have} no place in the order"),
    say_as<ValuesNotNumbers>("{values} {values:value is|values are} not a number: read as missing"),
    say_as<ListsAscend>("lists ascend by item id: they tell no order"),
    say_as<RepeatShareIs>("{rows} of validation rows return to a known item: {rule}"),
    say_as<KnownItemsStay>("known items stay in the lists"),
    say_as<KnownItemsLeftOut>("known items are left out"),
    say_as<SplitParts>(
        "{kind}: train {train} | validation {validation} | test {test}{cold}{unused}"),
    say_as<PartOfRows>("{rows}"), say_as<PartUntil>("{rows} to {date}"),
    say_as<SplitColdItems>(" | cold items {rows}"), say_as<SplitUnused>(" | in none {rows}"),
    say_as<SplitIsLater>("split.leaks: {rows} of training rows are later than a test row: no "
                         "figure of production; split.kind=time is one"),
    say_as<DecisionMade>("{key}{note}: {choice}"), say_as<NoteUser>(""), say_as<NoteItem>(""),
    say_as<NoteTime>(""), say_as<NoteOrder>(""), say_as<NoteTypeColumn>(""),
    say_as<NoteTypeWeights>(""), say_as<NoteSession>(""), say_as<NoteRepeat>(""),
    say_as<NoteFeatures>(""), say_as<NoteItemFeatures>(""), say_as<NoteUserFeatures>(""),
    say_as<NoteContextFeatures>(""), say_as<NoteNegatives>(""), say_as<NoteSplit>(""),
    say_as<NoteEpochs>(""), say_as<NoteBatchSize>(""), say_as<TowerDrawn>("{inputs}{widths}"),
    say_as<TowerInputs>("{first} + {next}"), say_as<TowerFeature>("{feature} {kind} {width}"),
    say_as<TowerContext>("context {feature} {kind} {width}"),
    say_as<TowerHistory>("{feature} (newest {newest}) {kind} {width}"),
    say_as<RefitEpochs>("{epochs} {epochs:epoch|epochs} on training and validation rows"),
    say_as<ModelTowers>("user {user} | item {item}"),
    say_as<TrainingCost>("{memory} of memory besides the data, weights {weights}{time}"),
    say_as<TrainingTime>("; at most {duration} on {threads} {threads:thread|threads}"),
    say_as<WholeSeconds>("{seconds} s"), say_as<WholeMinutes>("{minutes} min"),
    say_as<EpochNumber>("epoch {epoch}"), say_as<EpochLoss>("loss {loss}"),
    say_as<EpochValidation>("validation {value}{best}"), say_as<EpochIsBest>(" (best)"),
    say_as<TestUsers>("{users} {users:user|users}"),
    say_as<ColdAmongAll>("cold items, among all items: {users} {users:user|users}"),
    say_as<ColdAlone>("cold items, among themselves: {users} {users:user|users}"),
    say_as<KnownTargets>("{known} of {all} test targets are left out: their users had them before "
                         "(data.repeat=exclude)"),
    say_as<SliceTargets>("{targets} {targets:target|targets}"),
    say_as<VerdictWithCauses>("{verdict} Likely causes, most likely first:"),
    say_as<CauseOfCode>("{code}: {cause}"), say_as<TryCommand>("try: {command}"),
    say_as<ResultPopularity>("popularity"), say_as<ResultPopularityRefit>("popularity (refit)"),
    say_as<ResultPopularityAllRows>("popularity (all rows)"),
    say_as<ResultUserPopularity>("user popularity"),
    say_as<ResultUserPopularityRefit>("user popularity (refit)"), say_as<ResultItemKnn>("item-kNN"),
    say_as<ResultItemKnnRefit>("item-kNN (refit)"), say_as<ResultRandom>("random"),
    say_as<ResultTwoTowers>("two towers"), say_as<ResultNewUsers>("new users"),
    say_as<ResultFewEvents>("1 to 4 events"), say_as<ResultSomeEvents>("5 to 49 events"),
    say_as<ResultManyEvents>("50 events or more"), say_as<ResultNewItems>("new items"),
    say_as<ResultRareItems>("rare items"), say_as<ResultPopularItems>("popular items"),
    say_as<ResultWarmItems>("trained items"), say_as<ResultItemsShown>("items shown"),
    say_as<ResultListsAlike>("lists alike"), say_as<TypeInteger>("integer"),
    say_as<TypeNumber>("number"), say_as<TypeText>("text"), say_as<TypeTime>("time"),
    say_as<TypeList>("list of {of}"),
    say_as<TableInspected>(
        "{path}: {format}, {rows} {rows:row|rows}, {columns} {columns:column|columns}"),
    say_as<HeadColumn>("column"), say_as<HeadType>("type"), say_as<HeadMissing>("missing"),
    say_as<HeadDistinct>("distinct"), say_as<HeadValues>("values"),
    say_as<BundleGeneration>("{generation}, created {created} by twotower {version}"),
    say_as<BundleCatalog>("{items} {items:item|items}; {users} {users:user|users} with {events} "
                          "{events:event|events}; repeat: {repeat}"),
    say_as<BundleCompared>("by {similarity}, temperature {temperature}"),
    say_as<BundleTable>("{name}: {rows} x {dim}, {bytes} {bytes:byte|bytes}"),
    say_as<BundleWeights>("{weights} in layers"),
    say_as<BundlePart>("{name}: {bytes} {bytes:byte|bytes}"),
    say_as<BundleTested>("{users} {users:user|users}: {metrics}"),
    say_as<MetricIs>("{metric} {value}"), say_as<CompareWon>("won"), say_as<CompareLost>("lost"),
    say_as<CompareSame>("same"), say_as<CompareInterval>("(95 %: {low}..{high})"),
    say_as<CompareConfig>("config {key}: {change}"),

    // The report's page.
    say_as<PageTable>("All items ranked for every test user"),
    say_as<PageTableNote>(
        "recall: how much of what a user took next is in the list. ndcg and mrr count more what "
        "stands higher. ± is half of the 95 % interval. Lists alike: what the lists of two random "
        "users have in common."),
    say_as<PageKnownTargets>("%1 of %2 test targets are left out: their users had them before "
                             "(data.repeat=exclude)."),
    say_as<PageColdItems>("Held-out items, among all items"),
    say_as<PageColdItemsAlone>("Held-out items, among themselves"),
    say_as<PageSlices>("For whom it works"),
    say_as<PageSlicesNote>("The two towers, by the history of the user and by how often the item "
                           "was trained."),
    say_as<PageChecks>("The data"), say_as<PageMap>("Items and users in one space"),
    say_as<PageMapNote>(
        "The first two principal components of the item vectors. Near means alike to the model. A "
        "larger point is a more frequent item; the most frequent ones have their names, all "
        "others tell theirs when you point at them."),
    say_as<PageCurves>("Training"), say_as<PageExposure>("Who gets shown"),
    say_as<PageExposureNote>("Items from the most to the least frequent, a tenth each: their share "
                             "of the training rows, and of all top-10 lists."),
    say_as<PagePeople>("Ten users"),
    say_as<PagePeopleNote>(
        "Evenly from short to long histories. Green: what the user really took next."),
    say_as<PageAgain>("The same run again"), say_as<PageConfig>("The complete config"),
    say_as<PageCauses>("Likely causes, most likely first, each with a command to try:"),
    say_as<PageWarnings>("Worth a look, each with a command to try:"),
    say_as<PageInteractions>("interaction|interactions"), say_as<PageUsers>("user|users"),
    say_as<PageItems>("item|items"), say_as<PageEpochs>("epoch|epochs"),
    say_as<PageSeconds>("%1 s of training"), say_as<PageTargets>("targets"),
    say_as<PageOther>("other"), say_as<PageUserPoints>("users"), say_as<PageLoss>("loss"),
    say_as<PageEpoch>("epoch"), say_as<PageEpochValue>("epoch %1: %2"),
    say_as<PageKept>("%1 (kept: epoch %2: %3)"), say_as<PageTenth>("tenth"),
    say_as<PageRows>("training rows"), say_as<PageHistory>("before (newest first)"),
    say_as<PageTook>("took"), say_as<PageMore>("+ %1 more"), say_as<PageLike>("like %1"),
    say_as<PageNothing>("nothing"), say_as<PagePlace>("place %1"),
    say_as<PageNotListed>("not in the list"), say_as<PagePair>("%1: %2"),
    say_as<PageNeedsScript>("This page is drawn by its own script: allow scripts to see it."),
    say_as<ValidationOf>("validation {metric}"),

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

    // Errors of columns, conditions and features.

    // Errors of tables and what is read of them.

    // Errors of weights, indexes and their files.

    // Errors of bundles.

    // Errors of configs and what prepares data.

    // Errors of training and tests.

    // Errors of the state folder.

    // Errors of requests and generations.

    // Errors of HTTP.

    // Errors of what commands and programs ask for.

    // Errors of the command line.
};
static_assert(covers(kEnglish, AllMessages()), "every message has its sentence");

}  // namespace

std::span<const Sentence> sentences_in_english() {
  return kEnglish;
}

}  // namespace twotower

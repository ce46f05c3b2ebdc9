#include "messages/catalog.h"

#include <span>

namespace twotower {
namespace {

// Checks of the data.
constexpr Sentence kFindingMessages[] = {
    say_as<HeavyUsersKept>(
        "{users} {users:user makes|users make} {share} of all events (bots?): kept: {names}"),
    say_as<HeavyUsersLeftOut>(
        "{users} {users:user makes|users make} {share} of all events (bots?): left out: {names}"),
    say_as<UnjoinableUsers>("{rows} of the rows name a user that the table lacks ({missing} "
                            "{missing:user|users}): kept, by id only"),
    say_as<UnjoinableItems>("{rows} of the rows name an item that the table lacks ({missing} "
                            "{missing:item|items}): kept, by id only"),
    say_as<UnusedUsers>("{unused} of {all} users never occur in the interactions"),
    say_as<UnusedItems>("{unused} of {all} items never occur in the interactions"),
    say_as<SameTimeByFile>("{rows} of rows share their time with another of the same user or "
                           "session: their order is that of the file"),
    say_as<SameTimeByColumn>("{rows} of rows share their time with another of the same user or "
                             "session: the order column decides"),
    say_as<DuplicateRows>("{rows} of rows repeat another in user, item and time: kept"),
    say_as<OneMoment>("{rows} of rows have one and the same time: a default value?"),
    say_as<FarTimes>("less than 1 % of the rows lie farther in time from the others than the whole "
                     "span of the others: wrong clocks?"),
    say_as<RowsBehind>(
        "{rows} {rows:row|rows} ({share}) {rows:is|are} a day or more earlier than rows above, in "
        "a file that is sorted by time: late arrivals, or times that were shifted"),
    say_as<OrderWithoutMeaning>(
        "the order says nothing, and is kept, since the config states it: item-kNN finds held-out "
        "items with NDCG {in_order} from what came before them, {shuffled} if that is shuffled, "
        "{as_sets} as a set"),
    say_as<SequencesSorted>("all sequences follow one order of the items: they are sorted, which "
                            "does not say what came first; kept, since the config states an "
                            "order"),
    say_as<LoggedTwice>("{rows} of the rows repeat the same user's row of the same item within 10 "
                        "seconds: logged twice?"),
    say_as<TestLoggedTwice>("for {test} of the test rows, their history has the same item less "
                            "than 10 seconds before; {rows} of the rows repeat the same user's row "
                            "of the same item within 10 seconds: logged twice?"),
    say_as<TestRowsInTraining>("{test} of the test rows are also in training (equal user, item and "
                               "time); {training} of the training rows have such a twin"),
    say_as<UntimedTestRowsInTraining>(
        "{test} of the test rows are also in training (equal user and item); {training} of the "
        "training rows have such a twin"),
    say_as<TestMomentsShared>("{test} of the test rows have a twin of the same item and time; of "
                              "the validation rows, {validation}"),
    say_as<TestRunsCopied>("{test} of the test rows end a run of {length} rows that is also in "
                           "training; of the validation rows, {validation}"),
    say_as<TestRowsShifted>(
        "{test} of the test rows are later than their user's training row of the same item by one "
        "and the same time; of the validation rows, {validation}"),
    say_as<TestItemsKnown>("{test} of the test rows name an item that their user took in training; "
                           "of the validation rows, {validation}"),
    say_as<CopiedUsers>("{share} of the users or sessions with {items} or more different items "
                        "have the same history as another, from its start"),
    say_as<TellsItem>("belongs to the item: it has one value in {rows} of the rows of an item, so "
                      "a request that knew it would know the answer"),
    say_as<NarrowsItem>(
        "describes the item rather than the request: rows of one item are {by_item} more alike in "
        "it than any two rows, rows of one user and moment but of other items only {by_context}; "
        "a request that knew it would know much of the answer"),
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
    say_as<LeakUnread>(": not read by any feature"),
    say_as<LeakKept>(": kept"),
    say_as<LeakDropped>(": left out"),
    say_as<ColumnValue>("{column}"),
    say_as<IdValue>("id"),
    say_as<EventWeight>("weight"),
    say_as<TotalOfGroup>("{figure} of the {group}"),
    say_as<TotalInPart>("{figure} in {part}"),
    say_as<SumOf>("sum of {value}"),
    say_as<MeanOf>("mean {value}"),
    say_as<NextOf>("next {value}"),
    say_as<SumSoFar>("sum of {value} so far"),
    say_as<MeanSoFar>("mean {value} so far"),
    say_as<TotalDays>("days"),
    say_as<TotalOthers>("distinct others"),
    say_as<FirstTime>("first time"),
    say_as<LastTime>("last time"),
    say_as<TotalLength>("length"),
    say_as<NextTime>("next time"),
    say_as<NumberOfRows>("number of rows"),
    say_as<RowsLeft>("number of rows left"),
    say_as<PlaceInOrder>("place in the order"),
    say_as<TotalRows>("rows"),
    say_as<RowsOfLast14Days>("rows of the last 14 days"),
    say_as<RowsOfLast30Days>("rows of the last 30 days"),
    say_as<RowsOfLast7Days>("rows of the last 7 days"),
    say_as<RowsOfLastDay>("rows of the last day"),
    say_as<RowsOfLastHalf>("rows of the last half"),
    say_as<RowsOfLastQuarter>("rows of the last quarter"),
    say_as<RowTime>("time"),
    say_as<TimeFromFirstToLast>("time from first to last"),
    say_as<TimeLeft>("time left"),
    say_as<TimeSinceRowBefore>("time since the row before"),
    say_as<TimeSinceStart>("time since the start"),
    say_as<TimeToNextRow>("time to the next row"),
    say_as<OfSequence>("sequence"),
    say_as<OfUser>("user"),
    say_as<OfSession>("session"),
    say_as<OfItem>("item"),
    say_as<OfUsersDay>("user's day"),
    say_as<OfItemsDay>("item's day"),
    say_as<InTraining>("training"),
    say_as<InTrainingAndValidation>("training and validation"),
    say_as<InTest>("the test"),
    say_as<InAllParts>("all parts"),
};
static_assert(covers(kFindingMessages, FindingMessages()));

constexpr Sentence kTestMessages[] = {
    say_as<EmptyHistories>("{rankings} of the test rankings have no history: of these users the "
                           "model knows what the users table and the context say, or nothing"),
    say_as<EmptyHistoriesOfSessions>(
        "{rankings} of the test rankings have no history: sessions end "
        "before the test begins; ask for the next event inside them"),
    say_as<RivalSaysMost>(
        "no known cause was found: {rival} alone says most of what this data has; "
        "ship it, or try another capacity"),
    say_as<ColdBelowRandom>("items without training rows are ranked below a random order: {metric} "
                            "{value}, random {random}; the item tower relies on ids"),
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
                       "items in common with the test, all training rows together {all}"),
    say_as<FewEventsForEncoder>("users have {events} training events on average: little to learn a "
                                "taste from; a mean needs less than an encoder with weights"),
    say_as<FewEventsForVectors>("users have {events} training events on average: little to learn a "
                                "taste from; smaller vectors need less"),
    say_as<TrainingIsLater>("{rows} of the training rows are later than a test row: the metrics "
                            "say little about production"),
    say_as<VerdictOpen>("NOT better than {rival} in {metric} as far as fewer than {users} test "
                        "users can tell: {gain} %."),
    say_as<VerdictBetter>("{gain} % better than {rival} in {metric} (95 % interval over users, not "
                          "over weeks: {low}..{high}). Worth an A/B test."),
    say_as<VerdictNotBetter>("NOT better than {rival} in {metric} ({gain} %, 95 % interval over "
                             "users, not over weeks: {low}..{high})."),
    say_as<RivalItemKnn>("item-kNN"),
    say_as<RivalPopularity>("popularity"),
    say_as<RivalUserPopularity>("user popularity"),
    say_as<InfinitelyMany>("infinitely many"),
    say_as<Comma>(", "),
};
static_assert(covers(kTestMessages, TestMessages()));

// Decisions.
constexpr Sentence kDecisionMessages[] = {
    say_as<FeaturesChosen>("{features}"),
    say_as<ContextChosen>("known when a request is made: {features}"),
    say_as<FeatureOfKind>("{feature} {kind}"),
    say_as<IdOfItem>("the item's id"),
    say_as<HistoryByAttention>(
        "history of {length} by attention: the median history has {median} rows"),
    say_as<ShortHistoryByMean>("history of {length} by its mean: most are short"),
    say_as<UnorderedHistoryByMean>("history of {length} by its mean: the data has no order"),
    say_as<HistoryByTrials>("history by {chosen} ({metric} of short trials: {trials})"),
    say_as<HistoryStays>(
        "history by {chosen}: no other is {margin} better ({metric} of short trials: "
        "{trials})"),
    say_as<HistoryTrial>("{history} {value}"),
    say_as<AttentionOver>("attention over {length}"),
    say_as<MeanOver>("the mean of {length}"),
    say_as<KindNumber>("number"),
    say_as<KindCategory>("category"),
    say_as<KindTags>("tags"),
    say_as<KindText>("text"),
    say_as<KindVector>("vector"),
    say_as<KindId>("id"),
    say_as<FeaturesSwitchedOff>("switched off by the config: {features}"),
    say_as<ColumnsLeftOut>("left out: {columns}"),
    say_as<ColumnLeftOut>("{column} ({why})"),
    say_as<HasOneValue>("one value"),
    say_as<HasNoValue>("no value"),
    say_as<AmbiguousNumbers>("1,234 may be 1234 or 1.234: name a number feature for it with "
                             "decimal: point or comma"),
    say_as<MixedNumbers>("numbers of several units"),
    say_as<IsMoment>("a time"),
    say_as<IsSession>("sessions"),
    say_as<HoldsObjects>("objects, not values"),
    say_as<IsCode>("a different value in nearly every row: a code"),
    say_as<HasPrivateName>("its name suggests personal data"),
    say_as<LooksLikeMails>("looks like email addresses"),
    say_as<LooksLikePhones>("looks like phone numbers"),
    say_as<LooksLikePages>("looks like URLs"),
    say_as<UnevenLists>("lists of numbers of different lengths"),
    say_as<ItemsTooSeldom>("items repeat too seldom to tell"),
    say_as<UnknownTypes>("named like event types, but none is known: --type COLUMN"),
    say_as<IsOutcome>("known only with or after the event"),
    say_as<IsOfLaterEvents>("only later events, such as orders, have it"),
    say_as<GivesItemAway>("belongs to the item and changes: it would give the item away"),
    say_as<MostlyNewValues>("most values are new to training: {rows} of the validation rows"),
    say_as<AllItemsCompared>("all {items} items at every step"),
    say_as<DrawnNegatives>("the step's own items (in-batch) and {drawn} drawn at random"),
    say_as<TypesWeighted>("{types}"),
    say_as<KnownTypeWeight>("{type} {weight}"),
    say_as<UnknownTypeWeight>("{type} {weight} (unknown type)"),
    say_as<ShownTypeWeight>("{type} {weight} (only shown)"),
    say_as<DislikedTypeWeight>("{type} {weight} (disliked)"),
    say_as<VotesDisliked>("{column} of 0 or less ({rows} of the rows): in no history, and these "
                          "items in no list of these users"),
    say_as<ZerosUnrated>("none: {column} is 0 in {rows} of the rows, which looks like `not rated`; "
                         "these rows count as taken"),
    say_as<RatingsTaken>("all rows: each counts as taken, whatever its {column} ({min} to {max})"),
    say_as<EventsCollapsed>("{within}: {rows} of the rows follow an event of another type with the "
                            "same item by less"),
    say_as<DatesOrdered>("{order}, as {text} tells"),
    say_as<EpochsByRows>("at most {epochs}, by the number of rows ({rows})"),
    say_as<EpochsByMinutes>("{epochs}: together with reading and testing they fit into the "
                            "{minutes} min allowed"),
    say_as<PartEpochsByMinutes>("{epochs} of {steps} {steps:step|steps} each, a part of the rows: "
                                "together with reading and testing they fit into the {minutes} min "
                                "allowed"),
    say_as<BatchByRows>("{size}, by the number of rows"),
    say_as<IdsDropped>("{dropped}: {targets} of the validation targets are items without training "
                       "rows, which are known by their features"),
    say_as<IdsDroppedByTrials>(
        "{chosen}: {targets} of the validation targets are items without training rows ({metric} "
        "of short trials: with {dropped} {with}, without {without})"),
    say_as<LabelOfItems>("{column}: lists show it, and it may be written for an item's id"),
    say_as<IdsOfInteractions>("{column}, which has the values of {of}"),
    say_as<SplitByTime>("time: the last 10 % of the rows are test, the 10 % before them "
                        "validation, one cut in time for all users"),
    say_as<SplitInsideSequences>(
        "time: the last 10 % of the rows are test, the 10 % before them validation. Hardly a "
        "sequence crosses the cut ({sequences} of those tested), so the test asks for the next "
        "event "
        "inside them (targets: event, min_history: 1)"),
    say_as<SplitLeavesOneOut>("leave_one_out: the last interaction of each sequence is test"),
    say_as<SplitAtRandom>("random: the data has no order"),
    say_as<OrderCounts>(
        "the order counts: item-kNN finds held-out items with NDCG {in_order} from what came "
        "before them, {shuffled} if that is shuffled, {as_sets} as a set"),
    say_as<OrderSaysNothing>(
        "none: the order says nothing. item-kNN finds held-out items with NDCG {in_order} from "
        "what came before them, {shuffled} if that is shuffled, {as_sets} as a set"),
    say_as<OrderIsOfItems>("none: all sequences follow one order of the items. They are sorted, "
                           "which does not say what came first"),
    say_as<OrderUnclear>(
        "trusted: too little data to tell whether the order counts. item-kNN finds held-out items "
        "with NDCG {in_order} from what came before them, {shuffled} if that is shuffled, "
        "{as_sets} as a set"),
    say_as<OrderUntested>(
        "trusted: {sequences} {sequences:sequence is|sequences are} too few to tell whether the "
        "order counts"),
    say_as<RepeatsAllowed>("allow: users return to known items"),
    say_as<RepeatsExcluded>("exclude: users seldom return"),
};
static_assert(covers(kDecisionMessages, DecisionMessages()));

// Answers.
constexpr Sentence kAnswerWords[] = {
    say_as<HadOnce>("you had it"),
    say_as<HadTimes>("you had it {times} times"),
    say_as<HadOfType>("you had it: {type} {times} {times:time|times}"),
    say_as<NearItem>("near {item}, which you had"),
    say_as<FitsUser>("fits your {feature}"),
    say_as<FitsMoment>("fits the {feature}"),
    say_as<NearVector>("near the given vector"),
    say_as<PopularItem>("popular: taken {times} {times:time|times}"),
    say_as<UserHadIt>("the user had it: known items are left out (data.repeat)"),
    say_as<UserDislikedIt>("the user disliked it"),
    say_as<NotOfFilter>("it does not pass the filter of the request"),
    say_as<BreaksRule>("it does not pass {rule}"),
    say_as<RulesOfBundle>("the rules of the bundle (serve.rules)"),
    say_as<RulesOfServer>("the rules of the server (/v1/rules)"),
    say_as<RuleOfName>("the rule '{rule}' (/v1/rules)"),
    say_as<RuleOfNumber>("rule {number} (/v1/rules)"),
    say_as<ShownEnough>("the user was shown it {times} times within {within} (serve.shown)"),
    say_as<ExcludedByRequest>("excluded by the request"),
    say_as<NotInIndex>("it is not in the index of this bundle"),
    say_as<HeadItem>("item"),
    say_as<HeadScore>("score"),
    say_as<HeadMatch>("match"),
    say_as<MatchIsPercentile>(
        "match: the share of the catalog that scores lower for this request (a percentile)"),
    say_as<MostPopularItems>("nothing is known about this user: the most popular items; the score "
                             "is their number of training rows"),
    say_as<RowsOfEachItem>(
        "nothing is known about this user: the score is the number of training rows of each item"),
    say_as<FewerItems>("fewer than asked for: {catalog} {catalog:item|items} in the catalog; left "
                       "out: {filter} by the filter, {rules} by the rules, {seen} already seen, "
                       "{exclude} excluded, {caps} over the caps"),
    say_as<ValuesUnknown>("{field}: {values} unknown {values:value|values}"),
    say_as<ValueNear>("{field}: '{value}' is unknown; did you mean {flag} {text}?"),
    say_as<WroteLists>(
        "{path}: the best {items} {items:item|items} for {users} {users:user|users}"),
    say_as<ShortLists>("{lists} {lists:list has|lists have} fewer than {items} "
                       "{items:item|items}, {empty} of them none"),
    say_as<PopularLists>("{lists} {lists:list is|lists are} the most popular items: nothing is "
                         "known about these users"),
    say_as<UsersNew>("{users} {users:user is|users are} new to this bundle"),
    say_as<ProgramsLeftOut>("{users} {users:user|users} with far more events than people make "
                            "(bots) were left out, as in training; --users FILE still writes to "
                            "them"),
    say_as<HeadUser>("user"),
    say_as<OfferedTo>("{item}: the best {users} {users:user|users} of {asked}"),
    say_as<UsersBarred>("{users} {users:user is|users are} left out: rules, filter or known items "
                        "keep it from their lists, or nothing is known about them"),
    say_as<WroteUsers>("{path}: the best {users} {users:user|users} for {item}"),
    say_as<NotInCatalog>("not in the catalog"),
    say_as<ItemNamed>("{id} ({label})"),
    say_as<LabelItem>("item"),
    say_as<LabelRank>("rank"),
    say_as<LabelWhyNot>("why not"),
    say_as<LabelUser>("user"),
    say_as<LabelNearest>("nearest"),
    say_as<LabelMoves>("moves"),
    say_as<RankOfItem>("{rank} of all {items} items"),
    say_as<PlaceOfItem>(", {place} of the {items} that may be listed"),
    say_as<StandingOfItem>("   score {score}   match {match}"),
    say_as<RanksByPopularity>("nothing is known about this user: items rank by popularity"),
    say_as<CosineOf>("cosine"),
    say_as<TakenTimes>("taken {times} {times:time|times}"),
    say_as<LastTakenAt>(", last at {time}"),
    say_as<OfUserFeature>("of the user"),
    say_as<OfMomentFeature>("of the moment"),
    say_as<OfHistory>("the whole history"),
    say_as<OfHistoryItem>("of the history"),
    say_as<OfRepeats>("taken before"),
    say_as<OfItemFeature>("of the item"),
    say_as<EffectOnScore>("score"),
    say_as<EffectOnPlaces>("places"),
    say_as<EffectExplained>("(with it minus without it: above 0 is in favour of the item)"),
};
static_assert(covers(kAnswerWords, AnswerWords()));

// Commands.
constexpr Sentence kCommandWords[] = {
    say_as<LabelWrote>("wrote"),
    say_as<LabelLeftOut>("left out"),
    say_as<ItemsAdded>(
        "{path}: {added} new {added:item|items}, {replaced} replaced, {items} in all"),
    say_as<ItemsGeneration>("generation {generation}, from {parent}; nothing was trained"),
    say_as<ItemsWithoutValues>("{items} of the new items {items:has|have} no value of {columns}: "
                               "the model cannot tell such items apart"),
    say_as<ItemsByIdAlone>(
        "{items} new {items:item|items}: the model reads nothing of an item but its id, so it "
        "cannot tell them apart; train with features of items (--items FILE)"),
    say_as<ItemsLackColumns>("{path} has no {columns}: such values are missing of new items; known "
                             "ones ({replaced} here) keep theirs"),
    say_as<ItemsNearlyKnown>(
        "{items} new {items:id differs|ids differ} from a known one by leading "
        "zeros alone, e.g. {id} beside {known}: were zeros lost (by a "
        "spreadsheet, or by reading ids as numbers)?"),
    say_as<IndexWritten>("{path}: {items} {items:item|items}, vectors of {dim} "
                         "{dim:number|numbers} ({column}), compared by {similarity}"),
    say_as<IndexGeneration>(
        "generation {generation}; model {model}, which a request with a user_vector names"),
    say_as<IndexColumns>("{columns}: for filters, and shown"),
    say_as<IndexLeftOut>("{columns}: looks like personal data, or holds other vectors or objects"),
    say_as<IndexItemsWithoutRow>("{items} {items:item is|items are} not in the table of items: "
                                 "{items:its|their} columns are missing"),
    say_as<IndexZeroVectors>("{vectors} {vectors:vector is|vectors are} all zeros: {vectors:it "
                             "scores|they score} the same for everybody"),
    say_as<LogExported>("{folder}: {events} {events:event|events} in {files} {files:file|files}, "
                        "up to position {position} of log {log}"),
    say_as<LogTrainedOn>("{command} also trains on them"),
    say_as<LogTimesLeftOut>(
        "{events} {events:event|events} with times before 1995 or after tomorrow"),
    say_as<LogNamesLeftOut>(
        "{names} context {names:name|names} that few events have, such as `{example}`"),
    say_as<BackedUp>("{path}: everything up to position {position} of the log"),
    say_as<StateRestored>("{path}: every file was checked"),
    say_as<StateServed>("{command} serves from it"),
    say_as<GenerationLeftOut>("a generation that does not serve and is damaged: {problem}"),
    say_as<LabelTraining>("training"),
    say_as<LabelMachines>("machines"),
    say_as<SizeOfTraining>("{memory} of memory, at most {duration} on {threads} "
                           "{threads:thread|threads} ({epochs} {epochs:epoch|epochs}), reading and "
                           "testing included"),
    say_as<SizeOfPlannedTraining>("{memory} of memory, for ids alone and 50 events a user"),
    say_as<SizeOfBundle>("{disk} on disk"),
    say_as<SizeOfServing>(
        "{memory} of memory; a core like this one answers {requests} requests a second"),
    say_as<SizeInMachines>(
        "{machines} of {cores} {cores:core|cores} for {qps} requests a second, half "
        "used"),
    say_as<WorldWritten>("{folder}: {users} {users:user|users}, {items} {items:item|items}, "
                         "{interactions} {interactions:interaction|interactions}"),
    say_as<LabelTruth>("truth"),
    say_as<WorldTruth>("with the true tastes known, the next item is among the ten shown in "
                       "{knowing} of the rows; by guessing, in {guessing}"),
    say_as<LabelServing>("serving"),
};
static_assert(covers(kCommandWords, CommandWords()));

// Errors that hold another.
constexpr Sentence kErrorMessages[] = {
    say_as<ErrorAt>("{place}: {problem}"),
    say_as<ErrorBelow>("{path}{problem}"),
    say_as<FileDamaged>("{path} is damaged: {problem}"),
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
    say_as<ManyBadRowsAdvice>("{problem}. Fix the rows, or leave them out: --set {setting}"),
    say_as<TooManyBadRows>(
        "{option}.on_bad_row: more than {max} {max:row|rows} cannot be used, too many for slips; "
        "fix the data or its options, or raise {option}.on_bad_row.max. The first: {first}"),
    say_as<RulesDoNotFit>(
        "{problem}; this bundle cannot follow the rules that the server was given (PUT /v1/rules): "
        "serve the previous bundle, and change the rules there"),
    say_as<RecordUnreadable>("the record of generations in the state folder cannot be read: "
                             "{problem}; take another copy of the folder"),
    say_as<StateOfServer>("{path} is used by a running server; have that server write a backup "
                          "(POST /v1/backups), or stop it"),
};
static_assert(covers(kErrorMessages, ErrorMessages()));

// Errors of files, options, JSON and tensors.
constexpr Sentence kBaseErrors[] = {
    say_as<ForeignReason>("{reason}"),
    say_as<NoSuchFile>("No such file or directory"),
    say_as<PermissionDenied>("Permission denied"),
    say_as<OperationNotPermitted>("Operation not permitted"),
    say_as<NoSpaceLeft>("No space left on device"),
    say_as<DiskQuotaExceeded>("Disk quota exceeded"),
    say_as<IsADirectory>("Is a directory"),
    say_as<NotADirectory>("Not a directory"),
    say_as<DirectoryNotEmpty>("Directory not empty"),
    say_as<ReadOnlyFileSystem>("Read-only file system"),
    say_as<FileExists>("File exists"),
    say_as<FileNameTooLong>("File name too long"),
    say_as<TooManyOpenFiles>("Too many open files"),
    say_as<InputOutputError>("Input/output error"),
    say_as<NotARegularFile>("it is not a regular file"),
    say_as<FileUnreadable>("{path} cannot be read: {reason}; check the path and its permissions"),
    say_as<FileUnwritable>(
        "{path} cannot be written: {reason}; check the path, its permissions and the disk"),
    say_as<FolderMissing>(
        "{path}: there is no folder {folder}; make it first: mkdir -p {argument}"),
    say_as<TensorHeaderUnwritable>("{path} cannot be written: its header would have {bytes} bytes, "
                                   "allowed: {max}; use fewer or shorter names"),
    say_as<JsonSyntax>("not valid JSON, {place}: {reason}"),
    say_as<ValueRefused>("{path} is {value}, {problem}"),
    say_as<KeyGivenTwice>("{path} is given twice, {fix}"),
    say_as<NotAnOption>("{path} is not a known key, {fix}"),
    say_as<AtLine>("{place}, {problem}"),
    say_as<KeepOneKey>("keep one"),
    say_as<NoSuchName>("which does not exist; {fix}"),
    say_as<DidYouMean>("did you mean {name}?"),
    say_as<DidYouMeanAmong>("did you mean {name}? allowed: {names}"),
    say_as<HelpListsAll>("`twotower help` lists all"),
    say_as<GivenJson>("{json}"),
    say_as<GivenMap>("a map"),
    say_as<GivenList>("a list"),
    say_as<Allowed>("allowed: {form}"),
    say_as<AllowedNames>("allowed: {names}"),
    say_as<AllowedBool>("true or false"),
    say_as<AllowedInteger>("integer"),
    say_as<AllowedIntegerIn>("integer, {range}"),
    say_as<AllowedNumber>("number"),
    say_as<AllowedNumberIn>("number, {range}"),
    say_as<AllowedText>("text"),
    say_as<AllowedOneOf>("one of {names}"),
    say_as<AllowedListOf>("list of {element}"),
    say_as<AllowedMapOf>("map of {element}"),
    say_as<AllowedMap>("map"),
    say_as<AllowedKinds>("map with a kind: {kinds}"),
    say_as<AllowedOrNull>("{form}; null: automatic"),
    say_as<AllowedDuration>("duration: 90d, 7h, 30m, 15s or 2w"),
    say_as<AllowedTime>("time: 2026-11-21 or 2026-11-21T08:30:00Z"),
    say_as<RangeBetween>("{min} to {max}"),
    say_as<RangeAbove>("above {min}"),
    say_as<RangeAtLeast>("at least {min}"),
    say_as<RangeAtMost>("at most {max}"),
    say_as<TensorFileTooShort>("it is shorter than the length of its header"),
    say_as<TensorHeaderTooLong>("its header has {bytes} bytes, allowed: {max}"),
    say_as<TensorHeaderNotAMap>("its header is not a map"),
    say_as<TensorNameDuplicate>("its header has the duplicate key '{name}'"),
    say_as<TensorMetadataNotAMap>("its metadata are not a map"),
    say_as<TensorMetadataWrong>("its metadata '{key}' are not a text, or a duplicate key"),
    say_as<TensorKeysWrong>(
        "tensor '{name}' must have dtype, shape and data_offsets, and nothing else"),
    say_as<TensorBytesWrong>(
        "tensor '{name}' takes bytes {begin} to {end} of {size}, which is not its shape"),
    say_as<TensorNotAligned>("tensor '{name}' is not aligned"),
    say_as<TensorOverlaps>("tensor '{name}' overlaps or leaves a gap"),
    say_as<TensorTrailingBytes>("it has trailing bytes after its last tensor"),
    say_as<TensorMissing>("tensor '{name}' is missing, it should be {expected}"),
    say_as<TensorOfOtherForm>("tensor '{name}' should be {expected}, there is {found}"),
};
static_assert(covers(kBaseErrors, BaseErrors()));

// Errors of columns, conditions and features.
constexpr Sentence kFeaturesErrors[] = {
    say_as<ConditionForm>("allowed: a condition: {example}"),
    say_as<ConditionListForm>("allowed: a list of conditions, at least one"),
    say_as<FieldTestsForm>("allowed: tests of the field: {example}"),
    say_as<TestValueForm>("allowed: an integer, a number or a text"),
    say_as<TestListForm>("allowed: a list of values: [view, buy]"),
    say_as<TestListValueForm>("allowed: integers, numbers and texts"),
    say_as<CategoryPathForm>("allowed: a category path: clothes/tops"),
    say_as<BoundForm>("allowed: a number, a time (2026-11-21) or a text"),
    say_as<ExistsForm>("allowed: true or false"),
    say_as<WithinForm>("allowed: a duration (7d) or {example}"),
    say_as<ConditionKeyDuplicate>("the key is a duplicate; keep one"),
    say_as<ConditionTooDeep>("allowed: any_of and not up to {max} within one another"),
    say_as<CircleNumberTooLarge>("allowed: -{max} to {max}"),
    say_as<CircleRadiusTooSmall>("allowed: above 0"),
    say_as<FieldHoldsLists>("but {field} holds lists"),
    say_as<FieldHoldsTexts>("but {field} holds texts: compare it with a text"),
    say_as<FieldHoldsIntegers>("but {field} holds integers: compare it with a number"),
    say_as<FieldHoldsNumbers>("but {field} holds numbers: compare it with a number"),
    say_as<StoredOffsetsWrong>("has wrong offsets in {tensor}: they must ascend from 0 to {end}"),
    say_as<StoredBagEmpty>("has a bag without rows"),
    say_as<StoredMissingWrong>("does not say of each value whether it is missing"),
    say_as<StoredIndexMissing>("has no index of its ids"),
    say_as<StoredIndexWrong>("has an index that does not fit its ids"),
    say_as<StoredRowsWrong>("has {rows} {rows:row|rows}, not {expected}"),
    say_as<StoredTableRowUnknown>(
        "names a row that its table of {rows} {rows:row|rows} does not have"),
    say_as<StoredOrderOfUnknown>("sorts values that it does not have"),
    say_as<StoredOrderOfUnknownRows>("sorts values of rows that it does not have"),
    say_as<FeatureStatesMiscounted>(
        "{features} {features:feature has|features have} {states} {states:state|states}"),
    say_as<FeatureVocabularyMissing>("the vocabulary is missing"),
    say_as<FeatureSeparatorOther>("the separator is not that of the options"),
    say_as<FeatureStatisticsMissing>(
        "the statistics of a number are missing, or those of other options"),
    say_as<FeatureLengthMissing>("the length of the vectors is missing, or not from 0 to {max}"),
    say_as<FeatureIcuMissing>("the version of ICU is missing"),
    say_as<FeatureColumnMissing>(
        "feature {feature} reads the column {column}, which the table does not have; set its "
        "`column` to one that it has, or leave the feature out"),
    say_as<FeatureValueMissing>(
        "{column} is missing, and nothing can stand for it: give it to every item"),
    say_as<FeatureValueMissingInRow>(
        "{column} is missing in row {row}, and nothing can stand for it: give it to every item"),
    say_as<CategoryIsList>("{feature} is a list, a category is one value; lists are of kind tags"),
    say_as<NumberIsList>("{feature} is a list, a number is needed: give one, or, in the config, "
                         "the feature another kind (category, tags, text)"),
    say_as<NumberIsText>("{feature} is \"{value}\", a number is needed: give one, or, in the "
                         "config, the feature another kind (category, tags, text)"),
    say_as<NumberNotFinite>(
        "{feature} is infinite, a finite number is needed; leave the value out if it is unknown"),
    say_as<VectorIsText>("{feature} is \"{value}\"; a vector is a list of finite numbers, or a "
                         "text of them with the feature's separator"),
    say_as<VectorNotFinite>("{feature} has a number that is not finite; a vector is a list of "
                            "finite numbers, or a text of them with the feature's separator"),
    say_as<VectorLengthWrong>("{feature} is {length} {length:number|numbers} long where training "
                              "had {expected}; give a vector of {expected}"),
    say_as<VectorNumberTooLarge>("{feature} has the number {number}, allowed: -{max} to {max}"),
    say_as<VectorsAllMissing>("{feature} has no vector at all, so nothing tells their length; "
                              "leave the feature out, or set missing: mark"),
    say_as<IcuUnreadable>(
        "ICU's tables of words cannot be read ({reason}); install its data, libicu72 on Debian 12"),
};
static_assert(covers(kFeaturesErrors, FeaturesErrors()));

// Errors of tables and what is read of them.
constexpr Sentence kDataErrors[] = {
    say_as<RoleUser>("user"),
    say_as<RoleItem>("item"),
    say_as<RoleTime>("time"),
    say_as<RoleOrder>("order"),
    say_as<RoleType>("type"),
    say_as<RoleSession>("session"),
    say_as<RoleVector>("vector"),
    say_as<IntegerValues>("integers"),
    say_as<NumberValues>("numbers"),
    say_as<TextValues>("texts"),
    say_as<ListValues>("lists"),
    say_as<TextListValues>("lists of texts"),
    say_as<SingleValues>("{values}, one a row"),
    say_as<IdsThemselves>("the ids"),
    say_as<ColumnByName>("{column}, by its name"),
    say_as<ColumnOnlyId>("{column}, the only column that looks like ids"),
    say_as<ColumnMainId>("{column}, the only column that looks like ids and has many values"),
    say_as<ColumnOfTable>("{column}, whose values are ids in {path}"),
    say_as<ColumnOrdersDays>("{column}, which orders rows that have the same {time}"),
    say_as<ColumnOfClicks>("{column}, 1 where what was shown was taken, 0 where it was only shown"),
    say_as<ColumnOfEvents>("{column}, by the events that it names"),
    say_as<TimeColumnByName>("{column}, by its name ({unit})"),
    say_as<TimeColumnOnly>("{column}, the only column that can be read as times ({unit})"),
    say_as<TimeColumnUnread>("{column}, by its name or form"),
    say_as<TimeColumnVaries>(
        "{column}, of {candidates} the only one that varies within a sequence"),
    say_as<NoUserColumn>("none: each row is a request of its own"),
    say_as<TablePathMissing>(
        "{option}: no file is given; name one, on the command line or in the config"),
    say_as<TableFileMissing>("{option}: {path}: there is no such file; check the path"),
    say_as<TableFileNear>("{option}: {path}: there is no such file; did you mean {nearest}?"),
    say_as<TablePatternUnlisted>(
        "{option}: {path}: its folders cannot be listed; check their permissions"),
    say_as<TablePatternEmpty>("{option}: {path}: no file matches this pattern; check it"),
    say_as<TableFolderEmpty>(
        "{option}: {path}: holds no file to read; name the folder of the data"),
    say_as<TableFolderMixed>(
        "{option}: {path}: holds files of several kinds, {first} and {second}; a table is "
        "files of one kind: say which by a pattern, {pattern}"),
    say_as<TableUnreadable>(
        "{option}: {path}: cannot be read: {reason}; check it. If its format was guessed wrongly: "
        "--set {settings}.format=csv (or parquet, jsonl, lists)"),
    say_as<TableColumnUnreadable>("{option}: {path}: column {column} cannot be read: {reason}"),
    say_as<TableUnwritable>("{path}: cannot be written: {reason}"),
    say_as<TableEndingUnknown>(
        "{path}: a table is written as .csv, .jsonl (both also .gz, .zst) or .parquet; "
        "give the file one of these endings"),
    say_as<TableListsInCsv>(
        "{path}: column {column} holds lists, which CSV has no form for; write .parquet"),
    say_as<TableNotUtf16>("{option}: {path}: should be UTF-16, but its first bytes, FE FF or FF "
                          "FE, are missing; say its real encoding: --set {setting}"),
    say_as<TableIsArchive>("{option}: {path}: is an Excel workbook or an archive; save the "
                           "sheet as CSV, or unpack it"),
    say_as<TableIsBinary>("{option}: {path}: is not text: a tenth of its bytes are zero; give "
                          "a table as text or Parquet. UTF-16 must start with FE FF or FF FE"),
    say_as<AllowedEncoding>("{names}, or another name that ICU knows: big5, shift_jis, "
                            "windows-1251"),
    say_as<EncodingAmbiguous>(
        "{option}: {path}: is not UTF-8, and could be {encodings}; say which: --set {first} or "
        "--set {second}, or convert the file to UTF-8"),
    say_as<EncodingUnknown>(
        "{option}: {path}: is not UTF-8, and nothing tells its encoding; say it: --set {setting}, "
        "or another that fits its bytes ({encodings}); or convert the file to UTF-8"),
    say_as<EncodingsMixed>("{option}: {path}: line {line} is UTF-8, line {other_line} {encoding}: "
                           "files of two encodings were put together. Convert those that are not "
                           "UTF-8 before: iconv -f {encoding} -t utf-8 PART"),
    say_as<TableEmpty>("{option}: {path}: is empty; give a file with rows"),
    say_as<TableWithoutRows>("{option}: {path}: has no rows; give a file with rows"),
    say_as<TableIsJsonList>("{option}: {path}: is one JSON list; write JSON lines, an object a "
                            "line without commas between (jq -c '.[]' does it)"),
    say_as<TableWithoutObjects>("{option}: {path}: none of its first lines is a JSON object like "
                                "{example}; write one object a line (no list over several), or, if "
                                "it is not a file of JSON lines: --set {settings}.format=csv"),
    say_as<ListsOrTable>("{option}: {path}: every line has {words} words and the first is not a "
                         "header: lists of a user and items, or a table? Say which: --set "
                         "{settings}.format=lists or --set {settings}.format=csv"),
    say_as<FirstLineUnreadable>(
        "{option}: {path}: its first line is not a row; fix it, or say how it is read: --set "
        "{settings}.format=csv --set {settings}.separator=SEPARATOR"),
    say_as<ListsHeader>("{option}.header: lists have two columns, a user and an item, and the "
                        "header has {columns}; give two names"),
    say_as<SeparatorUnusable>("{option}.separator is {separator}, allowed: one character or more, "
                              "none of them a quote or a line end; leave it out to have it found"),
    say_as<SeparatorIrreplaceable>("{option}: {path}: uses every control character, so this is not "
                                   "a text file; a separator of several characters needs one: give "
                                   "one of one character: --set {settings}.separator=SEPARATOR"),
    say_as<HeaderDuplicate>(
        "{option}: {path}: duplicate column `{column}`; rename one, or, if the first line is data, "
        "give all names: --set '{settings}.header=[NAME, NAME, ...]'"),
    say_as<HeaderNotText>("{option}: {path}: the name of column {column} is not {encoding}; say "
                          "the encoding of the file: --set {setting}; or rename it, or give all "
                          "names: --set '{settings}.header=[NAME, NAME, ...]'"),
    say_as<FolderNotText>(
        "{option}: {path}: a folder named NAME=VALUE is not UTF-8 text; rename it"),
    say_as<LineTooLong>("{option}: {path}: has a line of more than {bytes} bytes; is it a "
                        "text file? Give one with shorter lines"),
    say_as<TableColumnMissing>("{option}: {path} has no column `{column}`. It has: {columns}"),
    say_as<TableColumnNear>(
        "{option}: {path} has no column `{column}`, did you mean `{nearest}`? It has: {columns}"),
    say_as<TableColumnType>(
        "{option}: {path}: column {column} is of type {type}; integers, numbers, texts, times and "
        "lists of them can be read: convert the column"),
    say_as<TableColumnsDiffer>(
        "{option}: {path}: column {column} has times or lists where {first} has other values, or "
        "the other way round; a column is of one type in all files"),
    say_as<CellUnusable>("{option}: {path}: row {row}: column {column} has `{value}`: {why}"),
    say_as<RowUneven>("{option}: {path}: row {row} has {columns} {columns:column|columns} where "
                      "{expected} are expected: `{text}`; the separator is `{separator}`: if that "
                      "is wrong, --set {settings}.separator=SEPARATOR"),
    say_as<RowNotText>("{option}: {path}: row {row}: column {column} is not {encoding}"),
    say_as<RowEndless>("{option}: {path}: after row {row} comes one of more than a megabyte; is a "
                       "quote left open there? Close it"),
    say_as<LineNotUtf8>("{option}: {path}: line {line} is not {encoding}"),
    say_as<OfOtherEncoding>("{problem}; the file's bytes fit {encodings}: --set {setting}"),
    say_as<LineWithoutItem>(
        "{option}: {path}: line {line} has a user and no item; leave the line out"),
    say_as<RowIsJsonList>("is a JSON list; write one object a line: {example}"),
    say_as<RowNotObject>("is not a JSON object like {example}"),
    say_as<RowKeyDuplicate>("duplicate key {key}"),
    say_as<RowValueUnusable>("column {column} {problem}"),
    say_as<ValueIsObject>("is an object; write its fields as columns"),
    say_as<ValueIsSingle>("is one value, where earlier rows have lists; write a list of one"),
    say_as<ValueIsList>("is a list, where earlier rows have one value; write lists in all rows"),
    say_as<ValueNests>("has a list or an object inside a list; only values can be read"),
    say_as<IdNotInteger>("it is not an integer, as data.interactions.id_type=int demands; "
                         "--set data.interactions.id_type=string reads ids as texts"),
    say_as<IdMissing>("every row needs an id; give it one"),
    say_as<IdsMissing>("every row needs an id, and {rows} {rows:row has|rows have} none ({share})"),
    say_as<IdDuplicate>("duplicate id: row {row} of {path} has it too; leave one of them out"),
    say_as<NumberInfinite>("numbers must be finite; fix the row or leave the cell empty"),
    say_as<RowWithoutType>("every row needs a type; leave such rows out: "
                           "--set 'data.interactions.keep={keep}'"),
    say_as<NotATime>(
        "it is not a time; write 2026-11-21T08:30:00Z or a number since 1970. If this column is "
        "not "
        "the time, name another one: --time COLUMN, or none: --set 'data.interactions.time=\"\"'"),
    say_as<TextTimeOutside>("times must be from 1995 to tomorrow (leave an unknown one empty)"),
    say_as<NumberTimeOutside>(
        "it would be {meanings}; times must be from 1995 to tomorrow (0 or empty: unknown). If the "
        "unit is wrong: --set data.interactions.time_unit=auto"),
    say_as<TimeOfSheet>(
        "it would be {time} as a serial number of a spreadsheet, which is not guessed; have the "
        "spreadsheet format the column as 2026-11-21 08:30:00 before it is saved, or write (number "
        "- 25569) * 86400, the seconds since 1970"),
    say_as<DateOrderUnknown>(
        "{option}: {path}: column {column} has `{value}`, which is {day_first} or {month_first}, "
        "and no row tells which number is the day; say it: --set "
        "data.interactions.date_order=day_first or --set "
        "data.interactions.date_order=month_first"),
    say_as<DateOfOtherOrder>(
        "it is not a date with {order}, as the column is read by `{decided_by}`; fix the row, or "
        "set data.interactions.date_order"),
    say_as<DayInUnit>("{day} in {unit}"),
    say_as<NoYearInUnit>("not a year of four digits in {unit}"),
    say_as<RoleColumnMissing>("{option}: {path}: no column is recognised as the {role}; name it: "
                              "{flag}. The columns are: {columns}"),
    say_as<RoleColumnAmbiguous>("{option}: {path}: each of these columns could be the {role}: "
                                "{candidates}; say which: {flag}"),
    say_as<RoleInsideCells>(
        "{option}: {path}: no column is recognised as the {role}; name it: {flag}. The columns "
        "are: "
        "{columns}. Cells of {crowded} hold several values (lists, JSON, ids side by side): if the "
        "{role} is in there, first write one row per event, with one value in each cell"),
    say_as<SeveralIdsInCell>(
        "{option}: {path}: column {column} holds several ids in a cell, such as `{value}`; write "
        "one "
        "row for each of them (in pandas: split at `{separator}`, then explode), or name another "
        "column. Where this is one id: --set data.interactions.id_type=string"),
    say_as<IdsInJson>("{option}: {path}: column {column} holds JSON, such as `{value}`, and no "
                      "ids; write one row "
                      "per event, with the id in a column of its own, or name another column"),
    say_as<RowsWithoutUser>(
        "{option}: {path}: {rows} of the rows have no {column}; leaving them out would lose too "
        "much. {session} is there: make its rows the sequences: {flag}"),
    say_as<IdsAreLists>("{option}: {path}: column {column} holds lists; an id is one integer or "
                        "text: name another column"),
    say_as<IdsAreNumbers>(
        "{option}: {path}: column {column} holds numbers with fractions; ids are integers or "
        "texts. Write --set data.interactions.id_type=int or --set "
        "data.interactions.id_type=string to read it so"),
    say_as<FixedIdsAreNumbers>("{option}: {path}: column {column} holds numbers with fractions; "
                               "ids are integers or texts: write the column as one of them"),
    say_as<OrderUnusable>("{option}: {path}: column {column} holds {values}; an order is integers "
                          "or numbers that ascend with time: name another column"),
    say_as<TimeUnitUnfit>(
        "{option}: {path}: column {column} holds {values}, which do not fit time_unit={unit}: iso "
        "is for dates, s ms us ns are for integers and numbers; --set "
        "data.interactions.time_unit=auto finds the one that fits"),
    say_as<TimesAreLists>("{option}: {path}: column {column} holds lists; a time is one value a "
                          "row: name another column"),
    say_as<IdsUnjoinable>(
        "{option}: none of its ids is in the interactions: its ids are {values} like `{id}`, "
        "theirs {their_values} like `{their_id}`. Name the column that has theirs: {flag} COLUMN; "
        "where there is none, it is another table"),
    say_as<IdsSpelledOtherwise>(
        "{option}: its ids are those of the interactions, spelled otherwise: `{id}` here, "
        "`{their_id}` there; read both as numbers: --set data.interactions.id_type=int"),
    say_as<TableOfOtherSide>(
        "{option}: {path}: its column {column} has the values of {their_column}, which is the "
        "{role} of the interactions: give the table as {fix}"),
    say_as<LogAsTable>("{option}: {path}: has users ({users}) and items ({items}), and these come "
                       "again: it is a log of interactions, not a table with one row each. Leave "
                       "{flag} out: twotower train {path}"),
    say_as<TablesSwapped>(
        "{option}: {path}: has no such column, and {log} has users, items and times: the log and "
        "the table are swapped. Write: twotower train {log} {flag} {path}"),
    say_as<EventTypeUnweighed>(
        "{key}: {path}: column {column} has the type `{type}`, which has no "
        "weight; write --set '{key}.{type}=1' (0: never something to recommend)"),
    say_as<EventTypesNumbered>(
        "{option}: {path}: column {column} holds numbers ({types}), which do "
        "not say what happened; give each its weight (0: never something to "
        "recommend): {fix}"),
    say_as<ImpressionWeighed>("{key} is {weight}, allowed: 0: what is only shown was not taken; "
                              "events that were taken need another type"),
    say_as<EventTypeRows>("{type} (weight {weight}, {rows} {rows:row|rows})"),
    say_as<TooFewInteractions>(
        "data.interactions: {path}: has {interactions} {interactions:interaction|interactions} (of "
        "weight above 0), {sequences} {sequences:user or session|users or sessions} and {items} "
        "{items:item|items}; at least {min_interactions}, {min_sequences} and {min_items} are "
        "needed to learn and test anything"),
    say_as<TooFewOfTypes>(
        "data.interactions: {path}: has {interactions} {interactions:interaction|interactions} (of "
        "weight above 0), {sequences} {sequences:user or session|users or sessions} and {items} "
        "{items:item|items}; of the types {types}; at least {min_interactions}, {min_sequences} "
        "and {min_items} are needed to learn and test anything"),
    say_as<NoRowsKept>(
        "data.interactions: {path}: data.interactions.keep and data.interactions.last leave none "
        "of {rows} {rows:row|rows}; make them less strict"),
    say_as<OptionWithoutTimes>(
        "{option}: the interactions have no times; name their column (--time "
        "COLUMN), or leave {option} out"),
    say_as<LogOfSessions>(
        "{option} has events of users, and here sequences are sessions; leave it out, or name the "
        "users' column with data.interactions.user and no session"),
    say_as<LeaveOneOutWithoutOrder>(
        "split.kind: leave_one_out needs to know which interaction of a user came last, and the "
        "data has no order; name one (--time COLUMN or --set data.interactions.order=COLUMN), or "
        "use "
        "--set split.kind=random"),
    say_as<TimeSplitWithoutTimes>(
        "split.kind: time needs the times of the interactions, and there are none; name their "
        "column with --time COLUMN, or use --set split.kind={instead}"),
    say_as<TimeSplitLacksTimes>(
        "split.kind: time needs the times of the interactions, and more than 1 % of them are "
        "missing; leave rows without one out, or use --set split.kind={instead}"),
    say_as<TargetTypeUnknown>("split.targets_of: no row of {path} has the event type {type} and a "
                              "weight above 0. There are: {types}"),
    say_as<TargetTypesUntyped>(
        "split.targets_of: {path} has no column of event types; name it with "
        "--type, or leave split.targets_of out"),
    say_as<ColdItemsOfBundle>(
        "split.cold_items: a bundle that held items out for a test of cold items cannot be tested "
        "on later rows; train without split.cold_items"),
    say_as<TrainingPartEmpty>("split: the training part of {rows} {rows:interaction|interactions} "
                              "is empty; use more data, another kind of split or another share"),
    say_as<TestPartEmpty>("split: the test part of {rows} {rows:interaction|interactions} is "
                          "empty; use more data, another kind of split or another share"),
    say_as<VectorColumnMissing>(
        "{option}: {path}: no column holds lists of numbers; a vector is a list (Parquet, JSON "
        "lines) or a text of numbers with a separator (CSV: `0.1|0.2|...`). Name its column: "
        "{option} COLUMN. There are: {columns}"),
    say_as<ColumnNotVectors>("{option}: {path}: column {column} holds {values}; a vector is a list "
                             "of numbers, or a text of them with a separator: name another column"),
    say_as<TextNotVector>("it is not a list of numbers with `{separator}` between; fix the row"),
    say_as<RowVectorMissing>("an item needs a vector; give it one, or leave the row out"),
    say_as<RowVectorLength>("it has {numbers} {numbers:number|numbers} and the first row {first}; "
                            "all have equally many: fix the row"),
    say_as<RowVectorGap>("number {place} of {numbers} is missing; all must be finite: fix the row"),
    say_as<RowVectorInfinite>(
        "number {place} of {numbers} is NaN or infinite; all must be finite: fix the row"),
    say_as<RowVectorTooLarge>(
        "number {place} of {numbers} is {number}, allowed: -{max} to {max}; fix the row"),
};
static_assert(covers(kDataErrors, DataErrors()));

// Errors of weights, indexes and their files.
constexpr Sentence kModelErrors[] = {
    say_as<IsaMissing>(
        "TWOTOWER_ISA is {isa}, this machine has: {supported}; use one of these, or unset it"),
    say_as<IsaUnknownToDnnl>("TWOTOWER_ISA is {isa}, which oneDNN cannot be limited to; unset it"),
    say_as<HeadsDoNotDivide>("{path} is {heads}, which does not divide the {dim} numbers of an "
                             "item id's vector; use a divisor of {dim}"),
    say_as<OthersWithAttention>("{path} is others, which attention cannot do: it reads a history "
                                "in order; use --set {path}=before"),
    say_as<OthersWithDropout>("{path} is {dropout}, which the rule others of {sequence} does not "
                              "allow; use --set {path}=0, or rule=before"),
    say_as<OthersWithTimeGap>(
        "{path} is true, which the rule others does not allow: the gap after the item that is left "
        "out would tell when it was taken; use --set {path}=false, or rule=before"),
    say_as<SequencesDiffer>("{path} differs from {other}; all sequences must have the same value"),
    say_as<TooManySequences>("features.user has {sequences} sequences, allowed: at most {max}"),
    say_as<HistoryWithoutIds>(
        "{path} is a history of item ids, but features.item has no feature of kind id; add one"),
    say_as<NoUserFeature>("neither features.user nor features.context has a feature; add one"),
    say_as<NoItemFeature>("features.item has no feature; add one"),
    say_as<WeightNotFinite>("{tensor} has a weight that is not a finite number"),
    say_as<TooFewWeights>("the model needs {needed} weights, there is room for {room}"),
    say_as<IndexUnusable>("{path}: {problem}; rebuild the index"),
    say_as<IndexNotFlat>("metadata do not say that this is a flat index"),
    say_as<IndexOfOtherSimilarity>("metadata name an unknown similarity, or none"),
    say_as<IndexWithoutElements>("vectors have no elements"),
    say_as<IndexTooLarge>("{vectors} vectors, allowed: at most {max}"),
};
static_assert(covers(kModelErrors, ModelErrors()));

// Errors of bundles.
constexpr Sentence kBundleErrors[] = {
    say_as<BundleMissing>(
        "there is no {path}; a bundle is what `twotower train` writes: runs/NAME/latest"),
    say_as<BundleIsAFile>(
        "is a file, a bundle is a folder; name a run or a bundle, e.g. runs/NAME/latest"),
    say_as<BundleWithoutManifest>("has no file manifest.json, so it is not a bundle; `twotower "
                                  "train` writes them: runs/NAME/latest"),
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
    say_as<NoSuchItemColumn>("but items have no such column; {fix}"),
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
};
static_assert(covers(kBundleErrors, BundleErrors()));

// Errors of configs and what prepares data.
constexpr Sentence kConfigErrors[] = {
    say_as<ConfigNotAMap>("{path} is not a config, which is a map of options. If it holds data, "
                          "write one JSON object a line and let the name end in .jsonl"),
    say_as<ConfigForTable>("{flag} {path} names a config, where a table is expected: CSV, Parquet "
                           "or JSON lines. A config comes first: twotower train {path}"),
    say_as<FileForColumn>("{flag} names a column, and {path} looks like a file; a table is given "
                          "by {other} {path}"),
    say_as<ConfigTooLarge>("{path} has {bytes} bytes, a config has at most {max}; is it a config?"),
    say_as<OverrideWithoutValue>("--set: `{text}` has no value, write KEY=VALUE"),
    say_as<YamlSyntax>("not valid YAML, {place}: {reason}"),
    say_as<YamlTooDeep>("more than {levels} levels or {values} values"),
    say_as<YamlTextTooLong>("more than {mebibytes} MiB of text"),
    say_as<ConfigZeroByte>("{place} has a zero byte; a config is UTF-8 text, so are names of files "
                           "and columns in it: rename the file, or convert the text"),
    say_as<ConfigNotUtf8>("{place} has bytes that are not UTF-8; a config is UTF-8 text, so are "
                          "names of files and columns in it: rename the file, or convert the text"),
    say_as<ConfigPath>("{path}"),
    say_as<ConfigKey>("a key"),
    say_as<FeatureOnAndOff>(
        "{path} is a feature, and features.switched_off has its name; remove one"),
    say_as<NoFeatureToSwitchOff>("{path}: there is no such feature to switch off; {fix}"),
    say_as<NoFeatureToChange>("{path}: no feature of this name was chosen; {fix}"),
    say_as<ColumnWithoutTimes>("{option}: column {column} holds no times; write {flag}"),
    say_as<SplitNotOfKind>(
        "{key} does not go with the split that this data has ({kind}); state the "
        "kind of split, too, e.g. --set split.kind=random"),
    say_as<FeatureElsewhere>("did you mean {path}?"),
    say_as<VectorMustBeGiven>("{path} is refuse, which is for features.item: a request may come "
                              "without it; use zeros or mark"),
    say_as<NegativesHaveNone>("negatives has no candidates: in_batch is false, uniform 0 and all "
                              "false; turn one of them on"),
    say_as<NegativesShownTwice>("negatives.shown adds nothing where negatives.all compares with "
                                "every item anyway; leave one of them out"),
    say_as<ShownColumnDuplicate>("data.items.show has the duplicate `{column}`; keep one"),
    say_as<SimilarityUntrainable>("towers.similarity is manhattan, which the softmax loss cannot "
                                  "train: it is not a product; use dot, cosine or euclidean"),
    say_as<HistoryWithoutOrder>("{path} is before, but the data has no order: no time, no order "
                                "column; use --set {path}=others"),
    say_as<HistoryWithoutTypes>("{path} is true, but the interactions have no types; write "
                                "--set {path}=false, or name their column: --type COLUMN"),
    say_as<HistoryWithoutTimes>("{path} is true, but the interactions have no times; write "
                                "--set {path}=false, or name their column: --time COLUMN"),
    say_as<HistoryReadsEvent>("{path} reads {column}, the id, time or order of an event; a "
                              "sequence is chosen by its type and by other columns"),
    say_as<HistoryReadsMoment>("{path} has `within` a time, which means something else at every "
                               "moment; use `length` to limit how far back a sequence goes"),
    say_as<HistoryWithoutSteps>("{path} holds for none of {rows} {rows:interaction|interactions}, "
                                "so the history would be empty; check its values"),
    say_as<NothingLater>(
        "--on: {log} has no row that is later than the training, which ends {until} ({rows} "
        "{rows:row|rows} left out); name the log of what came after"),
    say_as<NoTestTarget>(
        "no test row is a target: they are of weight 0, or split.min_history leaves them out"),
    say_as<AllTestTargetsKnown>(
        "no test target is left: all {targets} are items that their users had before, which "
        "data.repeat=exclude leaves out, or disliked; with data.repeat=allow the former count"),
    say_as<WorldFolderUnwritable>(
        "{path}: cannot create this folder: {reason}; choose another one"),
};
static_assert(covers(kConfigErrors, ConfigErrors()));

// Errors of training and tests.
constexpr Sentence kTrainErrors[] = {
    say_as<NothingToLearn>(
        "no training row has a history, and features.user and features.context have nothing else: "
        "add the user's id or another feature, or data with longer sequences"),
    say_as<NothingShown>(
        "negatives.shown asks for what was shown beside a training row and not taken, and there is "
        "nothing: impressions are rows of the type `shown` or the like, or of 0 beside 1 "
        "(data.interactions.type), of the same data.interactions.request or of the half hour "
        "before, of items that somebody takes. Name these columns, or leave it out"),
    say_as<TrainingStopped>(
        "stopped in epoch {epoch} after {steps} {steps:step|steps}; --resume continues from there"),
    say_as<TooFewMinutes>(
        "{minutes} min are too few: reading and testing took {spent} s here, and the "
        "shortest training takes {training} s; give --minutes {least} or more"),
    say_as<StoppedUnsaved>(
        "stopped as asked; the training had not begun, so there is nothing to go on from"),
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
};
static_assert(covers(kTrainErrors, TrainErrors()));

// Errors of the state folder.
constexpr Sentence kStoreErrors[] = {
    say_as<StateFileDamaged>("{path} is damaged; take another copy of the folder"),
    say_as<StateFolderForeign>("{path} has {found} and no file `{file}`: it is not a state folder; "
                               "name a new or an empty one, or take another copy of it"),
    say_as<StateFolderMissing>("{path} is not a state folder: it has no file `{file}`; name the "
                               "state folder of a server, or a backup"),
    say_as<StateFormatOlder>("{path} has format {format}, of an earlier version; start the server "
                             "of this version on it once, which converts it to format {newest}"),
    say_as<StateFormatUnknown>(
        "{path} has format {format}, which no release wrote; start with another folder"),
    say_as<StateFormatNewer>(
        "{path} has format {format}, this program reads up to {newest}; update the program"),
    say_as<StateFolderLocked>(
        "{path} is used by a running server; stop it, or choose another folder"),
    say_as<BackupIncomplete>(
        "{path} has no file `{file}`: it is not a complete backup; take another copy of it"),
    say_as<AuditUnreadable>("{path} cannot be read; check its permissions and the disk"),
    say_as<TemporaryFolderUnusable>(
        "the temporary folder cannot be used, {reason}; set TMPDIR to one that can be written"),
    say_as<StateDiskFull>("{folder}: the disk is full; free some space"),
    say_as<StateDiskUsed>("{used} of the disk of {folder} is used, and state.disk is {max}: no "
                          "write is accepted until {resume} or less is used; free some space"),
    say_as<DatabaseBusy>(
        "{folder}: what was written before a failure is being recovered; try again"),
    say_as<DatabaseChanging>("{folder}: its files change faster than they can be read; try again"),
    say_as<DatabaseFailed>("{folder}: {reason}; check the disk, and start again"),
    say_as<DatabaseCorrupt>("{folder}: {reason}; take another copy of the folder"),
    say_as<WritesLost>(
        "{folder} ends with event {last}, but clients were told that event {acknowledged} is "
        "stored: files were truncated, or this is an older copy; use the newest copy"),
    say_as<DatabaseUnreadable>("{folder}: {what} cannot be read; take another copy of the folder"),
    say_as<StoredEntry>("the entry {key}"),
    say_as<StoredEvent>("an event"),
    say_as<StoredEventId>("an event id"),
    say_as<StoredChange>("a change"),
    say_as<StoredItemRecord>("an item"),
    say_as<StoredItemPlace>("the place of an item"),
    say_as<StoredUserFeatures>("the features of a user"),
    say_as<StoredAlias>("whom a user stands for"),
    say_as<StoredMove>("whose entries are being moved"),
    say_as<StoredErasure>("who was erased"),
    say_as<WritesWait>("{events} {events:event waits|events wait} to be written; try again later"),
    say_as<UserStillErased>(
        "this user was erased, and the files are still being cleaned of it; try again later"),
    say_as<UserMergedAlready>("{user} is merged into {into} already; merge {into} instead"),
    say_as<EntityThere>("If-None-Match: it exists already, with the tag {tag}; read it, and write "
                        "with If-Match to change it"),
    say_as<EntityMissing>("If-Match: it does not exist; write without If-Match to create it"),
    say_as<EntityChanged>(
        "If-Match has {tags}, the tag is now {tag}: somebody changed it; read it again"),
};
static_assert(covers(kStoreErrors, StoreErrors()));

// Errors of requests and generations.
constexpr Sentence kServeErrors[] = {
    say_as<AllowedId>("id: an integer, or a text of at most {characters} characters without NUL"),
    say_as<AllowedEvent>("item id, or {example}"),
    say_as<AllowedMoment>("time: {example}, or a number since 1970"),
    say_as<AllowedColumns>("columns: {example}"),
    say_as<AllowedFilter>("condition: {example}, or a filter of Qdrant: {qdrant}"),
    say_as<AllowedClause>("allowed: {forms}, or {groups} again"),
    say_as<AllowedVersion>("version: an integer, at least 0"),
    say_as<ListOfNoItems>("k is 0; ask for at least one item"),
    say_as<DiversityOutOfRange>("diversity is {diversity}, allowed: 0 (off) to 1 (most diverse)"),
    say_as<DiverseListTooLong>("k is {k}; a list with diversity {diversity} has at most {max} "
                               "items: ask for fewer, or for diversity 0"),
    say_as<ShownToNobody>("log_shown needs a user_id; give one, or leave log_shown out"),
    say_as<AnswerTooLate>(
        "the answer would come after timeout_ms; allow more time, or try again later"),
    say_as<CursorMalformed>(
        "cursor is not a cursor of this server; leave it out for the first page"),
    say_as<CursorOfOtherRequest>("cursor belongs to another request: only k, why and timeout_ms "
                                 "may differ between pages; leave it out for the first page"),
    say_as<CursorOfOtherGeneration>("cursor belongs to a generation that no longer answers here; "
                                    "leave it out for the first page"),
    say_as<VectorWithoutModel>(
        "model is missing: give the model that made user_vector, as answers name it"),
    say_as<VectorOfOtherModel>("user_vector is of model {given}, this server has {model}: vectors "
                               "of other towers do not fit; make it with the towers of {model}"),
    say_as<VectorWrongLength>(
        "user_vector has {numbers} {numbers:number|numbers}, the towers give {dim}; send {dim}"),
    say_as<VectorTooLong>("user_vector has an element outside -{max} to {max}"),
    say_as<CatalogLacksItem>(
        "item '{id}' is not in the catalog of {items} {items:item|items}; check the id"),
    say_as<CatalogHasOtherItem>(
        "item '{id}' is not in the catalog of {items} {items:item|items}; did you mean {nearest}?"),
    say_as<RequestMapNeeded>("{field} must be a JSON object, columns with their values"),
    say_as<RequestValueNested>(
        "{field} holds a list or map; a feature is a number, a text or a list of those"),
    say_as<RequestTypesMixed>("{field} mixes texts and numbers; give one of them"),
    say_as<RequestListsMixed>("{field} mixes lists and single values; give one of them"),
    say_as<RequestTypeIsText>("{field} is a text, and {given} is none that training saw; write it "
                              "as in the table, as a text: {example}"),
    say_as<RequestNameUnread>("{field} is not read by the model; it reads {known}"),
    say_as<RequestNameNearlyRead>(
        "{field} is not read by the model; did you mean {nearest}? it reads {known}"),
    say_as<RequestReadsNone>("{field} is not read by the model; it reads none: leave it out"),
    say_as<EventMalformed>("{field} is not an event; allowed: an item id, or {example}"),
    say_as<EventWithoutItem>("{field} needs an item_id, an integer or a text"),
    say_as<EventTypeMalformed>("{field} must be a text"),
    say_as<EventTimeMalformed>(
        "{field} is not a time; allowed: 2026-11-21T08:30:00Z, or a number since 1970"),
    say_as<EventTypeMissing>("{field} is missing: the sequence {sequence} of this model reads "
                             "events by their type; give {example}"),
    say_as<EventTypeUnread>("{event}.type is not read: this model has no types, its sequences read "
                            "{columns}; give them under {event}.context"),
    say_as<EventTimeOutOfRange>(
        "{field} is {time}, allowed: from the year 1 to five minutes after {now}, the time of this "
        "server; a number is seconds, milli-, micro- or nanoseconds since 1970"),
    say_as<BodyFieldMissing>("{field} is missing; give it"),
    say_as<BodyListMissing>("{field} is missing; the body is {body}"),
    say_as<BodyFieldUnknown>("{field} is unknown; the body is {body}"),
    say_as<BodyNameWithNul>("{field} has a name with NUL, which no column has; leave it out"),
    say_as<BodyPartTooLarge>("{field} has {bytes} bytes, allowed: at most {max}"),
    say_as<FilterTooLarge>("{field} has {parts} tests and conditions; allowed: {max}"),
    say_as<RulesTooMany>("rules are {rules}, allowed: at most {max}"),
    say_as<RuleItemsNull>("items is null; give the condition that items must pass: {example}"),
    say_as<RuleFieldUnknown>(
        "{field} is not a field of a request; allowed: user_id, user.COLUMN, context.COLUMN, time"),
    say_as<RuleTimeMalformed>("{field} takes min, max, above and below a time: "
                              "2026-12-24T18:00:00Z, 2026-12-24, or a number since 1970"),
    say_as<ServerKeepsNothing>("this server stores nothing; start it with --state FOLDER"),
    say_as<ServerKeepsNoGenerations>(
        "this server stores no generations; start it with --state FOLDER"),
    say_as<ServerStops>("the server is stopping; try again once it is back"),
    say_as<ItemsWait>("{items} {items:item waits|items wait} to be written; try again later"),
    say_as<ActivationsWait>("{calls} activations and backups wait; try again later"),
    say_as<GenerationUnknown>("there is no generation {id}; GET /v1/generations lists them"),
    say_as<GenerationOfOtherData>(
        "it has none of the {items} {items:item that is|items that are} served: it seems to be of "
        "other data; if that is intended, POST /v1/generations/{id}:activate"),
    say_as<ShelfFileUnreadable>("{path} cannot be read: {reason}"),
    say_as<ShelfFull>("a copy of the bundle and what else the state folder takes need {needed} "
                      "MiB, and the disk of {path} has {available}; free some space"),
    say_as<BundleChanges>("{path} changes while it is read; try again once it is complete"),
    say_as<GoldenNotList>("{path} is not a list; it is {example}"),
    say_as<GoldenRefused>(
        "the answers for {refused} of {users} golden {users:user|users} have less than {overlap} "
        "of the expected items: {answers}; train again, or change what the file expects"),
    say_as<GoldenUnanswered>("{user} ({problem})"),
    say_as<GoldenMissed>("{user} ({overlap})"),
};
static_assert(covers(kServeErrors, ServeErrors()));

// Errors of HTTP.
constexpr Sentence kHttpErrors[] = {
    say_as<HttpMalformed>("not an HTTP/1.1 request: {problem}"),
    say_as<HttpUnparsed>("not an HTTP/1.1 request: {reason}"),
    say_as<HttpLineEnd>("a line ends in CR LF"),
    say_as<HttpControlInHeader>("a control character in the header"),
    say_as<HttpFoldedLine>("a folded line in the header"),
    say_as<HttpVersionWrong>("version is not 1.0 or 1.1"),
    say_as<HttpTargetRelative>("target does not begin with /"),
    say_as<HttpTargetControl>("target has a control character"),
    say_as<HttpTargetNul>("target has a NUL"),
    say_as<HttpFieldDuplicate>("duplicate {field}; send it once"),
    say_as<HttpEncodingTooNew>(
        "Transfer-Encoding is not allowed in HTTP/1.0; send a Content-Length"),
    say_as<HttpEncodingAndLength>(
        "Transfer-Encoding stands beside Content-Length; send one of them"),
    say_as<HttpEncodingUnknown>("Transfer-Encoding is not exactly \"chunked\""),
    say_as<HttpLengthMalformed>("Content-Length is not a plain number"),
    say_as<HttpHostMissing>("Host is missing"),
    say_as<HttpQueryMalformed>("the query is not in percent-encoding: write {example}"),
    say_as<HttpQueryDuplicate>("duplicate {key}; give it once, in the query or in the body"),
    say_as<HttpPathIdMalformed>(
        "the id in the path is not a text in percent-encoding: write %2F for a /"),
    say_as<HttpTooLarge>("the request is too large: {part}"),
    say_as<HttpBodyPart>("its body (limits.body_bytes)"),
    say_as<HttpHeaderPart>("its header (limits.header_bytes)"),
    say_as<HttpHeaderLinesPart>("lines of its header (limits.header_lines)"),
    say_as<HttpChunksPart>("chunks of its body (limits.header_bytes, limits.body_bytes)"),
    say_as<HttpChunkLinesPart>("lines of chunks (limits.header_bytes)"),
    say_as<HttpTrailersPart>("fields behind its body (limits.header_lines)"),
    say_as<HttpHostUnknown>("Host {host} is not this server's; it is known as {known}: use one of "
                            "these, or add it to `hosts` of the server's config"),
    say_as<HttpOriginOther>("Origin {origin} is another site, whose pages may not call this "
                            "server; call it from its own"),
    say_as<HttpTypeMissing>("Content-Type is missing, allowed: application/json"),
    say_as<HttpTypeWrong>("Content-Type is {type}, allowed: application/json"),
    say_as<HttpKeyMissing>("a key is needed, once: Authorization: Bearer KEY, or api-key: KEY"),
    say_as<HttpKeyInvalid>("the key is not valid; use one of the server's keys"),
    say_as<HttpKeyTooWeak>("the role of this key is not enough; use one of {option}"),
    say_as<HttpPathUnknown>("there is nothing at {path}; GET /openapi.json lists all paths"),
    say_as<HttpMethodWrong>("{path} accepts only {methods}"),
    say_as<HttpBodyNotArray>(
        "the body is not a JSON array; put its elements in one, even a single one"),
    say_as<HttpBodyNotObject>("the body is not a JSON object; write its fields as one"),
    say_as<HttpBodyKeysMore>("the body has more than {field}; it is {body}"),
    say_as<HttpListTooLong>("k is {k}, allowed: at most {max} (limits.k)"),
    say_as<HttpFilterTooLarge>(
        "filter has {parts} tests and conditions, allowed: at most {max} (limits.filter_nodes)"),
    say_as<HttpBatchTooLarge>(
        "{field} has {elements} elements, allowed: at most {max} (limits.batch)"),
    say_as<HttpBatchItemsTooMany>(
        "requests asks for {items} items, allowed: at most {max} (limits.batch_items)"),
    say_as<HttpCallTooLarge>(
        "{field} are {elements}, allowed: at most {max} a call (limits.{field})"),
    say_as<HttpItemUnknown>("there is no item {id}; check the id"),
    say_as<HttpUserUnknown>("there is no user {id}; check the id"),
    say_as<HttpRequestLate>("the request did not arrive in time; send it faster, or a smaller one"),
    say_as<HttpRequestsWait>("too many requests wait; try again later"),
    say_as<HttpDiskCallsWait>(
        "{calls} {calls:call waits|calls wait} for the disk; try again later"),
    say_as<ListenMalformed>(
        "listen is {listen}; write 127.0.0.1:8080, port 0 for a free one, or unix:PATH"),
    say_as<ListenAddressMalformed>("{address} is not an address in numbers: 127.0.0.1, [::1]"),
    say_as<ListenPathTooLong>("{listen} has a path of {length} characters, allowed: {max}"),
    say_as<ListenWithoutKeys>(
        "listen is {listen}, which other machines reach, and there are no keys; give `keys` in the "
        "server's config, listen at 127.0.0.1 behind a proxy, or use --insecure"),
    say_as<ListenPathTaken>("another server listens at {listen}; choose another path"),
    say_as<ListenPortFailed>(
        "cannot listen at {listen}: {reason}; choose another port, 0 for a free one"),
    say_as<ListenPathFailed>("cannot listen at {listen}: {reason}; choose another path"),
    say_as<ServerSilent>("the server does not answer: {reason}"),
    say_as<ServerThreadsFailed>(
        "cannot start {threads} {threads:thread|threads}: {reason}; take fewer"),
    say_as<WatchWithoutFolder>("generations.watch (--watch) stores the bundles that it finds, and "
                               "there is no folder for them; add --state FOLDER"),
    say_as<KeysTooMany>("{option} has {keys} keys, allowed: {max}, the one in use and the next"),
    say_as<KeyTooShort>("{option} has a key of {length} {length:character|characters}; write at "
                        "least {min}, letters, digits and signs: openssl rand -hex 32 makes one"),
    say_as<KeyInvisible>("{option} has a key with a blank or another character that is not ASCII; "
                         "write letters, digits and signs: openssl rand -hex 32 makes one"),
    say_as<KeyDuplicate>("{option} has a duplicate key; give each key once"),
    say_as<MemoryAboveLimit>(
        "the server would keep about {needed} MiB resident, limits.memory_bytes allows {allowed}; "
        "take fewer threads, a smaller bundle or a larger machine"),
    say_as<MemoryAboveMachine>("the server would keep about {needed} MiB resident, the machine has "
                               "{there}; take fewer threads, a smaller bundle or a larger machine"),
};
static_assert(covers(kHttpErrors, HttpErrors()));

// Errors of what commands and programs ask for.
constexpr Sentence kRunErrors[] = {
    say_as<FolderFlagEmpty>("{flag} is empty; name a folder"),
    say_as<ItemsFolderTaken>("--out {path} already exists; name a folder that does not"),
    say_as<VectorsFolderTaken>("--to {path} already exists and is not a bundle; name a folder that "
                               "does not exist, or a bundle to replace"),
    say_as<LogFolderTaken>("{path} has files that are not of an exported log, such as "
                           "{other_file}; name another folder"),
    say_as<LogFolderUnusable>(
        "{path} is not a folder that can be read: {reason}; name another one"),
    say_as<StateCopyTaken>("{path} already exists; name a folder that does not, or move it away"),
    say_as<StateCopyWithin>(
        "{path} lies within {folder}, which is copied; name a folder elsewhere"),
    say_as<StateCopyRaced>("{path} appeared and disappeared meanwhile; try again"),
    say_as<RunNameUnusable>(
        "name is '{name}'; it is the name of a folder among the runs: without / and \\, and not "
        "beginning with a dot. --runs FOLDER says where they are"),
    say_as<RunFolderUnmade>(
        "{path} cannot be created: {reason}; run where you may write, or choose --runs FOLDER"),
    say_as<NoRunToResume>("{path} has no run that was started, so there is nothing to resume; "
                          "start without --resume"),
    say_as<RunIsFinished>(
        "--resume: {path} is finished, there is nothing to continue; train again without --resume"),
    say_as<ResumedWithOtherConfig>(
        "--resume: {path} began with another config: {changes}. Continue it without these, or "
        "train anew without --resume"),
    say_as<RunRanksDoNotFit>(
        "its lists of users, targets and ranks do not fit together; train again"),
    say_as<RunsOfOtherTests>(
        "{first} and {second} were tested on different users or items, so their figures cannot be "
        "compared; train both with the same data and split, or compare them on later rows: --on "
        "NEW_LOG"),
    say_as<LaterTestsDiffer>(
        "{first} and {second} do not have the same targets in the later rows, so their figures "
        "cannot be compared; what they read differently: {keys}. Give both the same with --set, "
        "e.g. --set data.repeat=allow"),
    say_as<BundleAsData>(
        "{path} is not data but a bundle that `twotower train` wrote: `twotower evaluate "
        "{argument}` tests it, `twotower recommend {argument} --user ID` recommends from it"),
    say_as<RunAsData>(
        "{path} is not data but a run that `twotower train` wrote: `twotower evaluate {argument}` "
        "tests it, `twotower recommend {argument} --user ID` recommends from it"),
    say_as<DataAsBundle>(
        "{path} is neither a bundle nor a run but data; train on it first, and name "
        "the run that this writes: twotower train {argument}"),
    say_as<ConfigAsBundle>(
        "{path} is neither a bundle nor a run but a config; train with it first, "
        "and name the run that this writes: twotower train {argument}"),
    say_as<UnfinishedRunAsData>("{path} is not data but a run that has not ended, so it has no "
                                "model yet; to train it again, name its config: twotower train "
                                "{config} (--resume continues it, if it is the newest)"),
    say_as<FileOfRunAsData>(
        "{path} is not data but a file of a run that `twotower train` wrote: `twotower evaluate "
        "{run}` tests the run, `twotower recommend {run} --user ID` recommends from it"),
    say_as<FileOfRunAsBundle>(
        "{path} is a file of a run that `twotower train` wrote; name the folder of the run: {run}"),
    say_as<UnfinishedRun>("{path}: the training did not finish, so there is no model; train again: "
                          "twotower train {config} (--resume continues it, if it is the newest)"),
    say_as<RunAsLog>("--on: {path} is a run or a file of one, and not the log of what came after a "
                     "training; to see how good the run is: {command}"),
    say_as<TrainRunAgain>("{problem}; to train it again, name its config: twotower train {config}"),
    say_as<DataWithoutHistory>(
        "--without-history: {path} is not a bundle, and only a model can be tested without "
        "histories; name the bundle of a run, e.g. runs/NAME/001/bundle"),
    say_as<BundleFittedOnTest>(
        "{path} was fitted on all rows (train.fit: all), those of its test too, so the test would "
        "measure what it learnt by heart; its figures before that are in the run's report. Test it "
        "on later rows: --on NEW_LOG"),
    say_as<BundleOfOtherRows>(
        "{path} was fitted on {trained_on} {trained_on:row|rows}, {data} now has {found} of that "
        "time and split, or others: name the files it was trained on with --set "
        "data.interactions.path=FILES"),
    say_as<BundleWithoutInteractions>(
        "{path} was made of ready vectors, without interactions: there is nothing to test it on; "
        "use it with `twotower serve`"),
    say_as<BundleOfOtherData>(
        "{path} was trained on data with the key {trained_on}, the files and options named now "
        "have {named_now}: their contents, the split or the features are others; name those that "
        "it was trained on, or train again"),
    say_as<SimilarityFlagUnknown>("--similarity is {value}, allowed: {allowed}"),
    say_as<VectorsTooLong>("--vectors: {path}: the vectors in column {column} have {dim} "
                           "{dim:number|numbers}; towers.dim allows 1 to 4096: make shorter ones"),
    say_as<NoItemHasVector>(
        "--items: {path}: none of its items has a vector: in column {column} it has {id}, the "
        "vectors have {vector_id} in {vector_column}. Name the right column: --id COLUMN, and "
        "spell ids alike (00123 is not 123)"),
    say_as<ItemsWithoutVector>(
        "--items: {path}: {without} of {all} items have no vector: {ids}. Add their vectors to the "
        "table of --vectors, or leave these rows out"),
    say_as<IntegerInColumn>("integer `{value}`"),
    say_as<TextInColumn>("text `{value}`"),
};
static_assert(covers(kRunErrors, RunErrors()));

// Errors of the command line.
constexpr Sentence kCliErrors[] = {
    say_as<UnknownCommand>("\"{word}\" is not a command of {call} (all: {commands})"),
    say_as<UnknownFlag>("\"{flag}\" is not a flag of {call} (all: {call} --help)"),
    say_as<NoDevice>("{problem}; it computes on the CPU: leave {flag} out"),
    say_as<UsageNear>("{problem}; did you mean {nearest}?"),
    say_as<WrongUsage>("{call}: {problem}; see {call} --help"),
    say_as<CommandRequired>("a command is required: {commands}"),
    say_as<FlagRequired>("{flag} is required"),
    say_as<OneFlagRequired>("one of these is required: {flags}"),
    say_as<FlagNeedsOneOf>("{flag} also needs one of these: {others}"),
    say_as<FlagNeedsOther>("{flag} also needs {other}"),
    say_as<FlagExcludesOther>("{flag} and {other} exclude each other; leave one out"),
    say_as<FlagWithoutValue>("{flag} needs a value"),
    say_as<FlagTakesNoValue>("{flag} is {value}, but takes no value; write {flag} alone"),
    say_as<FlagHasTooFewValues>("{flag} has {given} {given:value|values}, needed: at least {min}"),
    say_as<FlagHasTooManyValues>("{flag} has {given} {given:value|values}, allowed: at most {max}"),
    say_as<FlagOutOfRange>("{flag} is {value}, allowed: {min} to {max}"),
    say_as<FlagValueUnknown>("{flag} is {value}, allowed: {allowed}"),
    say_as<FlagNotWhole>("{flag} is {value}, allowed: a whole number of at most 18 digits"),
    say_as<CountUnread>("{flag} is {value}, which is not a number; write e.g. {flag} {example} "
                        "(1M, 1_000_000, 1,000,000 and 100万 are a million)"),
    say_as<CommaBetweenDigits>("{flag} is {value}, and a comma stands between groups of three "
                               "digits; write {flag} {meant}, if that is meant"),
    say_as<SizeOfNothing>("say of what: twotower size FILE, a file of interactions or a config; "
                          "or, without data, twotower size --users 1M --items 100k"),
    say_as<SizeLacks>("{flag} is missing; say how many there are, e.g. {flag} {example}, or name a "
                      "file of interactions: twotower size FILE"),
    say_as<FlagNotNumber>("{flag} is {value}, allowed: a number"),
    say_as<UnexpectedArguments>("not expected: {arguments}"),
    say_as<OtherWrongUsage>("{reason}"),
    say_as<TooFewItemsAsked>("-k is {k}; ask for at least one item"),
    say_as<IdsNotApart>("no item is called '{id}'; separate ids by commas: {flag} {example}"),
    say_as<IdsInFile>("no item is called '{path}', but a file is; to read the ids from it, one a "
                      "line, write {flag} @{path}"),
    say_as<LabelNear>("{flag}: no item is called '{label}'; did you mean {near}?"),
    say_as<LabelOfSeveral>("{flag}: {items} items are called '{label}'; give the id of one: {ids}"),
    say_as<ListWithoutIds>("{flag} is not a list of ids; write ids with commas between them, or a "
                           "JSON list of texts and integers: [\"a, b\", 7]"),
    say_as<NoColumnButItemId>("{problem}; the id of an item is called {item_id} here"),
    say_as<NothingToServe>("serve needs a bundle or a run: twotower serve runs/NAME/latest"),
    say_as<ServerKeysGone>("the file has no keys any more; restart the server to serve without"),
    say_as<ServerKeysNew>("the server was started without keys; restart it to serve with them"),
    say_as<StandardOutputUnwritable>("standard output cannot be written: {reason}"),
};
static_assert(covers(kCliErrors, CliErrors()));

// How long it takes.
constexpr Sentence kProgressMessages[] = {
    say_as<ProgressLeft>("{time} left"),
    say_as<ProgressSeconds>("{seconds} s"),
    say_as<ProgressMinutes>("{minutes} min"),
    say_as<ProgressHours>("{hours} h"),
};
static_assert(covers(kProgressMessages, ProgressMessages()));

// The demo.
constexpr Sentence kDemoMessages[] = {
    say_as<DemoOpening>(
        "A pizza shop, two towers. {customers} customers, {pizzas} pizzas, {orders} orders in "
        "{days} days, made here: we know every taste, the model does not."),
    say_as<DemoCustomerLabel>("A customer"),
    say_as<DemoCustomer>("{name}, {age}, {district}, {phone}: {ordered}"),
    say_as<DemoTimesOrdered>("{pizza} x{times}"),
    say_as<DemoName>("{family}{given}"),
    say_as<DemoPizzaLabel>("A pizza"),
    say_as<DemoPizza>("{name}: {category}, {price} yuan, tags {tags}"),
    say_as<DemoCategory>("{first}/{second}/{third}"),
    say_as<DemoUserTowerLabel>("User tower"),
    say_as<DemoItemTowerLabel>("Item tower"),
    say_as<DemoInput>("{feature} {width}"),
    say_as<DemoHistory>("last {length} orders -> {encoder} {width}"),
    say_as<DemoTowersMeet>(
        "Trained together on one loss, neither sees the other's inputs: they meet only here, score "
        "= user . pizza. So all {pizzas} pizza vectors are computed once, before anyone asks."),
    say_as<DemoTrainingLabel>("Training"),
    say_as<DemoTraining>(
        "{epochs} epochs in {seconds} s; loss {guessing} when guessing, {loss} now"),
    say_as<DemoNextOrderLabel>("Next order"),
    say_as<DemoNextOrder>(
        "among the 10 shown: guessing {guessing} | most ordered {most_ordered} | item-kNN "
        "{item_knn} | two towers {two_towers} | knowing every taste {optimum}"),
    say_as<DemoWay>("{way} of the way from most ordered to knowing every taste: by the true "
                    "chances, mean of {customers} customers"),
    say_as<DemoListed>("{place} {pizza} {match} {why}"),
    say_as<DemoOrderedBefore>("(ordered {times}x)"),
    say_as<DemoLike>("(never ordered; like {nearest})"),
    say_as<DemoLikeByTags>("(never ordered; like {nearest}: {tags})"),
    say_as<DemoNewcomerLabel>("New customer"),
    say_as<DemoNewcomer>("no orders, {age}, {district}, {phone}: {list}"),
    say_as<DemoMostOrdered>("\"most ordered\" would show everybody: {list}"),
    say_as<DemoNewcomers>("{customers} newcomers: {most_ordered} -> {two_towers}, best from age, "
                          "district and phone {optimum}: {way} of the way"),
    say_as<DemoNicheLovers>("{customers} durian lovers: {most_ordered} -> {two_towers}, best "
                            "{optimum}: {way} of the way"),
    say_as<DemoNewOrderLabel>("A new order"),
    say_as<DemoNewOrder>("the newcomer orders {ordered}: user tower again, {milliseconds} ms, "
                         "nothing retrained. {watched} {before} -> {after}"),
    say_as<DemoNewPizzaLabel>("A new pizza"),
    say_as<DemoNewPizza>(
        "{pizza} joins: item tower, {milliseconds} ms, already in the top 10 of {found} of "
        "{lovers} durian lovers, and of {others_found} of {others} others"),
    say_as<DemoDiversityLabel>("No bubble"),
    say_as<DemoDiversity>("{name}'s ten: {before}. With diversity {diversity}: {after}"),
    say_as<DemoKind>("{count} {kind}"),
    say_as<DemoDiversityCost>("all customers: {kinds_before} -> {kinds_after} kinds in a list; "
                              "chance among the 10 shown {chance}"),
    say_as<DemoChanceFalls>("{before} -> {after}"),
    say_as<DemoChanceRises>("{before} -> {after}"),
    say_as<DemoServerLabel>("The server"),
    say_as<DemoServed>(
        "POST {path} {body}: {list}; {milliseconds} ms over HTTP, median of {requests}"),
    say_as<DemoEventLabel>("An event"),
    say_as<DemoEvent>("POST {path} {body}: on the disk after {milliseconds} ms, and the guest's "
                      "list is no longer {before}, but {after}"),
    say_as<DemoItemLabel>("An item"),
    say_as<DemoItem>("PUT {path} {body}: on the disk and encoded after {milliseconds} ms, and "
                     "number {place} of the guest's list; DELETE: {after}"),
    say_as<DemoItemGone>("gone from the next"),
    say_as<DemoItemStays>("number {place} still"),
    say_as<DemoClosing>("In one sentence: neither tower sees the other's inputs, they compare only "
                        "at the end, so a million pizzas cost one small network and one search."),
    say_as<DemoPointers>("More: twotower demo why | sparse   Look: {run}/report.html   Ask: "
                         "twotower recommend {run} --user {user} --diversity 0.3   Serve: twotower "
                         "serve {run}   Your data: twotower train interactions.parquet"),
    say_as<DemoWhyOpening>("Why two towers? One network that reads customer and pizza together "
                           "sees how they go together, but it must run for every pair."),
    say_as<DemoTwoTowersLabel>("Two towers"),
    say_as<DemoTwoTowersTrained>("trained together, neither sees the other's inputs: {seconds} s"),
    say_as<DemoOneTowerLabel>("One tower"),
    say_as<DemoOneTowerTrained>("{inputs} numbers of customer, history and pizza at once -> "
                                "{hidden} -> 1, on the same orders: {seconds} s"),
    say_as<DemoOneOrTwo>(
        "among the 10 shown: most ordered {most_ordered} | two towers {two_towers} | one tower "
        "{one_tower} | knowing every taste {optimum}; mean of {customers} customers"),
    say_as<DemoFewLabel>("{pizzas} pizzas"),
    say_as<DemoFew>("a list for one customer, on one thread: two towers {two} ms (one pass, one "
                    "search) | one tower {one} ms ({pizzas} passes)"),
    say_as<DemoManyLabel>("{many}"),
    say_as<DemoManyByTwo>(
        "two towers {two} ms: one pass and one search of {many} drawn vectors, measured"),
    say_as<DemoManyByOne>("one tower {one} ms: {many} passes of {pair} us each, scaled from "
                          "{measured} measured ones"),
    say_as<DemoBothLabel>("Both"),
    say_as<DemoBoth>(
        "two towers find {candidates} of {many}, one tower ranks these: {two} + {one} ms"),
    say_as<DemoWhyClosing>(
        "In one sentence: with one tower the chance is {chance}, and {many} pizzas take {times} "
        "times as long, so two towers choose which ones it looks at."),
    say_as<DemoHigher>("{by} higher"),
    say_as<DemoLower>("{by} lower"),
    say_as<DemoSparseOpening>(
        "Sparse tastes. The pizza shop in its first weeks: {orders} orders, {niche} of them with "
        "durian; {lovers} of {customers} customers in the test love it."),
    say_as<DemoSparseData>("next order among the 10 shown: durian lovers | everybody; a new durian "
                           "pizza among the ten of lovers, of others"),
    say_as<DemoIdsOnly>("Ids only"),
    say_as<DemoWithTags>("+ tags"),
    say_as<DemoWithHierarchy>("+ hierarchy"),
    say_as<DemoWithIdDropout>("+ id dropout"),
    say_as<DemoSparseLine>("{niche} | {all}; {found} of {lovers}, {others_found} of {others}"),
    say_as<DemoSparseBoundsLabel>("Beside"),
    say_as<DemoSparseBounds>("most ordered {most_niche} | {most_all}, item-kNN {knn_niche} | "
                             "{knn_all}, knowing every taste {best_niche} | {best_all}"),
    say_as<DemoSparseClosing>("In one sentence: knowing what a pizza is like shows {found} more of "
                              "{lovers} durian lovers a pizza that nobody has ordered yet; with "
                              "those that were, their chance is {niche} and everybody's {all}."),
};
static_assert(covers(kDemoMessages, DemoMessages()));

// Help.
constexpr Sentence kHelpMessages[] = {
    say_as<HelpTableHead>("| option | default | allowed | meaning |"),
    say_as<HelpOption>("{path}: {allowed}; default {default}\n    {help}"),
    say_as<HelpAutomatic>("automatic"),
    say_as<AllowedCondition>("condition: {example}"),
    say_as<AllowedCollapse>("auto, none, or a {duration}"),
    say_as<AllowedDislikes>("auto, none, or a {condition}"),
    say_as<AllowedTypes>("an event type, or a list of them: order, or [order, subscribe]"),
    say_as<AllowedPeriod>("number, {share}, or {example}"),
    say_as<PeriodEndsEarly>("which is not after `from`"),
    say_as<PeriodWithoutStart>("`from` is missing; allowed: {form}"),
    say_as<HelpProgram>("Two-tower recommendation. Instruction sets: kernels {kernels}, matrix "
                        "products {products}."),
    say_as<HelpUsage>("Usage: {call}"),
    say_as<HelpAnyOptions>("[OPTIONS]"),
    say_as<HelpAnyCommand>("COMMAND"),
    say_as<HelpArguments>("Arguments:"),
    say_as<HelpOptions>("Options:"),
    say_as<HelpOptionsOneNeeded>("Options, at least one of which is required:"),
    say_as<HelpCommands>("Commands:"),
    say_as<HelpValueText>("TEXT"),
    say_as<HelpValueInteger>("INT"),
    say_as<HelpValueNumber>("NUMBER"),
    say_as<HelpValueSeveral>("{min} or more"),
    say_as<HelpValueDefault>("default {value}"),
    say_as<HelpRequired>("required"),
    say_as<HelpNeeds>("needs {flags}"),
    say_as<HelpExcludes>("excludes {flags}"),
};
static_assert(covers(kHelpMessages, HelpMessages()));

// Runs.
constexpr Sentence kRunWords[] = {
    say_as<LabelChecked>("checked"),
    say_as<LabelNext>("next"),
    say_as<LabelColumns>("columns"),
    say_as<LabelRead>("read"),
    say_as<LabelWeights>("weights"),
    say_as<LabelFound>("found"),
    say_as<LabelRepeats>("repeats"),
    say_as<LabelSplit>("split"),
    say_as<LabelChosen>("chosen"),
    say_as<LabelRefit>("refit"),
    say_as<LabelResumed>("resumed"),
    say_as<LabelAllRows>("all rows"),
    say_as<LabelModel>("model"),
    say_as<LabelCost>("cost"),
    say_as<LabelTest>("test"),
    say_as<LabelVerdict>("verdict"),
    say_as<LabelBundle>("bundle"),
    say_as<LabelGeneration>("generation"),
    say_as<LabelCatalog>("catalog"),
    say_as<LabelUserTower>("user tower"),
    say_as<LabelItemTower>("item tower"),
    say_as<LabelCompared>("compared"),
    say_as<LabelTable>("table"),
    say_as<LabelPart>("part"),
    say_as<LabelTested>("tested"),
    say_as<DataRead>("{interactions} {interactions:interaction|interactions}, {users} "
                     "{users:user|users}, {sequences} {sequences:sequence|sequences}, {items} "
                     "{items:item|items}{files}{period}"),
    say_as<ReadInFiles>(" in {files} {files:file|files}"),
    say_as<ReadPeriod>(", {first} .. {last}"),
    say_as<ReadSeconds>("{seconds} s"),
    say_as<ColumnsRead>("{columns} (order: {order})"),
    say_as<OrderByTime>("time"),
    say_as<OrderByColumn>("order"),
    say_as<OrderIsNone>("none"),
    say_as<EncodingFound>("{path}: is read as {encoding} ({option}.encoding)"),
    say_as<EncodingDoubted>("{path}: is read as {encoding}, as was said, but its bytes look like "
                            "{rather}, and then its texts are garbled: --set {setting}"),
    say_as<NoHeaderFound>(
        "{path}: has no header line: its columns are column_1 to column_{columns} "
        "({option}.header)"),
    say_as<RowsNotKept>("{rows} {rows:row is|rows are} left out by keep and last"),
    say_as<ImpressionRows>("{rows} {rows:row is an impression: no interaction|rows are "
                           "impressions: no interactions}"),
    say_as<DislikeRows>("{rows} {rows:row is a dislike: no interaction|rows are dislikes: no "
                        "interactions}"),
    say_as<BadRowsSkipped>("{rows} {rows:row|rows} cannot be used: left out (data.*.on_bad_row)"),
    say_as<HeaderRowsSkipped>("{rows} {rows:row repeats|rows repeat} the header: left out"),
    say_as<QuotesLiteral>("{rows} {rows:row has|rows have} a quote that closes no cell: read as a "
                          "character; the first is line {line} of {path}"),
    say_as<QuotesEscaped>("{rows} {rows:row has|rows have} quotes escaped by backslashes (\\\"): "
                          "read as quotes"),
    say_as<IdsTrimmed>("{ids} {ids:id has|ids have} blanks around, which are no part of "
                       "{ids:it|them}: \"{first}\""),
    say_as<RowsCollapsed>(
        "{rows} {rows:row is|rows are} one event with another of the same user and "
        "item within {within}; the strongest counts"),
    say_as<LogRowsRead>("{rows} {rows:row is an event|rows are events} of the log "
                        "(data.interactions.log)"),
    say_as<LogEventsUntyped>("{events} {events:event|events} of the log came without a type"),
    say_as<LogValuesUnfit>("{values} {values:value of the log is|values of the log are} not of "
                           "the type of {values:its|their} column: missing"),
    say_as<TimesMissing>("{rows} {rows:row has|rows have} no time"),
    say_as<OrdersMissing>("{rows} {rows:row has|rows have} no place in the order"),
    say_as<ValuesNotNumbers>("{values} {values:value is|values are} not a number: read as missing"),
    say_as<ListsAscend>("the lists are sorted by item id: their order says nothing"),
    say_as<RepeatShareIs>("{rows} of the validation rows return to a known item: {rule}"),
    say_as<RepeatShareLater>("{rows} of the test rows return to a known item: {rule}"),
    say_as<KnownItemsStay>("known items stay in the lists"),
    say_as<KnownItemsLeftOut>("known items are left out"),
    say_as<SplitParts>(
        "{kind}: train {train} | validation {validation} | test {test}{cold}{unused}{targets}"),
    say_as<PartOfRows>("{rows}"),
    say_as<PartUntil>("{rows} to {date}"),
    say_as<SplitLater>("test {test} {test:row|rows} of {log}{after} | trained on "
                       "{trained}{not_later}{targets}"),
    say_as<SplitLaterAfter>(" after {time}"),
    say_as<SplitNotLater>(" | left out {rows}, which {rows:is|are} not later"),
    say_as<SplitTargetTypes>(" | targets {types} alone"),
    say_as<SplitColdItems>(" | cold items {rows}"),
    say_as<SplitUnused>(" | in no part {rows}"),
    say_as<SplitIsLater>("split.leaks: {rows} of the training rows are later than a test row: the "
                         "metrics say little about production; split.kind=time avoids it"),
    say_as<DecisionMade>("{key}{note}: {choice}"),
    say_as<NoteUser>(""),
    say_as<NoteItem>(""),
    say_as<NoteTime>(""),
    say_as<NoteOrder>(""),
    say_as<NoteTypeColumn>(""),
    say_as<NoteCollapse>(""),
    say_as<NoteTypeWeights>(""),
    say_as<NoteSession>(""),
    say_as<NoteRepeat>(""),
    say_as<NoteFeatures>(""),
    say_as<NoteItemFeatures>(""),
    say_as<NoteUserFeatures>(""),
    say_as<NoteContextFeatures>(""),
    say_as<NoteNegatives>(""),
    say_as<NoteSplit>(""),
    say_as<NoteEpochs>(""),
    say_as<NoteBatchSize>(""),
    say_as<TowerDrawn>("{inputs}{widths}"),
    say_as<TowerInputs>("{first} + {next}"),
    say_as<TowerInput>("{feature} {kind} {width}"),
    say_as<TowerFeature>("{feature}"),
    say_as<TowerContext>("context {feature}"),
    say_as<TowerHistory>("{feature} (newest {newest})"),
    say_as<ResumedWith>("{key} is {now} from now on, it was {began}"),
    say_as<ResumedWithout>(
        "{key} stays {began}, with which the run began; the file says {now} now"),
    say_as<AllRowsEpochs>("{epochs} {epochs:epoch|epochs} on every row, the test's too: the "
                          "weights to deploy"),
    say_as<RefitEpochs>("{epochs} {epochs:epoch|epochs} on training and validation rows"),
    say_as<RepeatsFitted>("scores gain {weight} log(1 + how often the user took the item), "
                          "{ageing}: {metric} {with} on validation, {without} without"),
    say_as<RepeatsOff>("scores gain nothing from how often the user took an item: {metric} "
                       "{with} with it on validation, {without} without, no more than chance"),
    say_as<RepeatsGiven>("scores gain {weight} log(1 + how often the user took the item), "
                         "{ageing}"),
    say_as<RowsAge>("a row counts half after {rows} others"),
    say_as<RowsDoNotAge>("old rows count as new ones"),
    say_as<ModelTowers>("user {user} | item {item}"),
    say_as<TrainingCost>("{peak} of memory, the training {memory} of it, weights {weights}{time}"),
    say_as<StageReading>("reading {path}"),
    say_as<StageBaselines>("testing the baselines: {rankings} {rankings:ranking|rankings} each"),
    say_as<StageTest>("testing the model: {rankings} {rankings:ranking|rankings}"),
    say_as<StageSaving>("writing {path}"),
    say_as<TrainingTime>("; at most {duration} in all on {threads} {threads:thread|threads}"),
    say_as<WholeSeconds>("{seconds} s"),
    say_as<WholeMinutes>("{minutes} min"),
    say_as<TrialOf>("trial of {what}"),
    say_as<TrialIds>("id dropout {dropped}"),
    say_as<EpochNumber>("epoch {epoch}"),
    say_as<EpochLoss>("loss {loss}"),
    say_as<EpochValidation>("validation {value}{best}"),
    say_as<EpochIsBest>(" (best)"),
    say_as<TestUsers>("{users} {users:user|users}"),
    say_as<ColdAmongAll>("cold items, among all items: {users} {users:user|users}"),
    say_as<ColdAlone>("cold items, among themselves: {users} {users:user|users}"),
    say_as<KnownTargets>("{known} of {all} test targets are left out: their users had them before "
                         "(data.repeat=exclude) or disliked them"),
    say_as<SliceTargets>("{targets} {targets:target|targets}"),
    say_as<SliceOfRival>("   {rival} {figure}"),
    say_as<VerdictWithCauses>("{verdict} Likely causes, most likely first:"),
    say_as<CauseOfCode>("{code}: {cause}"),
    say_as<TryCommand>("try: {command}"),
    say_as<ResultPopularity>("popularity"),
    say_as<ResultPopularityRefit>("popularity (refit)"),
    say_as<ResultPopularityAllRows>("popularity (all rows)"),
    say_as<ResultUserPopularity>("user popularity"),
    say_as<ResultUserPopularityRefit>("user popularity (refit)"),
    say_as<ResultItemKnn>("item-kNN"),
    say_as<ResultItemKnnRefit>("item-kNN (refit)"),
    say_as<ResultRandom>("random"),
    say_as<ResultTwoTowersAlone>("two towers, no repeats"),
    say_as<ResultTwoTowers>("two towers"),
    say_as<ResultNewUsers>("new users"),
    say_as<ResultFewEvents>("1 to 4 events"),
    say_as<ResultSomeEvents>("5 to 49 events"),
    say_as<ResultManyEvents>("50 events or more"),
    say_as<ResultNewItems>("new items"),
    say_as<ResultRareItems>("rare items"),
    say_as<ResultPopularItems>("popular items"),
    say_as<ResultWarmItems>("trained items"),
    say_as<ResultItemsShown>("items shown"),
    say_as<ResultListsAlike>("lists alike"),
    say_as<TypeInteger>("integer"),
    say_as<TypeNumber>("number"),
    say_as<TypeText>("text"),
    say_as<TypeUnread>("cannot be read"),
    say_as<TypeTime>("time"),
    say_as<TypeList>("list of {of}"),
    say_as<TableInspected>(
        "{path}: {format}, {rows} {rows:row|rows}, {columns} {columns:column|columns}"),
    say_as<HeadColumn>("column"),
    say_as<HeadType>("type"),
    say_as<HeadMissing>("missing"),
    say_as<HeadDistinct>("distinct"),
    say_as<HeadValues>("values"),
    say_as<BundleGeneration>("{generation}, created {created} by twotower {version}"),
    say_as<BundleCatalog>("{items} {items:item|items}; {users} {users:user|users} with {events} "
                          "{events:event|events}; repeat: {repeat}"),
    say_as<BundleCompared>("by {similarity}, temperature {temperature}"),
    say_as<BundleOfAllRows>("fitted on every row after the test, whose figures are those of the "
                            "weights before (train.fit: all)"),
    say_as<BundleOneLoss>("both towers are trained together, on one loss"),
    say_as<BundleTable>("{name}: {rows} x {dim}, {bytes} {bytes:byte|bytes}"),
    say_as<BundleWeights>("{weights} in layers"),
    say_as<BundlePart>("{name}: {bytes} {bytes:byte|bytes}"),
    say_as<BundleTested>("{users} {users:user|users}: {metrics}"),
    say_as<MetricIs>("{metric} {value}"),
    say_as<ComparedOnLater>("{targets} {targets:target|targets} of {users} {users:user|users} in "
                            "{log}{after}"),
    say_as<CompareWon>("won"),
    say_as<CompareLost>("lost"),
    say_as<CompareSame>("same"),
    say_as<CompareInterval>("(95 % interval: {low}..{high})"),
    say_as<CompareConfig>("config {key}: {change}"),
};
static_assert(covers(kRunWords, RunWords()));

// The report's page.
constexpr Sentence kReportWords[] = {
    say_as<PageTable>("All items ranked for every test user"),
    say_as<PageTableNote>("recall: the share of what a user took next that is in the list. ndcg "
                          "and mrr also count how high it stands. ± is half of the 95 % interval. "
                          "Lists alike: what the lists of two random users have in common."),
    say_as<PageKnownTargets>("%1 of %2 test targets are left out: their users had them before "
                             "(data.repeat=exclude) or disliked them."),
    say_as<PageColdItems>("Held-out items, among all items"),
    say_as<PageColdItemsAlone>("Held-out items, among themselves"),
    say_as<PageSlices>("For whom it works"),
    say_as<PageSlicesNote>("The two towers, by the length of the user's history and by the number "
                           "of training rows of the item."),
    say_as<PageChecks>("The data"),
    say_as<PageTowers>("The two towers"),
    say_as<PageTowersNote>("What goes in, the width that each input takes, and the layers. Neither "
                           "tower sees the other's inputs: they meet only in the similarity of "
                           "their vectors, and one loss trains both."),
    say_as<PageMap>("Items and users in one space"),
    say_as<PageMapNote>(
        "The first two principal components of the item vectors. Points that are near each other "
        "are alike to the model. A larger point is a more frequent item; the most frequent ones "
        "are named, point at any other to see its name."),
    say_as<PageCurves>("Training"),
    say_as<PageExposure>("What gets shown"),
    say_as<PageExposureNote>("Items from the most to the least frequent, a tenth each: their share "
                             "of the training rows, and of all top-10 lists."),
    say_as<PagePeople>("Ten users"),
    say_as<PagePeopleNote>(
        "Evenly from short to long histories. Green: what the user really took next."),
    say_as<PageAgain>("The same run again"),
    say_as<PageConfig>("The complete config"),
    say_as<PageCauses>("Likely causes, most likely first, each with a command to try:"),
    say_as<PageWarnings>("Worth a look, each with a command to try:"),
    say_as<PageInteractions>("interaction|interactions"),
    say_as<PageUsers>("user|users"),
    say_as<PageItems>("item|items"),
    say_as<PageEpochs>("epoch|epochs"),
    say_as<PageSeconds>("%1 s of training"),
    say_as<PageTargets>("targets"),
    say_as<PageOther>("other"),
    say_as<PageUserPoints>("users"),
    say_as<PageLoss>("loss"),
    say_as<PageEpoch>("epoch"),
    say_as<PageEpochValue>("epoch %1: %2"),
    say_as<PageKept>("%1 (kept: epoch %2: %3)"),
    say_as<PageTenth>("tenth"),
    say_as<PageRows>("training rows"),
    say_as<PageUserTower>("user tower"),
    say_as<PageItemTower>("item tower"),
    say_as<PageHiddenLayer>("hidden layer %1"),
    say_as<PageVector>("vector %1"),
    say_as<PageCompared>("%1, temperature %2"),
    say_as<PageOneLoss>("one loss trains both towers"),
    say_as<PageHistory>("before (newest first)"),
    say_as<PageTook>("took"),
    say_as<PageMore>("+ %1 more"),
    say_as<PageLike>("like %1"),
    say_as<PageNothing>("nothing"),
    say_as<PagePlace>("place %1"),
    say_as<PageNotListed>("not in the list"),
    say_as<PagePair>("%1: %2"),
    say_as<PageNeedsScript>("This page is drawn by its own script: allow scripts to see it."),
    say_as<ValidationOf>("validation {metric}"),
};
static_assert(covers(kReportWords, ReportWords()));

constexpr std::span<const Sentence> kEnglish[] = {
    kFindingMessages, kTestMessages, kDecisionMessages, kAnswerWords,      kCommandWords,
    kErrorMessages,   kBaseErrors,   kFeaturesErrors,   kDataErrors,       kModelErrors,
    kBundleErrors,    kConfigErrors, kTrainErrors,      kStoreErrors,      kServeErrors,
    kHttpErrors,      kRunErrors,    kCliErrors,        kProgressMessages, kDemoMessages,
    kHelpMessages,    kRunWords,     kReportWords};

}  // namespace

LanguageText text_in_english() {
  return {kEnglish, {}, {}};
}

}  // namespace twotower

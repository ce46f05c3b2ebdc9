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

    // How long it takes.
    say_as<ProgressLeft>("{time} left"), say_as<ProgressSeconds>("{seconds} s"),
    say_as<ProgressMinutes>("{minutes} min"), say_as<ProgressHours>("{hours} h"),

    // The demo.
    say_as<DemoOpening>(
        "A pizza shop, two towers. {customers} customers, {pizzas} pizzas, {orders} orders in "
        "{days} days, made here: we know every taste, the model does not."),
    say_as<DemoCustomerLabel>("A customer"),
    say_as<DemoCustomer>("{name}, {age}, {district}, {phone}: {ordered}"),
    say_as<DemoTimesOrdered>("{pizza} x{times}"), say_as<DemoName>("{family}{given}"),
    say_as<DemoPizzaLabel>("A pizza"),
    say_as<DemoPizza>("{name}: {category}, {price} yuan, tags {tags}"),
    say_as<DemoCategory>("{first}/{second}/{third}"), say_as<DemoUserTowerLabel>("User tower"),
    say_as<DemoItemTowerLabel>("Item tower"), say_as<DemoInput>("{feature} {width}"),
    say_as<DemoHistory>("last {length} orders -> {encoder} {width}"),
    say_as<DemoTowersMeet>(
        "Trained together on one loss, neither sees the other's inputs: they meet only here, score "
        "= user . pizza. So all {pizzas} pizza vectors are computed once, before anyone asks."),
    say_as<DemoTrainingLabel>("Training"),
    say_as<DemoTraining>("{epochs} epochs {seconds} s; guessing has loss {guessing}, now {loss}"),
    say_as<DemoNextOrderLabel>("Next order"),
    say_as<DemoNextOrder>(
        "among the 10 shown: guessing {guessing} | most ordered {most_ordered} | item-kNN "
        "{item_knn} | two towers {two_towers} | knowing every taste {optimum}"),
    say_as<DemoWay>("{way} of the way from most ordered to knowing every taste: the truth's "
                    "chances, mean of {customers} customers"),
    say_as<DemoListed>("{place} {pizza} {match} {why}"),
    say_as<DemoOrderedBefore>("(ordered {times}x)"),
    say_as<DemoLike>("(never ordered; like {nearest})"),
    say_as<DemoLikeByTags>("(never ordered; like {nearest}: {tags})"),
    say_as<DemoNewcomerLabel>("New customer"),
    say_as<DemoNewcomer>("no orders, {age}, {district}, {phone}: {list}"),
    say_as<DemoMostOrdered>("\"most ordered\" would say to everybody: {list}"),
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
    say_as<DemoChanceFalls>("{before} -> {after}"), say_as<DemoChanceRises>("{before} -> {after}"),
    say_as<DemoServerLabel>("The server"),
    say_as<DemoServed>(
        "POST {path} {body}: {list}; {milliseconds} ms over HTTP, median of {requests}"),
    say_as<DemoEventLabel>("An event"),
    say_as<DemoEvent>("POST {path} {body}: on the disk after {milliseconds} ms, and the guest's "
                      "list is no longer {before}, but {after}"),
    say_as<DemoItemLabel>("An item"),
    say_as<DemoItem>("PUT {path} {body}: on the disk and encoded after {milliseconds} ms, and "
                     "number {place} of the guest's list; DELETE: {after}"),
    say_as<DemoItemGone>("gone from the next"), say_as<DemoItemStays>("number {place} still"),
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
    say_as<DemoHigher>("{by} higher"), say_as<DemoLower>("{by} lower"),
    say_as<DemoSparseOpening>(
        "Sparse tastes. The pizza shop in its first weeks: {orders} orders, {niche} of them with "
        "durian; {lovers} of {customers} customers in the test love it."),
    say_as<DemoSparseData>("next order among the 10 shown: durian lovers | everybody; a new durian "
                           "pizza among the ten of lovers, of others"),
    say_as<DemoIdsOnly>("Ids only"), say_as<DemoWithTags>("+ tags"),
    say_as<DemoWithHierarchy>("+ hierarchy"), say_as<DemoWithIdDropout>("+ id dropout"),
    say_as<DemoSparseLine>("{niche} | {all}; {found} of {lovers}, {others_found} of {others}"),
    say_as<DemoSparseBoundsLabel>("Beside"),
    say_as<DemoSparseBounds>("most ordered {most_niche} | {most_all}, item-kNN {knn_niche} | "
                             "{knn_all}, knowing every taste {best_niche} | {best_all}"),
    say_as<DemoSparseClosing>("In one sentence: knowing what a pizza is like shows {found} more of "
                              "{lovers} durian lovers a pizza that nobody has ordered yet; with "
                              "those that were, their chance is {niche} and everybody's {all}."),

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

LanguageText text_in_english() {
  return {kEnglish, {}};
}

}  // namespace twotower
